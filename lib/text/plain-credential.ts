import { hasCredentialForm, piecesOf } from './credential-forms';
import { isCredentialName, isSetting } from './credential-name';
import { holdsToken, isRandom } from './credential-text';
import { isFilledIn, literalText } from './literal-text';
import { isPlaceholder } from './placeholder';
import { isUuid } from './uuid';

/*
 * Whether somebody is to be warned of a credential in plain text: all else is none. Who hides credentials is more careful
 * (credential-forms.ts). `__tests__/text/plain-credential.test.ts` judges names and values as they are found.
 */

/** Words that say that a name tells something about a credential, or of a thing that is called like one. */
const ABOUT =
  /[-_.](?:after|age|at|attempts|attribute|before|bucket|burst|change|charset|claim|column|complexity|context|email|encod(?:er|ing)|expires?|expiry|field|flow|format|from|grace|group|hasher|hint|history|in|index|leeway|lifespan|lifetime|maximum|minimum|mount|owner|param(?:eter)?|pattern|pool|processor|queue|rate|refresh|regex|region|required|reset|role|rounds?|rules?|sender|server|service|signer|strategy|strength|style|subject|table|template|through|topic|user(?:name)?|validation|validity|vault|volume|wrapper)s?$|askpass$/i;
/** What language models count. */
const COUNTED =
  /(?:^|[-_.])(?:max|min|num(?:ber)?|total|prompt|completion|input|output|context)[-_.](?:\w+[-_.])?tokens?$/i;
/** What is shown to everybody: what a bundler puts into pages, and the half of a pair that may be known. */
const PUBLIC =
  /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY)_|(?:^|[-_.])(?:public|publishable|site|verification|verify(?:ing)?)[-_.]?(?:api[-_.]?)?(?:key|token|cert(?:ificate)?)s?$/i;
/** The name of a Secret of Kubernetes, and not what is in it. */
const NAME_OF_SECRET =
  /(?:^|[-_.])(?:tls|pull|image[-_.]?pull|registry|k8s|kube(?:rnetes)?|ingress|existing)[-_.]secrets?$/i;
/** By what something is found: a key of a Secret, of a session, of a cookie. */
const LOOKUP = /(?:pass(?:word|wd|phrase)?|token|jwt|session|cookie)[-_.]key$/i;
/** Names of which only the value can tell whether it is a credential. */
const VAGUE =
  /(?:^|[-_.])(?:auth|basic|cert(?:ificate)?|cookie|cred(?:ential)?s?|jwt|key|pem|pass|pat|pin|salt|session)s?[-_.]?\d*$/i;
/** A key is a credential with such a word before it. */
const CERTAIN_KEY =
  /(?:api|access|account|private|secret|signing|encryption|master|license|hmac|app|consumer)[-_.]?keys?[-_.]?\d*$/i;
/** Values of these are as good as random, and known to everybody. */
const NO_RANDOM =
  /(?:id|hash|sha|sha\d+|digest|checksum|version|revision|etag|fingerprint|thumbprint|ur[il]|host|name)$/i;

