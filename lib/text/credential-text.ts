/**
 * Texts that may hold a credential. Whoever shows, copies or prints a text that a person could have put a credential
 * into asks here: a credential that goes unnoticed is worse than a text that is hidden without need.
 */

import { COLOUR_SEQUENCE } from './colour-sequence';
import { remembered } from './remembered';

const TOKENS = [
  /\bgh[pousr]_\w{16,}/,
  /\bgithub_pat_\w{16,}/,
  /\bgl(?:pat|oas|dt|rtr?|cbt|ptt|ft|imt|agent|soat|ffct)-[\w-]{16,}/, // GitLab
  /\b(?:sk|rk|pk)_(?:live|test)_\w{8,}|\bwhsec_\w{16,}/, // Stripe
  /\bsk-(?:(?:proj|ant|svcacct|admin|or)-[\w-]{16,}|\w{20,})/,
  /\b(?:xox[abeoprs]-|xapp-\d-)[\w-]{8,}/, // Slack
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bAIza[\w-]{30,}|\bya29\.[\w-]{20,}/,
  /\bst\.[0-9a-f-]{8,64}\.[0-9a-f]{8,}(?:\.\w+)?/, // Infisical's service token
  /\beyJ[\w-]{8,1024}\.[\w-]{8,}(?:\.[\w-]+)?/, // JSON Web Token
  /\bhv[bs]\.[\w-]{16,}/, // Vault
  /\bSG\.[\w-]{8,64}\.[\w-]{8,}/, // SendGrid
  /\b(?:npm|pypi)[_-][A-Za-z0-9]{30,}|\b(?:dckr_pat|dop_v1)_[\w-]{16,}/,
  /\b(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks)\/[\w/-]{8,}/,
  /\b(?:key-|SK|dapi|shp(?:at|ca|pa|ss)_)[0-9a-f]{32}\b/, // Mailgun, Twilio, Databricks, Shopify
  /\bhf_[A-Za-z]{30,}|\bsq0[a-z]{3}-[\w-]{20,}|\b\d{8,10}:AA[\w-]{30,}/, // Hugging Face, Square, Telegram
  /\bAGE-SECRET-KEY-1\w{8,}/,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^-]*(?:-----END [A-Z ]{0,40}-----)?/,
  /\b(?:[Bb]earer|[Bb]asic|[Tt]oken)\s+(?=[A-Za-z.~+/=-]{0,200}(?:\d|[a-z][A-Z]|=))[\w.~+/=-]{8,}/,
];
const ANY_TOKEN = new RegExp(TOKENS.map(({ source }) => source).join('|'), 'g');

/** What has a value behind a `=` or a `:`: `password=…`, `"private_key": …`. */
const OWNER =
  '(?:(?<!no)pass(?:word|wd|phrase|code)?|(?<![a-z])pwd?|secret|token|credential|' +
  '(?:api|access|account|private|secret|shared|signing|encryption|master)[-_]?key|(?<=(?<!\\[)[?&])(?:sig(?:nature)?|key|code|auth))s?';
/** What is no credential behind that: a switch, the path of a file, and of `maxTokens` how many. */
const SETTING = `""|''|true|false|null|none|["']?(?:/[a-z_.-]{1,64}){2,8}["']?|(?<=tokens["']?\\s{0,20}[=:]\\s{0,20})\\d{1,9}`;
const ASSIGNED = new RegExp(`${OWNER}["']?\\s{0,20}[=:]\\s{0,20}(?!(?:${SETTING})(?![^\\s,;&})\\]]))\\S`, 'i');
/** In a sentence a colon may be one of our own, but behind a quoted name or inside of a quoted text. */
const ASSIGNED_IN_A_SENTENCE = new RegExp(
  `(${OWNER}["']?=["']?)(?![$*<{])[^\\s"'&;,)}\\]]+|` +
    `((?<=["'])[\\w./-]{0,64}?${OWNER}(?:["']\\s?:\\s?["']|:\\s{0,3}))(?![\\s$*<{"'])[^"']+`,
  'gi',
);

const NAME =
  /(?:^|[-_.])(?:pass(?:word|wd|phrase|code)?|pwd?|pin|otp|pat|secrets?|tokens?|cred(?:ential)?s?|auth|bearer|jwt|dsn|salt|hmac|mnemonic|connection[-_.]?string|pass[-_.]?key|(?:seed|recovery)[-_.]?phrase|(?:api|access|private|secret|signing|encryption|master)[-_.]?keys?|cookie|session|cert(?:ificate)?|pem|key)(?=$|[-_.\d])/i;

