import { isCredentialName, isSetting } from './credential-name';
import { looksLikeCredential } from './credential-text';
import { isFilledIn, literalText } from './literal-text';
import { remembered } from './remembered';

/** Forms of one program or another that have a credential in them. */
const FORMS = [
  /(?:^|\s)(?:-u|--user)[=\s]+[^\s:\0]+:[^\s\0]+/, // curl
  /\bcurl\b.*\s-u[^\s:\0]+:[^\s\0]+/,
  /\b(?:mysql|mariadb)\w*\b.*\s-p["']?[^\s\0"'-]/,
  /\b(?:mongo\w*|cypher-shell|cqlsh|sshpass|(?:docker|podman|nerdctl|helm|oc)\b.*\slogin)\b.*\s-p\s*["']?[^\s\0"'-]/,
  /\b(?:redis|valkey|keydb)-(?:cli|benchmark)\b.*\s-a\s*["']?[^\s\0"'-]/,
  /\b(?:sqlcmd|bcp)\b.*\s-P\s*[^\s\0-]|\bldap\w+\b.*\s-w\s*[^\s\0-]|\bsmb\w+\b.*\s-U\s*[^\s\0%]+%[^\s\0]/,
  /\bvault\s+login\s+[^\s\0-]|\bmc\s+alias\s+set(?:\s+[^\s\0]+){4}/,
  /\brabbitmqctl\s+(?:add_user|change_password)\s+\S+\s+[^\s\0]|\bhtpasswd\s+-\w*b\w*\s+\S+\s+\S+\s+[^\s\0]/,
  /^\s*(?:--)?(?:requirepass|masterauth)\s+["']?[^\s"'\0#]/, // redis.conf
  /\bmachine\s+\S+\s+login\s+\S+\s+password\s+[^\s\0]/, // .netrc
  /\b(?:password|identified\s+by)\s+'[^'\0]+'/i, // SQL
  /"auth"\s*:\s*"[\w+/=]{8,}"/, // Docker's config.json
  /<\w*(?:password|secret|token)>[^<\0]+</i,
];

/** The hash of a password, whose parts look like variables. */
const HASH = /(?:^|[\s:])\$(?:apr1|2[aby]|[156y])\$[\w./]+\$?/;

/** The manifest of a Secret as text, in a ConfigMap for example. */
const SECRET_KIND = /^[ \t-]{0,40}"?kind"?:[ \t]{0,9}["']?Secret\b/m;
const SECRET_DATA = /^[ \t]{0,40}"?(?:data|stringData)"?:[ \t]{0,9}(?!\{\s*\})[{\r\n]/m;

/** Lines of base64 that anybody may read. */
const PUBLIC_BLOCK =
  /-----BEGIN (?:TRUSTED )?(?:CERTIFICATE|PUBLIC KEY)-----(?:[\w+/=\s]|\\[nr])*-----END (?:TRUSTED )?(?:CERTIFICATE|PUBLIC KEY)-----/g;

/** Whether a text has a credential in it, or what looks like one; what it only refers to is none. */
export function hasCredential(text: string): boolean {
  return holdsCredential(text);
}

const holdsCredential = remembered((text) => {
  if (SECRET_KIND.test(text) && SECRET_DATA.test(text)) return true;
  return piecesOf(text.replaceAll(PUBLIC_BLOCK, '')).some((piece) => {
    const literal = literalText(piece);
    return looksLikeCredential(literal) || isForm(piece, literal);
  });
});

/** Whether a text has a credential in it by the form of some program, whatever it is called. */
export function hasCredentialForm(text: string): boolean {
  return piecesOf(text).some((piece) => isForm(piece, literalText(piece)));
}

function isForm(piece: string, literal: string): boolean {
  return HASH.test(piece) || FORMS.some((form) => form.test(literal));
}

const LONGEST = 1_024;
const OVERLAP = 256;

/** Lines, and parts of long ones that overlap: the time to search a text shall grow with its length, and not faster. */
export function piecesOf(text: string): string[] {
  if (text.length <= LONGEST && !text.includes('\n')) return [text];
  return text.split('\n').flatMap((line) => {
    const parts = Math.max(1, Math.ceil((line.length - OVERLAP) / (LONGEST - OVERLAP)));
    return Array.from({ length: parts }, (_, index) => line.slice(index * (LONGEST - OVERLAP)).slice(0, LONGEST));
  });
}

/** Whether a flag in the words of a command is followed by a credential: `--requirepass hunter2`. */
export function hasCredentialFlag(command: string): boolean {
  return [...command.matchAll(/(?<=^|\s)--?([\w-]+)[=\s]+["']?([^\s"'-][^\s"']*)/g)].some(
    ([, flag, value]) => isCredentialName(flag) && !isFilledIn(value) && !isSetting(value, flag),
  );
}
