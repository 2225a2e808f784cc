import type { IConstruct } from 'constructs';
import { lastOfEach } from '../collections/last-of-each';
import { runFile } from './compose/run-file';
import type { LocalRunProps } from './local-run-props';
import { LOCAL_RUN_PROPS } from './prop-types';
import { keyReads } from './record/key-reads';
import { recordProblems } from './record/record-problems';
import { recordSetting } from './record/record-setting';
import { declareLocalRun, wrongProps } from './stack/declared-app';
import { overwriteProblem } from './stack/generated-file';
import { type EvaluatedFiles, type LaptopFiles, laptopFiles } from './stack/laptop-files';
import { parityErrors, parityWarnings } from './stack/parity';
import type { ParityProblem } from './stack/parity-problem';
import { serviceDifferences } from './stack/service-differences';
import { chosenScopes } from './stack/stack-scopes';
import { runServices } from './stack/stack-service';
import { caFileProblem, fileNameProblem } from './stack/stack-setting';
import { unwritableTexts } from './stack/unwritable-text';

const FILE = 'infisical.run.yaml';

/**
 * Every application of the scopes for `cdk8s-infisical run <application> -- <command>`, without containers: a file that
 * says which variables each one has, and where in Infisical their keys are. Names only, no value. An application needs no
 * `local` for it; where it has one, what that says of its name and its variables counts. What only a pod knows of itself,
 * or comes from what Infisical does not fill, is not there: the file names it, and `run` says so.
 *
 * The run of an environment of an `InfisicalProject` takes project, host and environment from it, and is checked and
 * written with the project: `new LocalRun([dev])` is all. That of other apps is written by `synth`. It may stand beside a
 * `LocalStack`.
 */
export class LocalRun {
  private readonly laptop: LaptopFiles;

  /**
   * @param scopes the environment, apps or charts with the applications. A laptop is one environment: of several of an
   * `InfisicalProject`, give one (rule L7); an application that stands in several other apps must be the same in all
   * (rule L5).
   */
  public constructor(scopes: IConstruct[], props: LocalRunProps = {}) {
    this.laptop = laptopFiles('LocalRun', scopes, props, LOCAL_RUN_PROPS, evaluateRun);
    this.laptop.scopes.forEach(declareLocalRun);
  }

  /**
   * The file by its name. Warnings are printed at the end of the process.
   *
   * @throws with all mistakes at once (rules L5, L7, L9, L10)
   */
  public files(): { [name: string]: string } {
    return this.laptop.files();
  }

  /**
   * Writes the file. One that is as it should be is left alone. That of an environment of a project writes the whole
   * project, of which it is a part.
   *
   * @throws with all mistakes at once, and where a file is there that somebody else wrote (rule L7); nothing is written
   * then
   */
  public synth(): void {
    this.laptop.synth();
  }
}

function evaluateRun(
  given: readonly IConstruct[],
  props: LocalRunProps,
  before: readonly ParityProblem[],
): EvaluatedFiles {
  const { scopes, environment, problems } = chosenScopes(given, props.environment);
  const all = runServices(scopes);
  const services = lastOfEach(all, ({ name }) => name);
  const setting = recordSetting(props, services, environment);
  const reads = keyReads(services, setting);
  const file = props.file ?? FILE;
  const ofFile = [...fileNameProblem(props.file), ...caFileProblem(props.caFile, file)];
  return {
    ofProps: wrongProps(scopes),
    errors: [
      ...before,
      ...problems,
      ...serviceDifferences(all),
      ...unwritableTexts(services),
      ...parityErrors(services),
      ...recordProblems(props, setting, reads, services, environment),
      ...ofFile.map((message): ParityProblem => ({ rule: 'L7', message })),
    ],
    warnings: () => parityWarnings(services),
    files: () => ({ [file]: runFile(services, setting, reads) }),
    inTheWay: (folder) => (ofFile.length > 0 ? [] : [overwriteProblem(folder, file, '')]),
  };
}
