// The fields of the operator's resources, from the CRDs: what lib/schemas knows of them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { typesFile } from './types-file';

interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly allOf?: readonly JsonSchema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema;
  readonly items?: JsonSchema;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

const kinds: Record<string, string> = {};
const parts: Record<string, string> = {};
const words: Record<string, string> = {};

function typeOf(schema: JsonSchema, name: string): string {
  const closed = schema.enum ?? schema.allOf?.find((one) => one.enum)?.enum;
  if (closed) {
    words[name] = [...closed].join(' ');
    return `=${name}`;
  }
  switch (schema.type) {
    case 'array':
      return `[]${typeOf(schema.items ?? {}, name)}`;
    case 'object':
      if (schema.additionalProperties) return `{}${typeOf(schema.additionalProperties, name)}`;
      return schema['x-kubernetes-preserve-unknown-fields'] ? '{}any' : partOf(schema, name);
    case 'integer':
      return schema.format ?? 'int64';
    case 'boolean':
      return 'bool';
    default:
      return schema.type ?? 'any';
  }
}

function partOf({ properties = {}, required = [] }: JsonSchema, name: string): string {
  const fields = Object.entries(properties).map(([field, schema]) => {
    const mark = required.includes(field) ? '!' : '';
    return `${field}${mark}:${typeOf(schema, `${name}.${field}`)}`;
  });
  const text = fields.join(' ');
  const [known = name] = Object.entries(parts).find(([, other]) => other === text) ?? [];
  parts[known] = text;
  return known;
}

const root = join(__dirname, '..');
for (const document of parseAllDocuments(readFileSync(join(root, 'crds/secrets.infisical.com.yaml'), 'utf8'))) {
  const { spec } = document.toJS();
  const { kind } = spec.names;
  for (const { name: version, schema } of spec.versions) {
    const { properties, required } = schema.openAPIV3Schema;
    kinds[`${spec.group}/${version} ${kind}`] = kind;
    const rest = { apiVersion: { type: 'string' }, kind: { type: 'string' }, status: {} };
    partOf({ properties: { ...properties, ...rest, metadata: {} }, required }, kind);
    parts[kind] = parts[kind].replace('metadata:any', 'metadata:ObjectMeta');
  }
}

const about = "The fields of the operator's resources, as crds/secrets.infisical.com.yaml has them.";
writeFileSync(join(root, 'lib/schemas/operator-types.ts'), typesFile('OPERATOR', about, { kinds, parts, words }));