/** `PGPASSWORD` has nothing that divides it. */
const NAME_END =
  /(?:passwor[dt]|kennwort|wachtwoord|contrase[nñ]a|mot_?de_?passe|senha|passwd|passphrase|secret|token|apikey|pw)s?$/i;

/** Whether a value looks like a credential, or like a text with one in it. */
export const looksLikeCredential = remembered(
  (value) =>
    wordsOf(value).some((word) => !isSshLogin(word) && userInfoIn(word) !== undefined) ||
    ASSIGNED.test(value) ||
    TOKENS.some((token) => token.test(value)) ||
    isRandom(value.trim()),
);

/** Whether there is a token of a known form in a text, or a user with a password before a host: no word is one by chance. */
export function holdsToken(value: string): boolean {
  return (
    TOKENS.some((token) => token.test(value)) ||
    wordsOf(value).some((word) => !isSshLogin(word) && userInfoIn(word) !== undefined)
  );
}

/** Whether a text has no word in it: only machines write so. A digest, a UUID or the name of a class is none. */
export function isRandom(text: string): boolean {
  if (!/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w+/=-]{20,256}$/.test(text)) return false;
  const runs = text.match(/[a-z]+|[A-Z]+|\d+/g) ?? [];
  const inWords = runs.filter((run) => /^[a-z]{4}/.test(run)).join('').length;
  return runs.length * 2 > text.length && inWords * 5 <= text.length;
}

/** Whether a name, of a variable or a field, promises a credential: `DB_PASSWORD`, `apiKey`. */
export function namesCredential(name: string): boolean {
  const divided = name.replaceAll(/([a-z\d])(?=[A-Z])/g, '$1_').replaceAll(/([A-Z])(?=[A-Z][a-z])/g, '$1_');
  return NAME.test(divided) || NAME_END.test(name);
}

/**
 * A text that should be a URL, with nothing in it that could be a credential: no user, no query, no fragment, no token
 * in its path, whatever form they have (`https:/u:p@h`, `https:\\u:p@h`, `u:p@h`).
 */
