import type { IConstruct } from 'constructs';
import { lastOfEach } from '../collections/last-of-each';
import { propsFinding } from '../evaluation/report/app-findings';
import { type FindingRecord, isError } from '../evaluation/report/finding-record';
import { remember } from '../evaluation/report/keep-and-refuse';
import { calledFrom } from '../evaluation/report/thrown-at';
import { InfisicalProject } from '../gitops';
import { declare, forget } from '../gitops/declared-apps';
import { takeNumber } from '../gitops/process-run';
import type { Staged } from '../gitops/project-part';
import { checkedProps } from '../props/prop-types';
import { asLine } from '../text/shown';
import { Severity } from '../validation/severity';
import { sectionProblems } from './compose/own-words/words-of-file';
import type { LocalStackProps } from './local-stack-props';
import { LOCAL_STACK_PROPS } from './prop-types';
import { type KeyReads, keyReads } from './record/key-reads';
import { recordProblems } from './record/record-problems';
import { catalogueProblems } from './stack/catalogued-services';
import { folderProblem, overwriteProblem, placeOf, stageGenerated } from './stack/generated-file';
import { cliNameProblems, keyProblems } from './stack/key-problems';
import { orderProblems, parityErrors, parityWarnings } from './stack/parity';
import type { ParityProblem } from './stack/parity-problem';
import { serviceDifferences } from './stack/service-differences';
import { cliSettings, namesOfFiles, stackFiles } from './stack/stack-files';
import { chosenScopes, constructsOf } from './stack/stack-scopes';
import { appServices, backingServices, type StackService } from './stack/stack-service';
import { fileProblems, type StackSetting, settingOf } from './stack/stack-setting';
import { declareStack, type PlacedFiles } from './stack/stacks-before';
import { unusedKeys } from './stack/unused-keys';
import { unwritableTexts } from './stack/unwritable-text';

/**
 * Applications on a laptop, as they are in the cluster: a compose file in which each service gets its own secret keys and no others, a
 * Makefile that starts it under `infisical run`, and the CLI's own `.infisical.json`. No value stands in any of them.
 *
 * The services are those applications in the scopes that have the prop `local`, and `services`.
 *
 * A stack of an environment of an `InfisicalProject` takes project, host and environment from it, and is checked and
 * written with the project: `new LocalStack([dev], { services })` is all. The stack of other apps is written by `synth`.
 */
export class LocalStack {
  private readonly scopes: readonly IConstruct[];
  private readonly props: LocalStackProps;
  private readonly problems: readonly ParityProblem[];
  private readonly project?: InfisicalProject;
  private readonly number = takeNumber();
  /** What other stacks of the project write: two may share the file of the CLI. */
  private readonly filesBefore: () => PlacedFiles = () => new Map();

  /**
   * @param scopes the environment, apps or charts with the applications. A laptop is one environment: of several of an
   * `InfisicalProject`, give one (rule L7); an application that stands in several other apps must be the same in all
   * (rule L5).
   */
  public constructor(scopes: IConstruct[], props: LocalStackProps = {}) {
    const { checked, problems } = checkedProps(props, LOCAL_STACK_PROPS);
    const found = constructsOf(scopes);
    this.scopes = found.scopes;
    this.props = checked;
    this.problems = [...found.problems, ...problems];
    const [environment] = this.scopes.flatMap((scope) => InfisicalProject._environmentAt(scope) ?? []);
    this.project = environment?.project;
    if (this.project === undefined) {
      declare(this.number, { title: () => this.title(), noun: 'stack', at: calledFrom(), places: () => [] });
      return;
    }
    this.filesBefore = declareStack(this.project, () => this.placedFiles());
    this.project._add({ findings: () => this.findings(), stage: () => this.stage() });
  }

  /**
   * The files by their names. Warnings are printed at the end of the process.
   *
   * @throws with all mistakes at once (rules L1, L3, L5, L6, L7, L9, L10)
   */
  public files(): { [name: string]: string } {
    forget(this.number);
    const { services, setting, reads, findings } = this.evaluate();
    this.refuse(findings);
    return stackFiles(services, setting, reads);
  }

  /**
   * Writes the files. One that is as it should be is left alone. That of an environment of a project writes the whole
   * project, of which it is a part.
   *
   * @throws with all mistakes at once, and where a file is there that somebody else wrote (rule L7); nothing is written
   * then
   */
  public synth(): void {
    if (this.project !== undefined) {
      this.project.synth();
      return;
    }
    forget(this.number);
    this.refuse(this.findings());
    this.stage().commit(() => undefined);
  }

