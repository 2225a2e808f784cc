import { namesCredential } from './credential-text';

/** Words that tell something about a credential, which is then not the credential itself: `PASSWORD_FILE`, `TOKEN_TTL`. */
const ABOUT =
  /[-_.](?:alg|algorithm|audience|backend|class|count|days?|dir|directory|disabled|domain|driver|duration|enabled|endpoint|engine|expir(?:y|ation|es(?:[-_.]in)?)|file|folder|format|header|host|hours?|id|interval|issuer|kind|length|limit|location|manager|max|method|min|minutes?|mode|name|namespace|path|policy|port|prefix|provider|realm|ref|required|rotation|scope|seconds?|secure|size|store|suffix|timeout|ttl|type|ur[il]|version)s?$/i;

/** Fields of any kind of object whose text is a credential and no reference to one. */
const FIELD =
  /(?:^|[-_.])(?:pass(?:word|wd|phrase|code)|pwd|token|(?:api|access|private)[-_.]?key|client[-_.]?secret|credential)s?$/i;

/** Headers that carry one. */
const HEADER = /^(?:proxy-)?authorization$|^(?:set-)?cookie$|^x-.*(?:auth|key|secret|token)/i;

/** `PGPASSWORD`, `--requirepass`, `clientsecret`. */
const RUN_TOGETHER =
  /(?:pass(?:word|wd|phrase)?|masterauth|pwd|api-?key|auth-?token|access-?token|client-?secret)\d*$/i;

/** Whether the name promises a credential, or something about one. */
export function promisesCredential(name: string): boolean {
  return namesCredential(separateWords(name)) || RUN_TOGETHER.test(name);
}

/** Words that are credentials where they stand last, and say of what something is where they do not: `--skip-auth-route`. */
const VAGUE = /(?:^|[-_.])(?:auth|cert(?:ificate)?|cookie|key|pem|session)s?(?=$|[-_.])/i;

/** Whether a variable, a flag or an entry of a map is called like a credential. */
export function isCredentialName(name: string): boolean {
  const words = separateWords(name);
  if (!promisesCredential(name) || ABOUT.test(words) || /public[-_.]?keys?$/i.test(words)) return false;
  return isVague(words) ? /(?:^|[-_.])(?:auth|cert(?:ificate)?|cookie|key|pem|session)s?[-_.]?\d*$/i.test(words) : true;
}

/** Whether nothing but a vague word makes a credential of it. */
function isVague(words: string): boolean {
  return VAGUE.test(words) && !promisesCredential(words.replace(VAGUE, ''));
}

export function isCredentialField(field: string): boolean {
  return FIELD.test(separateWords(field));
}

export function isCredentialHeader(name: string): boolean {
  return HEADER.test(name);
}

function separateWords(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_');
}

const PATH = /^\/(?:[\w.-]+\/)+[\w.-]*$/;
const SWITCH = /^(?:|true|false|yes|no|on|off|none|null|nil|enabled?|disabled?|optional|required)$/i;
const PUBLIC = /^\s*-----BEGIN (?:TRUSTED )?(?:CERTIFICATE|PUBLIC KEY)-----/;

const LOWER_CASE_PATH = /^[a-z_.-]+(?:\/[a-z_.-]+)+$/;
const WORDS = /^[a-z]+(?:[-_.][a-z]+)*$/;

/** Whether a value is a setting, although it is called like a credential: a switch, a path, a certificate. */
export function isSetting(value: string, name: string): boolean {
  if (SWITCH.test(value) || PUBLIC.test(value) || LOWER_CASE_PATH.test(value)) return true;
  if (WORDS.test(value) && isVague(separateWords(name))) return true;
  if (value.length < 200 && PATH.test(value)) return true;
  return /^\d{1,9}$/.test(value) && !/(?:pass\w*|pwd?|pin|secret|token)\d*$/i.test(name);
}
