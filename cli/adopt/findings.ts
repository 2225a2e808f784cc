import { fields } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import { checkResources } from '../../lib/validation/check-manifests';
import type { Finding } from '../../lib/validation/rule';
import { Severity } from '../../lib/validation/severity';
import type { ReadManifest, ReadProblem } from '../manifests/read-manifests';
import { scalarText } from './compare/scalar';
import { hasCredential } from './credentials/credential-text';

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

/** What a rule says about an object that was read. */
export interface FoundInInput {
  readonly finding: Finding;
  readonly read: ReadManifest;
}

/** What the rules say about the manifests, with the line of what they complain of. */
export function findingsIn(manifests: readonly ReadManifest[]): FoundInInput[] {
  const reads = new Map(manifests.map((read) => [read.manifest, read]));
  const resources = manifests.map(({ manifest, file }) => ({ manifest, file }));
  const byPlace = new Map(manifests.map((read) => [`${read.file}:${read.line}`, read]));
  return checkResources(resources).flatMap((finding) => {
    const { manifest, file } = finding.resource;
    const read = reads.get(manifest) ?? byPlace.get(`${file}:1`);
    return read === undefined ? [] : [{ finding, read }];
  });
}

export function inputFinding({ finding, read }: FoundInInput): InputFinding {
  return {
    file: read.file,
    line: lineOf(finding.message, read),
    severity: finding.severity === Severity.ERROR ? 'error' : 'warning',
    rule: finding.rule,
    message: withoutCredentialsIn(shortened(finding.message)),
    object: objectName(read.manifest),
  };
}

/** Files that lie beside manifests and are none. */
const COMPANIONS = /(^|[/\\])(kustomization|values[^/\\]*|Chart)\.ya?ml$/;

export function problemFinding({ file, line, message }: ReadProblem): InputFinding {
  return { file, line, severity: COMPANIONS.test(file) ? 'warning' : 'error', message };
}

/** `Deployment shop/api` */
export function objectName({ kind, metadata }: Manifest): string {
  const { name, namespace } = fields(metadata);
  return `${shown(kind)} ${namespace === undefined ? '' : `${shown(namespace)}/`}${shown(name) || '(no name)'}`;
}

/** What a message quotes may be as long as anything. */
function shortened(message: string): string {
  return message.length > 2_000 ? `${message.slice(0, 2_000)}…` : message;
}

/** People paste tokens into any field. */
function shown(name: unknown): string {
  const text = scalarText(name);
  return hasCredential(text) ? '(not shown)' : text;
}

/**
 * The line of what a message is about: of the rarest value or field that it quotes, else of the innermost field that it
 * names, else of the object. What an object is called stands in every message and tells nothing.
 */
function lineOf(message: string, read: ReadManifest): number {
  const { name, namespace } = fields(read.manifest.metadata);
  const places = [...placesIn(read.manifest, [])].filter(
    ({ path }) => path[0] !== 'metadata' || path[1] === 'annotations',
  );
  const quoted = [...message.matchAll(/"([^"]+)"/g)].map(([, value]) => value);
  const found = quoted
    .filter((value) => value !== name && value !== namespace)
    .map((value) => places.filter((place) => scalarText(place.value) === value || place.path.at(-1) === value))
    .filter((matches) => matches.length > 0)
    .sort((a, b) => a.length - b.length);
  const words = new Set(message.match(/[A-Za-z][\w-]{4,}/g) ?? []);
  const named = places
    .filter(({ path }) => path.length > 1 && words.has(String(path.at(-1))))
    .sort((a, b) => b.path.length - a.path.length);
  const place = found[0]?.[0] ?? named[0];
  return place === undefined ? read.line : read.lineAt(place.path);
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

function* placesIn(value: unknown, path: readonly (string | number)[]): Generator<Place> {
  yield { path, value: typeof value === 'object' ? undefined : value };
  if (typeof value !== 'object' || value === null) return;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [name, item] of entries) yield* placesIn(item, [...path, name]);
}
