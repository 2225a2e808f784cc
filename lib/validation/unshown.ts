import type { Field, Path } from '../model/field';
import { qualifiedNameProblem } from '../model/kubernetes-names';
import { isFilledInLater, type Resource } from '../model/resource';
import { isCredentialName } from '../text/credential-name';
import { quotedText } from '../text/key-name';
import { shown, typeOf } from '../text/shown';

/** What a Secret says of itself besides what it holds. */
const OF_SECRETS =
  /^(?:apiVersion|kind|metadata\.(?:name|namespace|generateName|finalizers\.\d+|ownerReferences\..+))$/;
/** Fields with all that stands in them. */
const WHOLE: ReadonlySet<unknown> = new Set([
  ...['args', 'command', 'data', 'stringData', 'binaryData', 'volumeAttributes'],
]);
/** The names of a key and of a file in what a class makes Secrets of. */
const NAMES = /^spec\.secretObjects\.\d+\.data\.\d+\.(?:objectName|key)$/;
/** The value of a variable or a header; what stands where their list, or an item of it, should. */
const VALUE = /(?:^|\.)(?:env|httpHeaders|envFrom)(?:\.\d+(?:\.(?:value|valueFrom))?)?$/;

/**
 * Whether what stands at a place may be a password, of digits or in the wrong place: no message shows it. The name of a
 * thing is shown, where the schema has a name there.
 */
export function isUnshown({ manifest }: Resource, path: Path): boolean {
  const place = path.join('.');
  if (isOfSecret(manifest)) return !OF_SECRETS.test(place);
  if (NAMES.test(place)) return false;
  return path.some((key) => WHOLE.has(key)) || VALUE.test(place) || isCredentialName(String(path.at(-1)));
}

function isOfSecret({ kind, apiVersion }: Resource['manifest']): boolean {
  return kind === 'Secret' && apiVersion === 'v1';
}

/** Whether whoever sees a name of a field that there is not may see a secret: that of a Secret is often the key. */
export function mayHoldSecrets({ manifest }: Resource): boolean {
  return isOfSecret(manifest);
}

/** The key of a label or annotation. */
export function shownEntryKey(resource: Resource, key: string): string {
  return isUnshownKey(resource, key) ? textOfLength(key) : quotedText(key);
}

/** Whether it is no key, and names a credential or stands in a Secret: then it may have the credential in it. */
function isUnshownKey({ manifest }: Resource, key: string): boolean {
  if (qualifiedNameProblem(key) === undefined) return false;
  return isOfSecret(manifest) || key.split(/[\s=:,;]+/).some(isCredentialName);
}

/** Where it is: the path of a key shows it, which is not done where a credential may stand in it. */
export function placeOfEntry(resource: Resource, entry: Field): Field {
  const key = String(entry.key);
  const isHidden = isUnshownKey(resource, key) && !isFilledInLater(resource, key);
  return isHidden ? (entry.holder ?? entry) : entry;
}

/** A value at a place, where no rule about its type tells. */
export function shownAt(resource: Resource, { path, raw }: Field): string {
  return isUnshown(resource, path) ? unshown(raw) : shown(raw);
}

/** The value of a label or annotation. */
export function shownEntry(resource: Resource, key: string, value: unknown): string {
  if (!isOfSecret(resource.manifest) && !isCredentialName(key)) return shown(value);
  return typeof value === 'string' ? textOfLength(value) : typeOf(value);
}

/** What stands there, without a word of it. */
export function unshown(value: unknown): string {
  return typeof value === 'string' ? `a text of ${charactersIn(value)}` : typeOf(value);
}

function textOfLength(text: string): string {
  return `(a text, ${charactersIn(text)})`;
}

function charactersIn({ length }: string): string {
  return `${length} character${length === 1 ? '' : 's'}`;
}
