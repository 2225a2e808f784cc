import type { IConstruct } from 'constructs';
import { withOneRenderingEach } from '../../evaluation/one-rendering';
import { propsFinding } from '../../evaluation/report/app-findings';
import { type FindingRecord, isError } from '../../evaluation/report/finding-record';
import { remember } from '../../evaluation/report/keep-and-refuse';
import { calledFrom } from '../../evaluation/report/thrown-at';
import { InfisicalProject } from '../../gitops';
import { declare, forget } from '../../gitops/declared-apps';
import { takeNumber } from '../../gitops/process-run';
import type { Staged } from '../../gitops/project-part';
import { checkedProps, type PropTypes } from '../../props/prop-types';
import { asLine } from '../../text/shown';
import { Severity } from '../../validation/severity';
import { folderProblem, placeOf, stageGenerated } from './generated-file';
import type { ParityProblem } from './parity-problem';
import { constructsOf } from './stack-scopes';
import { declareStack, type PlacedFiles } from './stacks-before';

/** What is written for a laptop, as it is by now. */
export interface EvaluatedFiles {
  /** What the app or the project of the scopes tells too. */
  readonly ofProps: readonly ParityProblem[];
  readonly errors: readonly ParityProblem[];
  /** What is unwise; asked for where nothing is wrong. */
  readonly warnings: () => readonly ParityProblem[];
  /** The files by their names; asked for where nothing is wrong. */
  readonly files: () => { [name: string]: string };
  /** Why they must not be written into the folder: somebody else has files there. */
  readonly inTheWay: (folder: string) => (string | undefined)[];
}

interface AskedFiles {
  /** `local stack`. */
  readonly name: string;
  /** What a variable of it is called. */
  readonly noun: 'stack' | 'run' | 'schema';
  readonly scopes: readonly IConstruct[];
  readonly folder: string;
  /** Why there is nothing to do, if that is so. */
  readonly nothing: () => string | undefined;
  /** What there is to say in place of that it was never synthesized. */
  readonly mistake?: () => string | undefined;
  readonly evaluate: () => EvaluatedFiles;
}

/**
 * Files that are generated for a laptop: those of an environment of an `InfisicalProject` are checked and written with
 * the project, all or nothing, and others by themselves.
 */
export class LaptopFiles {
  private readonly project?: InfisicalProject;
  private readonly number = takeNumber();
  /** What else of the project writes files for a laptop: two may share the file of the CLI. */
  private readonly filesBefore: () => PlacedFiles = () => new Map();

  public constructor(private readonly asked: AskedFiles) {
    const [environment] = asked.scopes.flatMap((scope) => InfisicalProject._environmentAt(scope) ?? []);
    this.project = environment?.project;
    if (this.project === undefined) {
      const { noun, mistake } = asked;
      declare(this.number, { title: () => this.title(), mistake, noun, at: calledFrom(), places: () => [] });
      return;
    }
    this.filesBefore = declareStack(this.project, () => this.placedFiles());
    this.project._add({ findings: () => this.findings(), stage: () => this.stage() });
  }

  public get scopes(): readonly IConstruct[] {
    return this.asked.scopes;
  }

  /** @throws with all mistakes at once */
  public files(): { [name: string]: string } {
    forget(this.number);
    return this.inOneRendering(() => {
      const evaluated = this.asked.evaluate();
      this.refuse(this.findingsOf(withWrongProps(evaluated)));
      return evaluated.files();
    });
  }

  /** @throws with all mistakes at once; nothing is written then */
  public synth(): void {
    if (this.project !== undefined) {
      this.project.synth();
      return;
    }
    forget(this.number);
    this.inOneRendering(() => {
      this.refuse(this.findings(withWrongProps(this.asked.evaluate())));
      this.stage().commit(() => undefined);
    });
  }

  private inOneRendering<T>(run: () => T): T {
    const roots = new Set(this.asked.scopes.map(({ node }) => node.root));
    return withOneRenderingEach([...roots], run);
  }

  /** All that there is to say. */
  private findings(evaluated = this.asked.evaluate()): FindingRecord[] {
    return [...this.filesInTheWay(evaluated), ...this.findingsOf(evaluated), ...this.clashes()];
  }

  private findingsOf({ errors, warnings }: EvaluatedFiles): FindingRecord[] {
    const found = errors.map((problem) => this.recordOf(problem, Severity.ERROR));
    const unwise = found.some(isError) ? [] : warnings();
    return [...found, ...unwise.map((problem) => this.recordOf(problem, Severity.WARNING))];
  }

