import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grouped } from '../../lib/collections/grouped';
import type { FindingRecord } from '../../lib/evaluation/report/finding-record';
import { readIfPossible } from '../../lib/files/read-if-possible';
import { jsonIn } from '../../lib/json/json';
import type { TextPlace } from '../../lib/text/place-in-text';
import { ruleList } from '../../lib/validation/rule-list';
import { documentOf, type FindingsFormat } from '../formats/document';
import { documentUri, type FindingsDocument, type LocatedFinding, type RuleOfTool } from '../formats/located-finding';
import { SYNTH_STATUSES } from '../formats/synth-statuses';
import { manifestsIn, type ReadManifest } from '../manifests/read-manifests';
import { isManifest } from './output/folder-entries';

/** What is known at the end of a synth. */
export interface EndOfSynth {
  /** The output folder as the user wrote it; unknown where cdk8s.yaml could not be read. */
  readonly output?: string;
  readonly findings: readonly FindingRecord[];
  /** Whether the output folder has what the app makes: the places of findings are looked for there. */
  readonly isWritten?: boolean;
  /** Why there is no output. */
  readonly failure?: string;
  /** Files that are not what the app makes, with `--check`. */
  readonly stale?: readonly string[];
}

const PROGRAM = { file: 'cdk8s.yaml', line: 1, column: 1 };

/** What was found, in a format of CI systems. */
export function synthText(format: FindingsFormat, end: EndOfSynth): string {
  return documentOf(format, synthDocument(end));
}

/** What programs that show findings next to the code have to know. */
function synthDocument({ output = '', findings, isWritten, failure, stale = [] }: EndOfSynth): FindingsDocument {
  const rules = ruleList().map(
    ({ id, title, why, severity }): RuleOfTool => ({
      id,
      title,
      text: why,
      level: severity,
      helpUri: documentUri(`rules.md#${id.toLowerCase()}`),
    }),
  );
  const written = new WrittenObjects(output, isWritten === true);
  const open = findings.filter(({ suppressedBecause }) => suppressedBecause === undefined);
  return {
    tool: 'cdk8s-infisical synth',
    rules: [...rules, ...SYNTH_STATUSES],
    findings: [
      ...(failure === undefined
        ? []
        : [{ id: 'failed', level: 'error', message: failure, locations: [PROGRAM] } as const]),
      ...stale.map((file): LocatedFinding => {
        const message = `${file} is not what the app makes: run cdk8s-infisical synth, and commit what it writes`;
        return { id: 'stale', level: 'error', message, object: file, locations: [{ file, line: 1, column: 1 }] };
      }),
      ...open.map((finding) => locatedFinding(finding, written)),
    ],
  };
}

function locatedFinding(finding: FindingRecord, written: WrittenObjects): LocatedFinding {
  const { rule, severity, environment, path, kind, namespace, name, at, message } = finding;
  const object = [kind, [namespace, name].filter(Boolean).join('/')].filter(Boolean).join(' ');
  return {
    id: rule ?? 'construct',
    level: severity,
    message: `${environment === undefined ? '' : `${environment}: `}${path === undefined ? '' : `[${path}] `}${message}`,
    object: [environment, path ?? object].filter(Boolean).join(' '),
    locations: [{ ...(placeInProgram(path) ?? written.placeOf(finding) ?? PROGRAM), ...(at !== undefined && { at }) }],
  };
}

/** `shop.ts:83:15`, where there is no construct yet. */
function placeInProgram(path = ''): (TextPlace & { readonly file: string }) | undefined {
  const [, file, line, column] = /^([^:[\]]+\.[cm]?[jt]sx?):(\d+):(\d+)$/.exec(path) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}

/** The objects in the output folder; a folder is read for the first finding in it. */
class WrittenObjects {
  private readonly folders = new Map<string, ReadonlyMap<string, readonly ReadManifest[]>>();

  public constructor(
    private readonly output: string,
    private readonly isWritten: boolean,
  ) {}

  /** Undefined where it is not certain which object is meant. */
  public placeOf(finding: FindingRecord): (TextPlace & { readonly file: string }) | undefined {
    const { file, line = 1, column = 1, name, environment = '' } = finding;
    if (file !== undefined) {
      const shown = file === this.output || file.startsWith(`${this.output}/`) ? file : join(this.output, file);
      return { file: shown, line, column };
    }
    if (!this.isWritten || name === undefined) return undefined;
    const own = join(this.output, environment);
    const [read, second] = this.objectsIn(existsSync(own) ? own : this.output).get(nameOf(finding)) ?? [];
    if (read === undefined || second !== undefined) return undefined;
    return { file: read.file, ...read.placeAt(pathOf(finding.at)) };
  }

  private objectsIn(folder: string): ReadonlyMap<string, readonly ReadManifest[]> {
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const files = (readIfPossible(() => readdirSync(folder, { recursive: true, encoding: 'utf8' })) ?? []).sort();
    const reads = files.filter(isManifest).flatMap((name) => {
      const file = join(folder, name);
      return manifestsIn(readIfPossible(() => readFileSync(file, 'utf8')) ?? '', file).manifests;
    });
    const objects = grouped(reads, ({ manifest: { kind, metadata } }) => nameOf({ kind, ...metadata }));
    this.folders.set(folder, objects);
    return objects;
  }
}

function nameOf({ kind, namespace, name }: Pick<FindingRecord, 'kind' | 'namespace' | 'name'>): string {
  return JSON.stringify([kind, namespace, name]);
}

/** The parts of `spec.template.spec.containers[0].env[2].name`, and of `metadata.annotations["a.b/c"]`. */
function pathOf(at = ''): (string | number)[] {
  return [...at.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(([, index, quoted, field]) =>
    index === undefined ? (quoted === undefined ? field : String(jsonIn(quoted))) : Number(index),
  );
}
