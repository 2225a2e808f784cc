import { looksLikeCredential, withoutCredentials } from './credential-text';

/** What a key may be made of: it becomes a key of a Kubernetes Secret. */
const FORM = /^[-._a-zA-Z0-9]+$/;
const LONGEST = 253;
/** What `openssl rand -hex` prints: nobody calls a key so. */
const HEX = /^[0-9a-f]{32,}$/i;

/**
 * What is wrong with a text that stands where the name of a secret key should, without a word of it: whoever pastes a
 * value there must not find it again in a log.
 */
export function keyNameProblem(key: string): string | undefined {
  if (key === '') return 'is empty, and no name of a key';
  if (FORM.test(key) && looksLikeValue(key)) {
    return `is a text of ${key.length} characters that looks like a credential, and no name of a key: write the name, and revoke what was written here`;
  }
  if (FORM.test(key) && key.length <= LONGEST && key !== '.' && !key.startsWith('..')) return undefined;
  const allowed = `letters, digits, "-", "_" and ".", at most ${LONGEST}, not starting with ".."`;
  return `is a text of ${key.length} characters that is no name of a key (${allowed}): write the name, never the value`;
}

function looksLikeValue(name: string): boolean {
  return looksLikeCredential(name) || HEX.test(name);
}

/** The key as a table or a list can show it: what is no name of a key may be a value, and is not repeated. */
export function shownKey(key: string): string {
  return keyNameProblem(key) === undefined ? key : hiddenText('key', key);
}

/** The key as a sentence can quote it. */
export function quotedKey(key: string): string {
  return keyNameProblem(key) === undefined ? `"${key}"` : hiddenText('key', key);
}

/** The keys that a message may name, so that a guess never offers what stands where a name should. */
export function namedKeys(keys: Iterable<string>): string[] {
  return [...keys].filter((key) => keyNameProblem(key) === undefined);
}

/** The name of a variable or of a file as a sentence can quote it, by the same rule. */
export function quotedName(name: string): string {
  return name === '' || (/^[-._a-zA-Z0-9]{1,253}$/.test(name) && !looksLikeValue(name))
    ? `"${name}"`
    : hiddenText('name', name);
}

/** The name of an object, which may be any text, as a sentence can quote it behind the kind. */
export function quotedObjectName(name: string): string {
  return name.trim() === '' ? 'without a name' : quotedText(name);
}

/** Any text as a sentence can quote it: not where it looks like a credential, or could move a terminal. */
export function quotedText(text: string): string {
  const cut = withoutCredentials(text);
  const isOdd = looksLikeCredential(cut.replace('***@', '')) || /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(cut);
  return isOdd ? hiddenText('text', text) : `"${cut}"`;
}

function hiddenText(what: string, text: string): string {
  return `(${what === 'text' ? 'a text' : `no valid ${what}`}, ${text.length} character${text.length === 1 ? '' : 's'})`;
}
