import { looksLikeCredential, namesCredential, withoutCredentialsIn } from '../text/credential-text';
import { closest, didYouMean } from '../text/did-you-mean';
import type { TextProblem } from '../text/place-in-text';
import type { ListSchema, MapSchema, Schema, TextSchema } from './schema-parts';
import type { Field, Part } from './yaml-parts';

/** All that is wrong with a value by the schema, in the order of the text. A credential is never repeated. */
export function schemaMistakes(part: Part, schema: Schema, path = ''): TextProblem[] {
  if (schema.type === 'object') return mapMistakes(part, schema, path);
  return schema.type === 'array' ? listMistakes(part, schema, path) : textMistakes(part, schema, path);
}

function mapMistakes(part: Part, schema: MapSchema, path: string): TextProblem[] {
  if (part.kind !== 'map') return [wrongValue(part, schema, path)];
  const given = new Set(part.fields.map(({ name }) => name));
  const missing = (schema.required ?? []).filter((name) => !given.has(name));
  return [
    ...missing.map((name) => ({
      ...part.place,
      message: `${pathBelow(path, name)}: ${schema.properties[name].errorMessage}`,
    })),
    ...part.fields.flatMap((field) => {
      const { name } = field;
      if (!Object.hasOwn(schema.properties, name)) return unknownMistakes(field, schema, path);
      return schemaMistakes(field.part, schema.properties[name], pathBelow(path, name));
    }),
  ];
}

function unknownMistakes({ name, place, part }: Field, { properties }: MapSchema, path: string): TextProblem[] {
  const known = Object.keys(properties);
  const where = path === '' ? '' : `${path}: `;
  // Somebody may have put the value in the place of the name.
  if (looksLikeCredential(name)) return [{ ...place, message: `${where}${CREDENTIAL}` }];
  if (namesCredential(name) && part.kind === 'scalar') {
    return [{ ...place, message: `${where}the field "${name}" is unknown, and ${CREDENTIAL}` }];
  }
  const former = closest(name, Object.keys(FORMER_NAMES)) ?? name;
  const meant = known.includes(FORMER_NAMES[former]) ? FORMER_NAMES[former] : name;
  const remedy = didYouMean(meant, known, `it takes ${known.map((one) => `"${one}"`).join(', ')}`);
  return [{ ...place, message: `${where}the field "${name}" is unknown: ${remedy}` }, ...credentialsIn(part, path)];
}

/** What fields were called in earlier releases. */
const FORMER_NAMES: { readonly [name: string]: string } = { silences: 'suppressions' };

/** What stands below an unknown field is looked at for this only. */
function credentialsIn(part: Part, path: string): TextProblem[] {
  if (part.kind === 'list') return part.items.flatMap((item) => credentialsIn(item, path));
  if (part.kind === 'map') return part.fields.flatMap((field) => credentialsIn(field.part, path));
  return typeof part.value === 'string' && looksLikeCredential(part.value)
    ? [{ ...part.place, message: CREDENTIAL }]
    : [];
}

function listMistakes(part: Part, schema: ListSchema, path: string): TextProblem[] {
  if (part.kind !== 'list') return [wrongValue(part, schema, path)];
  const { items } = part;
  if (items.length < (schema.minItems ?? 0)) return [wrongValue(part, schema, path)];
  return items.flatMap((item, index) => schemaMistakes(item, schema.items, `${path}[${index}]`));
}

function textMistakes(part: Part, schema: TextSchema, path: string): TextProblem[] {
  if (part.kind !== 'scalar' || typeof part.value !== 'string') return [wrongValue(part, schema, path)];
  const { value } = part;
  const { pattern, maxLength = Number.POSITIVE_INFINITY } = schema;
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    const remedy = didYouMean(value, schema.enum, schema.errorMessage);
    return [{ ...part.place, message: `${path}: found ${shownText(value)}, ${remedy}` }];
  }
  const fits = pattern === undefined || new RegExp(pattern, 'u').test(value);
  return fits && [...value].length <= maxLength ? [] : [wrongValue(part, schema, path)];
}

/** A value of the wrong type, or a text of the wrong form. */
function wrongValue(part: Part, schema: Schema, path: string): TextProblem {
  const { place } = part;
  // It may be another file altogether, by a link: nothing of its text is shown.
  if (path === '') return { ...place, message: `it holds no settings: ${schema.errorMessage}` };
  const where = `${path}: `;
  if (part.kind !== 'scalar') {
    const found = part.kind === 'map' ? 'a map' : part.items.length === 0 ? 'an empty list' : 'a list';
    return { ...place, message: `${where}found ${found}, ${schema.errorMessage}` };
  }
  const { value, source } = part;
  if (value === null) {
    return { ...place, message: `${where}it is ${source === '' ? 'empty' : 'null'}: ${schema.errorMessage}` };
  }
  if (typeof value === 'string') {
    if (hasCredential(value)) return { ...place, message: `${where}${CREDENTIAL}` };
    return { ...place, message: `${where}found ${shownText(value)}, ${schema.errorMessage}` };
  }
  if (hasCredential(source)) return { ...place, message: `${where}${CREDENTIAL}` };
  const remedy = isRightInQuotes(source, schema) ? `write ${JSON.stringify(source)}` : schema.errorMessage;
  return { ...place, message: `${where}found ${typeName(value)} ${source}, ${remedy}` };
}

function isRightInQuotes(source: string, schema: Schema): boolean {
  if (schema.type !== 'string') return false;
  return schema.enum?.includes(source) ?? new RegExp(schema.pattern ?? '', 'u').test(source);
}

export const CREDENTIAL =
  'a credential does not belong into this file, which is committed: take it out, renew it, and give it by the environment (docs/check.md)';

const LONGEST_SHOWN = 80;

/** Prose may speak of tokens and secrets. */
export function hasCredential(value: string): boolean {
  return /\s/.test(value.trim()) ? withoutCredentialsIn(value) !== value : looksLikeCredential(value);
}

function shownText(value: string): string {
  if (hasCredential(value)) return 'a text that looks like a credential';
  return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value);
}

function typeName(value: unknown): string {
  if (typeof value === 'boolean') return 'the truth value';
  return `the ${typeof value}`;
}

function pathBelow(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