  /** All that there is to say of the stack. */
  private findings(): FindingRecord[] {
    const { setting, findings } = this.evaluate();
    return [...this.filesInTheWay(setting), ...findings, ...this.clashes()];
  }

  private stage(): Staged {
    const { services, setting, reads } = this.evaluate();
    const before = this.filesBefore();
    const files = Object.entries(stackFiles(services, setting, reads));
    return stageGenerated(
      this.folder,
      Object.fromEntries(files.filter(([name]) => !before.has(placeOf(this.folder, name)))),
    );
  }

  /** The files, where nothing is wrong with them. */
  private placedFiles(): PlacedFiles {
    const { services, setting, reads, findings } = this.evaluate();
    const files = findings.some(isError) ? {} : stackFiles(services, setting, reads);
    return new Map(Object.entries(files).map(([name, text]) => [placeOf(this.folder, name), text]));
  }

  /** Two stacks of one project that write one file. */
  private clashes(): FindingRecord[] {
    const before = this.filesBefore();
    const names = [...this.placedFiles()].flatMap(([place, text]) =>
      before.has(place) && before.get(place) !== text ? [place.replace(/.*[/\\]/, '')] : [],
    );
    if (names.length === 0) return [];
    const message = `another stack of the project writes ${names.join(', ')} with other contents: declare one stack, or give this one a folder of its own`;
    return [recordOf({ rule: 'L7', message }, Severity.ERROR)];
  }

  private get folder(): string {
    return this.props.folder ?? '.';
  }

  /** The services, and what is wrong with them; what is unwise, where nothing is wrong. */
  private evaluate(): EvaluatedStack {
    const { services: own = {}, serviceOrder = [] } = this.props;
    const { scopes, environment, problems } = chosenScopes(this.scopes, this.props.environment);
    const all = [...appServices(scopes), ...backingServices(own, serviceOrder)];
    const services = lastOfEach(all, ({ name }) => name);
    const setting = settingOf(this.props, services, environment);
    const reads = keyReads(services, setting);
    const errors = [
      ...this.problems,
      ...problems,
      ...serviceDifferences(all),
      ...unwritableTexts(services),
      ...parityErrors(services),
      ...sectionProblems(this.props.compose, services),
      ...keyProblems(services, setting, reads),
      ...orderProblems(serviceOrder, Object.keys(own)),
      ...recordProblems(this.props, setting, reads, services, environment),
      ...fileProblems(this.props, setting),
      ...catalogueProblems(services, setting, reads, environment),
    ].map((problem) => recordOf(problem, Severity.ERROR));
    const warnings = errors.some(isError)
      ? []
      : [...cliNameProblems(services, setting), ...unusedKeys(scopes, services), ...parityWarnings(services)];
    const unwise = warnings.map((problem) => recordOf(problem, Severity.WARNING));
    return { services, setting, reads, findings: [...errors, ...unwise] };
  }

  /** Files in the places of the stack that somebody else wrote. */
  private filesInTheWay(setting: StackSetting): FindingRecord[] {
    const outside = folderProblem(this.folder);
    const found =
      outside === undefined
        ? namesOfFiles(setting).map((name) => overwriteProblem(this.folder, name, cliSettings(setting)))
        : [outside];
    return found.flatMap((message) =>
      message === undefined ? [] : [recordOf({ rule: 'L7', message }, Severity.ERROR)],
    );
  }

  /** What a user knows it by, who may have meant to give it an environment, with which it would be written. */
  private title(): string {
    const [problem] = this.problems;
    const why = this.scopes.length === 0 ? (problem?.message ?? 'it is given no environment and no app') : undefined;
    return why === undefined ? 'the local stack' : `the local stack (${asLine(why)})`;
  }

  private refuse(findings: readonly FindingRecord[]): void {
    remember(this, findings);
    const lines = findings.filter(isError).map(({ path, message, rule }) => `[${path}] ${message} (${rule})`);
    if (lines.length > 0) {
      throw new Error(`The local stack has the following errors:\n  ${[...new Set(lines)].join('\n  ')}`);
    }
  }
}

interface EvaluatedStack {
  readonly services: readonly StackService[];
  readonly setting: StackSetting;
  readonly reads: KeyReads;
  readonly findings: readonly FindingRecord[];
}

function recordOf({ construct, message, rule }: ParityProblem, severity: Severity): FindingRecord {
  if (construct !== undefined) return propsFinding(construct, { message, rule }, severity).finding;
  return { severity, rule, path: 'local stack', message: asLine(message) };
}
