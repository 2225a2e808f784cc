import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse, parseAllDocuments } from 'yaml';
import { closed, compile } from '../crds/crd-bundle';
import type { Schema } from '../crds/full-sample';
import type { Manifest } from '../synthesis';

const FIXTURES = join(__dirname, '../fixtures/operator');

/** What Argo CD and Flux themselves say of their kinds. */
const validators = new Map(
  parseAllDocuments(readFileSync(join(FIXTURES, 'crds.yaml'), 'utf8')).map((document) => {
    const { group, names, versions } = document.toJS().spec;
    const schema: Schema = closed(versions[0].schema.openAPIV3Schema, { open: 'metadata' });
    return [`${group}/${versions[0].name} ${names.kind}`, compile(schema)];
  }),
);

/** The objects that a chart synthesizes to. Fails if one does not conform to the CRD of its kind. */
export function objectsOf(build: (chart: Chart) => void): Manifest[] {
  const chart = new Chart(new App(), 'project');
  build(chart);
  const objects: Manifest[] = chart.toJson();
  expect(objects.flatMap(violationsOf)).toEqual([]);
  return objects;
}

/** What is wrong with an object by the CRD of its kind; unknown fields, too. */
export function violationsOf(object: Manifest): string[] {
  const validate = validators.get(`${object.apiVersion} ${object.kind}`);
  if (validate === undefined) return [`there is no CRD of ${object.kind}`];
  validate(object);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${object.kind}${instancePath} ${message}`);
}

const VALUES: Values = parse(readFileSync(join(FIXTURES, 'values.yaml'), 'utf8'));

interface Values {
  readonly [name: string]: unknown;
}

/** The values that the chart does not have, or has of another type. */
export function unknownValues(values: Values, known: Values = VALUES, above = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const path = `${above}${name}`;
    if (!Object.hasOwn(known, name) || typeName(known[name]) !== typeName(value)) return [path];
    return typeName(value) === 'Object' ? unknownValues(value as Values, known[name] as Values, `${path}.`) : [];
  });
}

function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
