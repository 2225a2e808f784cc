import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroupVersionKind } from 'cdk8s';
import * as imports from '../../imports/secrets.infisical.com';
import type { Manifest } from '../synthesis';
import { compile, crdBundle, validateCustomResource } from './crd-bundle';
import { fullSample, type Schema } from './full-sample';

interface GeneratedKind {
  readonly GVK: GroupVersionKind;
  manifest(props: object): Manifest;
}

const GENERATED = Object.values<unknown>(imports).filter(
  (value): value is GeneratedKind => typeof value === 'function' && 'GVK' in value,
);
const RESOURCES = crdBundle();
const nameOf = ({ apiVersion, kind }: GroupVersionKind) => `${apiVersion} ${kind}`;
const specOf = (schema: Schema) => schema.properties?.spec ?? {};

/** The generated code camel-cases acronyms: hostAPI becomes hostApi. Keys of maps stay as they are. */
function toProps(schema: Schema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => toProps(schema.items ?? {}, item));
  if (!schema.properties) return value;
  return Object.fromEntries(
    Object.entries(value as object).map(([name, field]) => [
      name.replace(/([A-Z])([A-Z]+)(?=[A-Z][a-z]|$)/g, (_, first, rest) => first + rest.toLowerCase()),
      toProps(schema.properties?.[name] ?? {}, field),
    ]),
  );
}

/** The fields below a schema as the generated interfaces declare them. */
function declarationsOf(schema: Schema, name: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([field, property]) => {
    const below = name + field[0].toUpperCase() + field.slice(1);
    const optional = schema.required?.includes(field) ? '' : '?';
    return [
      `${name}#${field}${optional}: ${typeOf(property, below)}`,
      ...declarationsOf(property.items ?? property, below),
    ];
  });
}

function typeOf(schema: Schema, name: string): string {
  if (schema.items) return `${typeOf(schema.items, name)}[]`;
  if (schema.additionalProperties) return `{ [key: string]: ${typeOf(schema.additionalProperties, name)} }`;
  if (schema.properties || schema.enum) return name;
  return { array: '', boolean: 'boolean', integer: 'number', object: 'any', string: 'string' }[schema.type ?? 'object'];
}

/** Every property below a schema, with its path. */
function propertiesBelow(schema: Schema, path: string): [string, Schema][] {
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]): [string, Schema][] => [
      [`${path}.${name}`, property],
      ...propertiesBelow(property, `${path}.${name}`),
    ]),
    ...(schema.items ? propertiesBelow(schema.items, `${path}[]`) : []),
  ];
}

test('imports/ has exactly the kinds that crds/ has', () => {
  expect(GENERATED.map(({ GVK }) => nameOf(GVK)).sort()).toEqual(RESOURCES.map(nameOf).sort());
  expect(RESOURCES.map(({ apiVersion, kind }) => `${apiVersion.split('/')[1]} ${kind}`).sort()).toEqual([
    'v1alpha1 ClusterGenerator',
    'v1alpha1 InfisicalDynamicSecret',
    'v1alpha1 InfisicalPushSecret',
    'v1alpha1 InfisicalSecret',
    'v1beta1 InfisicalAuth',
    'v1beta1 InfisicalConnection',
    'v1beta1 InfisicalStaticSecret',
  ]);
});

test('the generated interfaces declare exactly the fields of crds/, of the same types', () => {
  const source = readFileSync(join(__dirname, '../../imports/secrets.infisical.com.ts'), 'utf8');
  const declared = [...source.matchAll(/@schema (\w+Spec\w*#\w+)\n\s+\*\/\n\s+readonly \w+(\??: .+);/g)];
  const expected = RESOURCES.flatMap(({ kind, schema }) => declarationsOf(specOf(schema), `${kind}Spec`));
  expect(declared.map(([, field, type]) => field + type).sort()).toEqual(expected.sort());
});

describe.each(RESOURCES.map((resource) => ({ name: resource.kind, ...resource })))('$name', (resource) => {
  const { apiVersion, kind, schema } = resource;
  const spec = fullSample(specOf(schema));
  const sample = { apiVersion, kind, metadata: { name: 'x' }, spec };

  test('the generated code passes every field on, under its name in the schema', () => {
    const generated = GENERATED.find(({ GVK }) => nameOf(GVK) === nameOf(resource));
    const manifest = generated?.manifest({ metadata: { name: 'x' }, spec: toProps(specOf(schema), spec) });
    expect(manifest).toStrictEqual(sample);
  });

  test('the schema accepts the sample, also when unknown fields are errors', () => {
    const validate = compile(schema);
    validate(sample);
    expect(validate.errors).toBeNull();
    expect(validateCustomResource(sample)).toEqual([]);
  });

  test('every property of spec is described', () => {
    const properties = propertiesBelow(specOf(schema), 'spec');
    expect(properties.length).toBeGreaterThan(2);
    const badlyDescribed = properties.filter(
      ([, { description = '' }]) => description.length < 10 || description.length > 300,
    );
    expect(badlyDescribed.map(([path]) => path)).toEqual([]);
  });
});