export function withoutCredentials(url: string): string {
  const at = atsIn(url).at(-1);
  const scheme = schemeIn(url);
  const start = scheme !== undefined && !url.slice(0, scheme.start).trim() ? scheme.end : 0;
  const place = at === undefined || at < start ? url : `${url.slice(0, start)}***${url.slice(at)}`;
  return withoutTokens(place.replace(/[?#].*$/s, (cut) => `${cut[0]}***`));
}

/**
 * A sentence with the credentials of every URL in it cut out, of a bare `user:password@host` too, with no token, and with
 * nothing behind `password=`.
 */
export function withoutCredentialsIn(text: string): string {
  const words = text.replaceAll(ANY_TOKEN, '***').replaceAll(/\S+/g, withoutCredentialsInWord);
  return words.replaceAll(ASSIGNED_IN_A_SENTENCE, '$1$2***');
}

function withoutCredentialsInWord(word: string): string {
  if (!/[@%:]/.test(word) || OWN_PAGE.test(word.slice(0, startOfClosing(word)))) return word;
  const userInfo = userInfoIn(word);
  const named = userInfo === undefined ? word : `${word.slice(0, userInfo.from)}***${word.slice(userInfo.to)}`;
  const scheme = schemeIn(named);
  if (scheme === undefined) return named;
  const closing = startOfClosing(named);
  const asked = named.slice(scheme.end, closing).search(/[?#](?=.)/s);
  if (asked < 0) return withoutTokens(named);
  return `${withoutTokens(named.slice(0, scheme.end + asked + 1))}***${named.slice(closing)}`;
}

/** A page of the documents of this project: what stands behind `#` is one of its headings. */
const OWN_PAGE = new RegExp(
  `^(?:${COLOUR_SEQUENCE})*https://github\\.com/cdk8s-infisical/cdk8s-infisical/blob/main/docs/[\\w-]+\\.md#[a-z\\d-]{1,60}$`,
);

/** Where the quotes, brackets, full stops and colours begin that a sentence puts behind a word. */
function startOfClosing(word: string): number {
  let from = word.length;
  for (;;) {
    while (from > 0 && `"'\`)>],.;:`.includes(word[from - 1])) from--;
    const [colour] = COLOUR_BEHIND.exec(word.slice(Math.max(0, from - LONGEST_COLOUR), from)) ?? [];
    if (colour === undefined) return from;
    from -= colour.length;
  }
}

const COLOUR_BEHIND = new RegExp(`${COLOUR_SEQUENCE}$`);
const LONGEST_COLOUR = 15;

function wordsOf(text: string): string[] {
  return text.split(/\s+/);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where a word has a user, or a user with a password, before a host: in a URL of any form, or before a bare host. */
function userInfoIn(word: string): Range | undefined {
  if (PLUS_ALIAS.test(word)) return undefined;
  const to = atsIn(word).findLast((at) => !DIGEST.test(word.slice(at, at + 100)));
  if (to === undefined) return undefined;
  const before = word.slice(0, to);
  // In `/opt/bin:/opt/node_modules/@scope` no scheme begins with `bin:/`.
  if (PATHS.test(before) && !before.startsWith('//')) return undefined;
  const scheme = schemeIn(before);
  if (scheme !== undefined) {
    // `u:p@h:/x@y`: what seems to be a scheme may be the host of another one.
    const earlier = userInfoIn(word.slice(0, scheme.nameEnd));
    if (earlier !== undefined) return { from: earlier.from, to };
    const rest = before.slice(scheme.end);
    // `https://host/@scope`: what stands before has neither a colon nor an end of its own.
    const isHost = /^[^/\\?#]*[/\\?#]/.test(rest) && !/:|%3A/i.test(rest);
    return isHost ? undefined : { from: scheme.end, to };
  }
  const slashes = /(?<![\w:/\\])[/\\]{2,}/.exec(before);
  if (slashes !== null) return { from: slashes.index + slashes[0].length, to };
  const colon = before.search(/:|%3A/i);
  if (colon < 0 || /(?:^|\W)mailto$/i.test(before.slice(Math.max(0, colon - 8), colon))) return undefined;
  // `localhost:3000/@scope`
  if (/^:\d{1,5}[/\\](?:.*[/\\])?$/s.test(before.slice(colon))) return undefined;
  return { from: startOfUser(before, colon), to };
}

/** How a package.json names a newer cdk8s-plus: `npm:cdk8s-plus-34@^2.0.54`. */
const PLUS_ALIAS = /^\W?npm:cdk8s-plus-\d\d@\^?\d{1,3}\.\d{1,3}\.\d{1,4}\W?$/;

/** A list of folders, one of which is called like a scope of npm: `/usr/bin:/opt/node_modules/@`. */
const PATHS = /^(?:[.~]{0,2}\/(?:[^\s:@]|(?<=\/)@)*:)+[.~]{0,2}\/(?:[^\s:@]|(?<=\/)@)*(?<=\/)$/;

/** The digest of an image is no host, also where it is shortened. */
const DIGEST = /^@sha(?:256|384|512):[0-9a-f]{8}(?:[0-9a-f]{24}|[0-9a-f]{0,24}\u2026)/;
const AT = /@|%40/gi;
const SCHEME = /([a-z][\w+.-]{0,30})(?:(?::|%3a)(?:[/\\]|%2f|%5c)+|(?<=\bhttps?)(?::|%3a))/i;

function atsIn(text: string): number[] {
  return [...text.matchAll(AT)].map(({ index }) => index);
}

/** The first beginning of a URL in a text; browsers, and with them Node.js, read `https:host` as one too. */
function schemeIn(
  text: string,
): { readonly start: number; readonly nameEnd: number; readonly end: number } | undefined {
  const found = SCHEME.exec(text);
  if (found === null) return undefined;
  const [whole, name = ''] = found;
  return { start: found.index, nameEnd: found.index + name.length, end: found.index + whole.length };
}

function startOfUser(text: string, colon: number): number {
  let from = colon;
  while (from > 0 && /[\w.+~%$!*-]/.test(text[from - 1])) from--;
  return from;
}

/** Everybody's user of git: no secret. */
function isSshLogin(word: string): boolean {
  return /^(?:git\+)?ssh:\/\/[\w-]{1,32}@[^@]*$/.test(word);
}

/** With the parts of a path cut out that look like a token: web hooks are addressed so. */
function withoutTokens(url: string): string {
  const { end = 0 } = schemeIn(url) ?? {};
  return (
    url.slice(0, end) + url.slice(end).replaceAll(/(?<=[/\\])[^/\\?#]+/g, (part) => (isToken(part) ? '***' : part))
  );
}

function isToken(part: string): boolean {
  if (TOKENS.some((token) => token.test(part)) || ASSIGNED.test(part)) return true;
  const [run = ''] = /[\w~-]{20,}/.exec(part) ?? [];
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run);
}
