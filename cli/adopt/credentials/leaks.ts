import { grouped } from '../../../lib/collections/grouped';
import { Field, type Path } from '../../../lib/model/field';
import { hasCredential } from '../../../lib/text/credential-forms';
import type { ReadManifest } from '../../manifests/read-manifests';
import { type FoundInInput, type InputFinding, objectName } from '../findings';
import { type CredentialPlace, credentialsIn } from './credentials-in';

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
          ? all.filter((place) => !isSaid(read, place)).map((place) => credentialFinding(read, place))
          : [],
      ),
  };
}

/** What stands in an object that must not stand in code, with the line; never the value. */
function credentialFinding({ file, manifest, placeAt }: ReadManifest, { path, remedy }: CredentialPlace): InputFinding {
  return {
    file,
    ...placeAt(path),
    severity: 'error',
    message: `${shownPath(path, manifest)} holds a credential, or what looks like one, and is not copied into code: ${remedy}`,
    object: objectName(manifest),
  };
}

function shownPath(path: Path, manifest: unknown): string {
  const shown = path.map((part) => (isName(String(part)) ? part : '(not shown)')).join('.');
  const name = path.at(-1) === 'value' ? nameOfValue(path, manifest) : undefined;
  return name === undefined ? shown : `${shown} ("${name}")`;
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
