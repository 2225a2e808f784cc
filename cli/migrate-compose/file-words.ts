import { FILE_FIELDS } from '../../lib/local/compose/specification/file-fields';
import type { Code } from '../typescript/code';
import type { ComposeNode } from './compose-node';
import type { Finding } from './finding';
import type { KnownWords } from './known-words';
import { mapOf } from './props-of-words';
import { EXTENSION, WordsWriter } from './words-writer';

/** What a file says beside its services: for the prop `compose` of the stack. */
export interface FileWords {
  readonly compose?: { readonly [section: string]: Code };
  readonly findings: readonly Finding[];
  /** What is not taken over, with its place. */
  readonly leftOut: readonly Finding[];
}

/** Read with the services: these become keys, or other files. */
const ELSEWHERE: ReadonlySet<string> = new Set(['services', 'include', 'secrets']);

export function fileWords(root: ComposeNode, words: KnownWords): FileWords {
  const writer = new WordsWriter(words, false);
  const unknown: Finding[] = [];
  const compose: [string, Code][] = [];
  for (const { name, place, value } of root.entries) {
    if (ELSEWHERE.has(name) || name.startsWith('x-')) continue;
    if (!Object.hasOwn(FILE_FIELDS, name)) {
      unknown.push({ place, message: 'this option is none that compose knows: it is left out' });
    } else if (name === 'version') writer.leftOut.push({ place, message: 'version: compose reads it no more' });
    else {
      const given = name === 'configs' ? withoutKeys(value, writer.leftOut) : value;
      compose.push([name, withoutEmpty(writer.code(given, FILE_FIELDS[name], name))]);
    }
  }
  const secrets = root.get('secrets').entries.flatMap(({ value }) => otherFields(value));
  const given = compose.filter(([, code]) => code !== undefined);
  return {
    ...(given.length > 0 && { compose: Object.fromEntries(given) }),
    findings: [...unknown, ...writer.findings],
    leftOut: [...writer.leftOut, ...extensions(root), ...secrets],
  };
}

/** Files have them by dozens, for their anchors. */
function extensions(root: ComposeNode): Finding[] {
  const [first, ...more] = root.entries.filter(({ name }) => name.startsWith('x-'));
  if (first === undefined) return [];
  const message = more.length === 0 ? EXTENSION : `${more.length + 1} extensions, which compose itself does not read`;
  return [{ place: first.place, message }];
}

/** Networks and volumes without options are there by themselves. */
function withoutEmpty(code: Code): Code {
  const entries = mapOf(code);
  if (entries === undefined) return code;
  const given = Object.entries(entries).filter(([, of]) => of !== null && Object.keys(mapOf(of) ?? { of }).length > 0);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

/** A config with the value of a variable is a file with a key. */
function withoutKeys(configs: ComposeNode, leftOut: Finding[]): ComposeNode {
  const keys = configs.entries.filter(({ value }) => value.has('environment'));
  leftOut.push(...keys.map(({ value }) => ({ place: value.place, message: CONFIG_OF_KEY })));
  const names = keys.map(({ name }) => name);
  return configs.without((name) => name !== undefined && names.includes(name));
}

const CONFIG_OF_KEY =
  'configs.*.environment: name the key in secretFiles where the config is used, and put its value into Infisical';

/** What a secret that is a key has besides. */
function otherFields(secret: ComposeNode): Finding[] {
  if (secret.get('environment').isEmpty) return [];
  return secret.entries
    .filter(({ name }) => name !== 'environment' && Object.hasOwn(SECRET_FIELDS, name))
    .map(({ name, place }) => ({ place, message: `secrets.*.${name}: a key of Infisical has none` }));
}

const SECRET_FIELDS = FILE_FIELDS.secrets.entries?.fields ?? {};