const WORDS = /^[a-z]+(?:[-_.:/ ][a-z]+)*$/i;
const ADDRESS = /^(?:[a-z][\w+.-]*:\/\/|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:\/|$))/i;
const PATH = /^[~.]{0,2}\/(?!.*=$)|^[\w.-]+(?:\/[\w.-]+)+\.\w+$|\.(?:cert|crt|jks|json|key|p12|pem|pfx|txt|ya?ml)$/;
const DURATION = /^\d+(?:\.\d+)?(?:ns|us|ms|s|m|h|d|w|y|sec|min|hours?|days?)$/i;
const CLASS = /^[A-Za-z_]\w*(?:(?:\.|::|\\{1,2})[A-Za-z_]\w*)+$/;
/** What another program fills in: a format, a template, an empty list, a tag or a block of YAML (`!env NAME`, `|`), the output of a command. */
const FORMAT = /^(?:[%{<*`]|\$\(|!\w+\s|\[\s*\]$|[|>][-+\d]*$)/;
/** A number that is no password, but on or off, or an amount: `MYSQL_ALLOW_EMPTY_PASSWORD=1`, `cost_per_token: 0.0002`. */
const SETTING = /^(?:[01]|\d+\.\d+)$/;
/** Somebody's address behind the way to reach them: `email:jo@example.com`. */
const WAY_TO_REACH = /\b(?:e-?mail|acct|sips?|xmpp):[^\s@:/]+@/gi;
/** Of which only a part is a credential, if any is. */
const WHOLE_ADDRESS = /connection[-_.]?string$/i;
/** A field that is called like every other one. */
const ANY_KEY = /^keys?[-_.]?\d*$/i;
/** In the words of a command only what is called by such a word, not what begins with one: `--secret-field-selector`. */
const CALLED_LAST =
  /(?:pass(?:word|wd|phrase|code)?|passwor[dt]|pwd?|pw|pat|pin|secret|token|cred(?:ential)?|auth|bearer|jwt|dsn|salt|key|cookie)s?\d*$/i;
const SENTRY = /^https:\/\/[0-9a-f]{32}@[\w.-]+\/\d+$/;
const PUBLISHABLE = /^pk_(?:live|test)_\w+$/;

/** `Password=…` in a connection string, `"password": "…"` in JSON. */
const ASSIGNED = /(?<name>[\w.-]{2,80})(?:=|"\s{0,9}:\s{0,9}")(?<value>[^\s;&,"'\0]{1,400})/g;
/** `--requirepass hunter2` */
const FLAG = /(?<=^|\s)--?(?!no-)(?<name>[\w-]{2,80})\s{1,9}["']?(?<value>[^\s"'\\\0-][^\s"'\0]{0,400})/g;

/** So much of a text is read: what holds more is a file. */
const LONGEST = 65_536;
const LONGEST_NAME = 200;
const LONGEST_VALUE = 1_024;

/** Whether a name and a text, of a variable or an entry of a map, are a credential, or a placeholder where one belongs. */
export function isPlainCredential(name: string, value: string): boolean {
  if (isCertainlyNone(name, value)) return false;
  const text = value.slice(0, LONGEST_VALUE).trim();
  if (text === '' || SENTRY.test(text) || PUBLISHABLE.test(text)) return false;
  const words = name.length > LONGEST_NAME ? '' : separateWords(name);
  const isPublic = PUBLIC.test(words);
  if (piecesOf(value.slice(0, LONGEST)).some((piece) => isTelling(piece, isPublic))) return true;
  if (isPublic || isFilledIn(text)) return false;
  if (isNamed(words, text)) return true;
  return isRandom(text) && !NO_RANDOM.test(words) && !ABOUT.test(words);
}

/** Whether a text, such as a word of a command, has a credential in it that can be nothing else. */
export function hasPlainCredential(text: string): boolean {
  // What one shell writes for another one is filled in there.
  return piecesOf(text.slice(0, LONGEST).replaceAll('\\$', '$')).some((piece) => {
    const literal = literalText(piece);
    return holdsKnownToken(literal) || hasCredentialForm(piece) || assigned(literal).some(isCalledAndNamed);
  });
}

/** Whether a flag and the word behind it are one. */
export function isFlaggedCredential(flag: string, value: string): boolean {
  return !isFilledIn(value) && isCalledAndNamed([separateWords(flag), value]);
}

function isTelling(piece: string, isPublic: boolean): boolean {
  const literal = literalText(piece);
  return holdsKnownToken(literal) || (!isPublic && (hasCredentialForm(piece) || assigned(literal).some(isAssigned)));
}

/** Whether a token or a login is in the text. In JSON, each text is one for itself. */
export function holdsKnownToken(literal: string): boolean {
  return holdsToken(literal.replaceAll('"', ' ').replaceAll(WAY_TO_REACH, ' '));
}

/** A word of every name that promises something, as far as it can be seen quickly: of most variables, nothing does. */
const PROMISES =
  /pass|pw|pin|otp|pat|secret|token|cred|auth|bearer|jwt|dsn|salt|hmac|mnemonic|string|phrase|key|cookie|session|cert|pem|wort|wachtwoord|contrase|senha/i;
const SHORTEST_TOKEN = 12;

function isCertainlyNone(name: string, value: string): boolean {
  return (
    value === '' ||
    (!PROMISES.test(name) && (value.length < SHORTEST_TOKEN || /^[\w.-]{1,19}$/.test(value)) && !/[@=]/.test(value))
  );
}

type Assignment = readonly [name: string, value: string];

/** What a text gives values to. */
function assigned(literal: string): Assignment[] {
  const given = [...literal.matchAll(ASSIGNED), ...literal.matchAll(FLAG)];
  return given.map(({ groups: { name = '', value = '' } = {} }) => [separateWords(name), value]);
}

function isAssigned([name, value]: Assignment): boolean {
  return isNamed(name, value);
}

function isCalledAndNamed([name, value]: Assignment): boolean {
  return CALLED_LAST.test(name) && isNamed(name, value);
}

function separateWords(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_');
}

function isNamed(name: string, text: string): boolean {
  if (!isCredentialName(name) || ABOUT.test(name) || COUNTED.test(name) || NAME_OF_SECRET.test(name)) return false;
  if (isPlaceholder(text)) return !ANY_KEY.test(name);
  if (isSetting(text, name) || SETTING.test(text) || isKnownForm(text)) return false;
  if (WHOLE_ADDRESS.test(name)) return false;
  if (LOOKUP.test(name)) return !WORDS.test(text);
  if (VAGUE.test(name) && !CERTAIN_KEY.test(name)) return isOpaque(text);
  // `JWT_SECRET: api-secrets` is more likely the name of one.
  return !(/secrets?$/i.test(name) && /^[a-z]+\d{0,2}(?:-[a-z]+\d{0,2})+$/.test(text));
}

/** What a text is, when it is no credential: an address, a path, a duration, a class. */
function isKnownForm(text: string): boolean {
  return [ADDRESS, PATH, DURATION, CLASS, FORMAT].some((form) => form.test(text));
}

/** Whether it is of letters and digits as only machines write them. */
function isOpaque(text: string): boolean {
  const isOfMachine = /^(?=.*\d)(?=.*[a-z])[\w+/=:.-]{16,}$/i.test(text);
  return isOfMachine && !isUuid(text) && !/^[a-z]+(?:[-_.:][a-z]+)*[-_.:]?v?\d{1,4}$/i.test(text);
}
