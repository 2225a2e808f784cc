/**
 * Texts that may hold a credential. Whoever shows, copies or prints a text that a person could have put a credential
 * into asks here: a credential that goes unnoticed is worse than a text that is hidden without need.
 */

const TOKENS = [
  /\bgh[pousr]_\w{16,}/,
  /\bgithub_pat_\w{16,}/,
  /\bglpat-[\w-]{16,}/,
  /\b(?:sk|rk|pk)_(?:live|test)_\w{8,}/,
  /\bsk-[\w-]{20,}/,
  /\bxox[abeoprs]-[\w-]{8,}/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bAIza[\w-]{30,}/,
  /\bst\.[0-9a-f-]{8,}\.[0-9a-f]{8,}/, // Infisical's service token
  /\beyJ[\w-]{8,}\.[\w-]{8,}/, // JSON Web Token
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:Bearer|Basic|Token)\s+[\w.~+/=-]{8,}/i,
];

const ASSIGNED =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key|credential)s?["']?\s*[=:]\s*\S/i;

const NAME =
  /(?:^|[-_.])(?:pass(?:word|wd|phrase|code)?|pwd?|pin|secrets?|tokens?|credentials?|auth|jwt|dsn|salt|(?:api|access|private|secret|signing|encryption|master)[-_.]?keys?|cookie|session|cert(?:ificate)?|pem|key)(?=$|[-_.\d])/i;

/** Whether a value looks like a credential, or like a text with one in it. */
export function looksLikeCredential(value: string): boolean {
  return carriesUserInfo(value) || ASSIGNED.test(value) || TOKENS.some((token) => token.test(value));
}

/** Whether a name, of a variable or a field, promises a credential: `DB_PASSWORD`, `apiKey`. */
export function namesCredential(name: string): boolean {
  return NAME.test(name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2'));
}

/** Whether a text has a user with a password before a host: in a URL of any form, or before a bare host. */
function carriesUserInfo(text: string): boolean {
  // Run by run: a text without end and without a host must not be searched from each of its letters.
  const runs = text.matchAll(/(?<![^\s'"@])[^\s'"@]+@/g);
  return [...runs].some(([run]) => /[\w.+-]:[^@]/.test(run)) || /:[/\\]+[^\s'"@/\\]+@/.test(text);
}

/**
 * A text that should be a URL, with nothing in it that could be a credential: no user, no query, no fragment, whatever
 * form they have (`https:/u:p@h`, `https:\\u:p@h`, `u:p@h`).
 */
export function withoutCredentials(url: string): string {
  const [, scheme = '', rest = url] = /^(\w[\w+.-]*:[/\\]+)?(.*)$/s.exec(url) ?? [];
  const at = rest.lastIndexOf('@');
  const place = at < 0 ? rest : `***@${rest.slice(at + 1)}`;
  return scheme + place.replace(/[?#].*$/s, (cut) => `${cut[0]}***`);
}

/** A sentence with the credentials of every URL in it cut out. */
export function withoutCredentialsIn(text: string): string {
  return text
    .replaceAll(/\w[\w+.-]{0,64}:[/\\]+[^\s'"`<>]+/g, withoutCredentials)
    .replaceAll(/[\w.+~%-]{1,256}:[^\s'"`<>@/\\]{1,2048}@(?=[\w[])/g, '***@');
}
