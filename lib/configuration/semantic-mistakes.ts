import { repetitionsIn } from '../collections/repetitions';
import { apiIndex, canonicalHost } from '../model/host';
import type { TextPlace, TextProblem } from '../text/place-in-text';
import { CREDENTIAL, hasCredential, schemaMistakes } from './schema-mistakes';
import type { MapSchema, Schema } from './schema-parts';
import type { Part } from './yaml-parts';

interface Text extends TextPlace {
  readonly path: string;
  readonly value: string;
}

/** What no schema can say: credentials in fields that are right by their form, and what stands twice. */
export function semanticMistakes(part: Part, schema: MapSchema): TextProblem[] {
  const texts = textsIn(part, schema, '');
  const credentials = texts
    .filter(({ value }) => hasCredential(value))
    .map((text) => ({ ...text, message: `${text.path}: ${CREDENTIAL}` }));
  const at = (pattern: RegExp) => texts.filter(({ path }) => pattern.test(path));
  return [
    ...credentials,
    ...at(/^(hosts\[\d+\]\.(url|aliases\[\d+\])|operator\.defaultConnection|provision\.ci\.url)$/).flatMap(urlMistakes),
    ...at(/^operator\.defaultConnection$/).flatMap(suffixMistakes),
    ...repetitionMistakes(at(/^hosts\[\d+\]\.(url|aliases\[\d+\])$/), 'one address is one Infisical', canonicalHost),
    ...repetitionMistakes(at(/^projects\[\d+\]\.slug$/), 'a slug has one id'),
    ...repetitionMistakes(at(/^projects\[\d+\]\.id$/), 'an id has one slug'),
    ...repetitionMistakes(at(/^provision\.environments\[\d+\]$/), 'an environment has one place'),
    ...repetitionMistakes(at(/^provision\.clusters\[\d+\]\.name$/), 'a cluster has one name'),
    ...repetitionMistakes(at(/^provision\.clusters\[\d+\]\.folders\[\d+\]$/), 'a folder is in one cluster'),
    ...repetitionMistakes(at(/^provision\.existing\[\d+\]$/), 'once is enough'),
    ...repetitionMistakes(at(/^provision\.identities\[\d+\]\.(name|id)$/), 'one identity has one name'),
    ...repetitionMistakes(at(/^operator\.watchedNamespaces\[\d+\]$/), 'once is enough'),
  ];
}

function urlMistakes(text: Text): TextProblem[] {
  const { path, value } = text;
  if (URL.canParse(value) || hasCredential(value)) return [];
  return [{ ...text, message: `${path}: found ${JSON.stringify(value)}, which is no URL` }];
}

/** Of a connection the operator appends "/api" itself. */
function suffixMistakes(text: Text): TextProblem[] {
  const { path, value } = text;
  if (apiIndex(value) < 0 || hasCredential(value)) return [];
  const message = `${path}: found ${JSON.stringify(value)}, below which the operator would ask for /api/api: write "${value.slice(0, apiIndex(value))}", and mend the connection in the cluster`;
  return [{ ...text, message }];
}

function repetitionMistakes(texts: readonly Text[], why: string, same = (value: string) => value): TextProblem[] {
  return repetitionsIn(texts, ({ value }) => same(value)).flatMap(([before, text]) => {
    if (hasCredential(text.value)) return [];
    const message = `${text.path}: ${JSON.stringify(text.value)} is ${before.path} already: ${why}`;
    return [{ ...text, message }];
  });
}

/** The texts that are what the schema wants there. */
function textsIn(part: Part, schema: Schema, path: string): Text[] {
  if (schema.type === 'object' && part.kind === 'map') {
    return part.fields.flatMap(({ name, part: value }) =>
      Object.hasOwn(schema.properties, name)
        ? textsIn(value, schema.properties[name], path === '' ? name : `${path}.${name}`)
        : [],
    );
  }
  if (schema.type === 'array' && part.kind === 'list') {
    return part.items.flatMap((item, index) => textsIn(item, schema.items, `${path}[${index}]`));
  }
  if (schema.type !== 'string' || part.kind !== 'scalar' || typeof part.value !== 'string') return [];
  return schemaMistakes(part, schema).length > 0 ? [] : [{ ...part.place, path, value: part.value }];
}
