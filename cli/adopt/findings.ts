import { checkSubjects } from '../../lib/validation/check-manifests';
import { fields, type Manifest } from '../../lib/validation/manifest';
import { type Finding, Severity } from '../../lib/validation/rule';
import type { ReadManifest, ReadProblem } from '../manifests/read-manifests';

/** Something that is wrong with the input, and where. */
export interface InputFinding {
  readonly file: string;
  readonly line: number;
  readonly severity: 'error' | 'warning';
  /** Absent for what is no Kubernetes object at all. */
  readonly rule?: string;
  readonly message: string;
  /** `Deployment shop/api`; absent where there is no object. */
  readonly object?: string;
}

/** What the rules say about the manifests, with the line of what they complain of. */
export function findingsIn(manifests: readonly ReadManifest[]): { finding: Finding; read: ReadManifest }[] {
  const reads = new Map(manifests.map((read) => [read.manifest, read]));
  const subjects = manifests.map(({ manifest, file }) => ({ manifest, file }));
  const byPlace = new Map(manifests.map((read) => [`${read.file}:${read.line}`, read]));
  return checkSubjects(subjects).flatMap((finding) => {
    const { manifest, file } = finding.subject;
    const read = reads.get(manifest) ?? byPlace.get(`${file}:1`);
    return read === undefined ? [] : [{ finding, read }];
  });
}

export function inputFinding({ finding, read }: { finding: Finding; read: ReadManifest }): InputFinding {
  return {
    file: read.file,
    line: lineOf(finding.message, read),
    severity: finding.severity === Severity.ERROR ? 'error' : 'warning',
    rule: finding.rule,
    message: finding.message,
    object: objectName(read.manifest),
  };
}

export function problemFinding({ file, line, message }: ReadProblem): InputFinding {
  return { file, line, severity: 'error', message };
}

/** `Deployment shop/api` */
export function objectName({ kind, metadata }: Manifest): string {
  const { name, namespace } = fields(metadata);
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? '(no name)'}`;
}

/** The line of the value that a message quotes, or of the field that it names; that of the object if there is neither. */
function lineOf(message: string, read: ReadManifest): number {
  const quoted = [...message.matchAll(/"([^"]+)"/g)].map(([, value]) => value);
  const words = new Set(message.match(/[A-Za-z][\w-]{4,}/g) ?? []);
  const places = [...leavesOf(read.manifest, [])];
  const isSpecific = (path: readonly (string | number)[]) => path[0] !== 'metadata' || path[1] === 'annotations';
  const value = places.find(({ path, value }) => isSpecific(path) && quoted.includes(String(value)));
  const named = places.find(
    ({ path }) => path.length > 1 && isSpecific(path) && words.has(String(path[path.length - 1])),
  );
  const place = value ?? named;
  return place === undefined ? read.line : read.lineAt(place.path);
}

function* leavesOf(
  value: unknown,
  path: readonly (string | number)[],
): Generator<{ path: readonly (string | number)[]; value: unknown }> {
  if (typeof value !== 'object' || value === null) {
    yield { path, value };
    return;
  }
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [name, item] of entries) yield* leavesOf(item, [...path, name]);
}
