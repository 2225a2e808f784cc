import Ajv, { type ValidateFunction } from 'ajv';
import definitions from '../../crds/secrets.infisical.com.yaml';
import type { Schema } from './full-sample';

export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  /** The schema of the whole object, as it stands in crds/. */
  readonly schema: Schema;
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: ReadonlyArray<{ readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }>;
  };
}

const validators = new Map<string, ValidateFunction>();

const resources = (definitions as readonly Definition[]).flatMap(({ spec }): CustomResource[] =>
  spec.versions.map(({ name, schema }) => ({
    apiVersion: `${spec.group}/${name}`,
    kind: spec.names.kind,
    schema: schema.openAPIV3Schema,
  })),
);

/** The custom resources in crds/, one entry per kind and version. */
export function crdBundle(): readonly CustomResource[] {
  return resources;
}

/** What is wrong with an object of these kinds. Unknown fields are errors too, as in kubectl's strict validation. */
export function validateCustomResource(object: { readonly [field: string]: unknown }): string[] {
  const id = `${object.apiVersion} ${object.kind}`;
  const found = crdBundle().find(({ apiVersion, kind }) => `${apiVersion} ${kind}` === id);
  if (!found) return [`crds/ has no ${id}`];
  const validate = validators.get(id) ?? compile(closed(found.schema, { open: 'metadata' }));
  validators.set(id, validate);
  validate(object);
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath || '/', message, params.additionalProperty ?? params.allowedValues?.join()].filter(Boolean).join(' '),
  );
}

/** Makes a validator of a schema, quickly: it judges a few objects. Formats are left to the API server. */
export function compile(schema: Schema): ValidateFunction {
  const quickly = { validateSchema: false, code: { optimize: false } };
  return new Ajv({ strict: false, validateFormats: false, allErrors: true, ...quickly }).compile(schema);
}

/** The schema with unknown fields as errors. */
export function closed(schema: Schema, { open }: { open?: string } = {}): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    name === open ? property : closed(property),
  ]);
  const isStruct = schema.type === 'object' && !schema.additionalProperties;
  return {
    ...schema,
    ...(schema.properties && { properties: Object.fromEntries(properties) }),
    ...(schema.items && { items: closed(schema.items) }),
    ...(isStruct && !schema['x-kubernetes-preserve-unknown-fields'] && { additionalProperties: false }),
  };
}
