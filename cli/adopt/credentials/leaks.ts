import { grouped } from '../../../lib/collections/grouped';
import { Field, type Path, pathText } from '../../../lib/model/field';
import { hasCredential } from '../../../lib/text/credential-forms';
import { listed } from '../../../lib/text/listed';
import { type CredentialPlace, credentialsIn } from '../../credentials/credentials-in';
import { type FoundInInput, type InputFinding, objectName } from '../../findings/input-findings';
import type { ReadManifest } from '../../manifests/read-manifests';

/** The rule that no credential stands in a manifest. */
const RULE = 'A10';

/** Objects with a credential in them, and what is to be told of that. */
export interface Leaks {
  readonly leaking: ReadonlySet<ReadManifest>;
  /** What the rules have not said already of the objects that would be declared. */
  readonly findingsOf: (concerned: ReadonlySet<ReadManifest>) => InputFinding[];
}

export function leaksIn(manifests: readonly ReadManifest[], found: readonly FoundInInput[]): Leaks {
  const places = new Map(manifests.map((read) => [read, credentialsIn(read.manifest)]));
  const ruled = grouped(
    found.filter(({ finding }) => finding.rule === RULE),
    ({ read }) => read,
  );
  const isSaid = (read: ReadManifest, { path }: CredentialPlace) =>
    ruled.get(read)?.some(({ finding }) => JSON.stringify(finding.at) === JSON.stringify(path)) ||
    (ruled.has(read) && read.manifest.kind === 'Secret');
  return {
    leaking: new Set(manifests.filter((read) => ruled.has(read) || places.get(read)?.length)),
    findingsOf: (concerned) =>
      [...places].flatMap(([read, all]) =>
        concerned.has(read)
          ? entriesOfOne(all.filter((place) => !isSaid(read, place))).map((places) => credentialFinding(read, places))
          : [],
      ),
  };
}

type Places = readonly [CredentialPlace, ...CredentialPlace[]];

/** The entries of one map, such as the data of a Secret, are told together; all else by itself. */
function entriesOfOne(places: readonly CredentialPlace[]): Places[] {
  const byMap = grouped(places, ({ path, remedy }) => {
    const isEntry = typeof path.at(-1) === 'string' && path.at(-1) !== 'value';
    return JSON.stringify([isEntry ? path.slice(0, -1) : path, isEntry, remedy]);
  });
  return [...byMap.values()] as unknown as Places[];
}

/** What stands in an object that must not stand in code, with the line of the first; never a value. */
function credentialFinding({ file, manifest, placeAt }: ReadManifest, places: Places): InputFinding {
  const [{ path, remedy }, ...others] = places;
  const holder = path.slice(0, -1);
  // Of a field that a Secret cannot have, the name may be the value (F1).
  const isNameless = holder.length === 0 && manifest.kind === 'Secret';
  const named = isNameless ? '' : ` (${entryNames(places)})`;
  const what =
    others.length === 0
      ? `${isNameless ? 'a field of the object' : shownPlace(path, manifest)} holds a credential, or what looks like one, and is`
      : `${shownPath(holder) || 'the object'} has ${places.length} entries with a credential, or what looks like one${named}, which are`;
  return {
    file,
    ...placeAt(path),
    severity: 'error',
    message: `${what} not copied into code: ${remedy}`,
    object: objectName(manifest),
  };
}

const MOST_NAMES = 20;

function entryNames(places: Places): string {
  const names = places.map(({ path }) => String(path.at(-1))).map((name) => (isName(name) ? name : HIDDEN));
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : listed(names);
}

function shownPlace(path: Path, manifest: unknown): string {
  const name = path.at(-1) === 'value' ? nameOfValue(path, manifest) : undefined;
  return name === undefined ? shownPath(path) : `${shownPath(path)} ("${name}")`;
}

const HIDDEN = '(not shown)';

/** The path as messages of rules have it. */
function shownPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    const step = isName(String(part)) ? pathText([part]) : `[${HIDDEN}]`;
    return text === '' || step.startsWith('[') ? `${text}${step}` : `${text}.${step}`;
  }, '');
}

/** The name of the variable or header whose value it is. */
function nameOfValue(path: Path, manifest: unknown): string | undefined {
  const name = Field.of(manifest).text(...path.slice(0, -1), 'name').value;
  return name !== undefined && isName(name) ? name : undefined;
}

/** What is none may be a value that was written in the place of one. */
function isName(text: string): boolean {
  return /^[\w./-]+$/.test(text) && !hasCredential(text);
}
