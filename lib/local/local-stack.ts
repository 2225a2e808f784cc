import type { IConstruct } from 'constructs';
import { lastOfEach } from '../collections/last-of-each';
import { sectionProblems } from './compose/own-words/words-of-file';
import type { LocalStackProps } from './local-stack-props';
import { LOCAL_STACK_PROPS } from './prop-types';
import { keyReads } from './record/key-reads';
import { recordProblems } from './record/record-problems';
import { catalogueProblems } from './stack/catalogued-services';
import { wrongProps } from './stack/declared-app';
import { overwriteProblem } from './stack/generated-file';
import { cliNameProblems, keyProblems } from './stack/key-problems';
import { type EvaluatedFiles, type LaptopFiles, laptopFiles } from './stack/laptop-files';
import { orderProblems, parityErrors, parityWarnings } from './stack/parity';
import type { ParityProblem } from './stack/parity-problem';
import { serviceDifferences } from './stack/service-differences';
import { cliSettings, namesOfFiles, stackFiles } from './stack/stack-files';
import { chosenScopes } from './stack/stack-scopes';
import { appServices, appsBesideServices, backingServices } from './stack/stack-service';
import { fileProblems, settingOf } from './stack/stack-setting';
import { unusedKeys } from './stack/unused-keys';
import { unwritableTexts } from './stack/unwritable-text';

/**
 * Applications on a laptop, as they are in the cluster: a compose file in which each service gets its own secret keys and
 * no others, a Makefile that fetches them and starts it, and the CLI's own `.infisical.json`. No value stands in any of
 * them.
 *
 * The services are those applications in the scopes that have the prop `local`, and `services`.
 *
 * A stack of an environment of an `InfisicalProject` takes project, host and environment from it, and is checked and
 * written with the project: `new LocalStack([dev], { services })` is all. The stack of other apps is written by `synth`.
 */
export class LocalStack {
  private readonly laptop: LaptopFiles;

  /**
   * @param scopes the environment, apps or charts with the applications. A laptop is one environment: of several of an
   * `InfisicalProject`, give one (rule L7); an application that stands in several other apps must be the same in all
   * (rule L5).
   */
  public constructor(scopes: IConstruct[], props: LocalStackProps = {}) {
    this.laptop = laptopFiles('LocalStack', scopes, props, LOCAL_STACK_PROPS, evaluateStack);
  }

  /**
   * The files by their names. Warnings are printed at the end of the process.
   *
   * @throws with all mistakes at once (rules L1, L3, L5, L6, L7, L9, L10)
   */
  public files(): { [name: string]: string } {
    return this.laptop.files();
  }

  /**
   * Writes the files. One that is as it should be is left alone. That of an environment of a project writes the whole
   * project, of which it is a part.
   *
   * @throws with all mistakes at once, and where a file is there that somebody else wrote (rule L7); nothing is written
   * then
   */
  public synth(): void {
    this.laptop.synth();
  }
}

/** There is nothing to start, and compose 1 takes such a file for one of another form. */
const NO_SERVICE: ParityProblem = {
  rule: 'L9',
  message: 'the stack has no service: give an application "local", or write what only the laptop needs into services',
};

/** The services, and what is wrong with them. */
function evaluateStack(
  given: readonly IConstruct[],
  props: LocalStackProps,
  before: readonly ParityProblem[],
): EvaluatedFiles {
  const { services: own = {}, serviceOrder = [] } = props;
  const { scopes, environment, problems } = chosenScopes(given, props.environment);
  const all = [...appServices(scopes), ...backingServices(own, serviceOrder)];
  const services = lastOfEach(all, ({ name }) => name);
  const beside = appsBesideServices(scopes);
  const setting = settingOf(props, [...services, ...beside], environment);
  const reads = keyReads(services, setting, beside);
  return {
    ofProps: wrongProps(scopes),
    errors: [
      ...before,
      ...problems,
      ...(services.length === 0 && problems.length === 0 ? [NO_SERVICE] : []),
      ...serviceDifferences(all),
      ...unwritableTexts(services),
      ...parityErrors(services),
      ...sectionProblems(props.compose, services),
      ...keyProblems(services, setting, reads, beside),
      ...orderProblems(serviceOrder, Object.keys(own)),
      ...recordProblems(props, setting, reads, services, environment),
      ...fileProblems(props, setting),
      ...catalogueProblems(services, setting, reads, environment),
    ],
    warnings: () => [
      ...cliNameProblems(services, setting),
      ...unusedKeys(scopes, [...services, ...beside], reads),
      ...parityWarnings(services),
    ],
    files: () => stackFiles(services, setting, reads),
    inTheWay: (folder) => namesOfFiles(setting).map((name) => overwriteProblem(folder, name, cliSettings(setting))),
  };
}