  private stage(): Staged {
    const { folder, evaluate } = this.asked;
    const before = this.filesBefore();
    const files = Object.entries(evaluate().files());
    return stageGenerated(folder, Object.fromEntries(files.filter(([name]) => !before.has(placeOf(folder, name)))));
  }

  /** The files, where nothing is wrong with them. */
  private placedFiles(): PlacedFiles {
    const { folder, evaluate } = this.asked;
    const evaluated = evaluate();
    const files = this.findingsOf(evaluated).some(isError) ? {} : evaluated.files();
    return new Map(Object.entries(files).map(([name, text]) => [placeOf(folder, name), text]));
  }

  /** Two of one project that write one file. */
  private clashes(): FindingRecord[] {
    const before = this.filesBefore();
    const names = [...this.placedFiles()].flatMap(([place, text]) =>
      before.has(place) && before.get(place) !== text ? [place.replace(/.*[/\\]/, '')] : [],
    );
    if (names.length === 0) return [];
    const { noun } = this.asked;
    const message = `another ${noun} of the project writes ${names.join(', ')} with other contents: declare one ${noun}, or give this one a folder of its own`;
    return [this.recordOf({ rule: 'L7', message }, Severity.ERROR)];
  }

  /** Files in the places of ours that somebody else wrote. */
  private filesInTheWay({ inTheWay }: EvaluatedFiles): FindingRecord[] {
    const { folder } = this.asked;
    const outside = folderProblem(folder);
    return (outside === undefined ? inTheWay(folder) : [outside]).flatMap((message) =>
      message === undefined ? [] : [this.recordOf({ rule: 'L7', message }, Severity.ERROR)],
    );
  }

  /** What a user knows it by, who may have meant to give it an environment, with which it would be written. */
  private title(): string {
    const why = this.asked.nothing();
    return why === undefined ? `the ${this.asked.name}` : `the ${this.asked.name} (${asLine(why)})`;
  }

  private refuse(findings: readonly FindingRecord[]): void {
    remember(this, findings);
    const lines = findings.filter(isError).map(({ path, message, rule }) => `[${path}] ${message} (${rule})`);
    if (lines.length > 0) {
      throw new Error(`The ${this.asked.name} has the following errors:\n  ${[...new Set(lines)].join('\n  ')}`);
    }
  }

  private recordOf({ construct, message, rule }: ParityProblem, severity: Severity): FindingRecord {
    if (construct !== undefined) return propsFinding(construct, { message, rule }, severity).finding;
    return { severity, rule, path: this.asked.name, message: asLine(message) };
  }
}

const NAMES = {
  LocalStack: { name: 'local stack', noun: 'stack' },
  LocalRun: { name: 'local run', noun: 'run' },
  EnvSchema: { name: 'env schema', noun: 'schema' },
} as const;

/**
 * The files of a construct, as far as what it is given is right.
 *
 * @param evaluate what follows from the scopes and the right props, and from what is wrong with the others
 */
export function laptopFiles<P extends { readonly folder?: string }>(
  construct: keyof typeof NAMES,
  given: readonly IConstruct[],
  props: P,
  types: PropTypes<P>,
  evaluate: (scopes: readonly IConstruct[], props: P, before: readonly ParityProblem[]) => EvaluatedFiles,
  folderOf: (props: P) => string = ({ folder = '.' }) => folder,
): LaptopFiles {
  const { checked, problems } = checkedProps<P, PropTypes<P>>(props, types as never);
  const found = constructsOf(given, construct);
  const all = [...found.problems, ...problems];
  return new LaptopFiles({
    ...NAMES[construct],
    scopes: found.scopes,
    folder: folderOf(checked),
    nothing: () =>
      found.scopes.length === 0 ? (all[0]?.message ?? 'it is given no environment and no app') : undefined,
    // A stack may have services of its own alone.
    ...(construct !== 'LocalStack' && isNone(given) && { mistake: () => nothingGiven(construct) }),
    evaluate: () => evaluate(found.scopes, checked, all),
  });
}

function isNone(given: unknown): boolean {
  return Array.isArray(given) && given.length === 0;
}

/** What a schema, or a run, of nothing is told. */
export function nothingGiven(construct: 'LocalRun' | 'EnvSchema'): string {
  return `the ${NAMES[construct].name} is given no environment and no app: write new ${construct}([…]) with those that it is for`;
}

/** Where no project is asked, nobody else would tell of them. */
function withWrongProps(evaluated: EvaluatedFiles): EvaluatedFiles {
  return { ...evaluated, errors: [...evaluated.ofProps, ...evaluated.errors] };
}
