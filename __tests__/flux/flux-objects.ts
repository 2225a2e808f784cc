import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { closed, compile } from '../crds/crd-bundle';
import type { Schema } from '../crds/full-sample';
import { schemaViolations } from '../schema-conformance';
import type { Manifest } from '../synthesis';

/** Flux's own definitions of its kinds. */
const CRDS = join(__dirname, '../fixtures/flux/crds.yaml');

const validators = new Map(
  parseAllDocuments(readFileSync(CRDS, 'utf8')).map((document) => {
    const { group, names, versions } = document.toJS().spec;
    const schema: Schema = closed(versions[0].schema.openAPIV3Schema, { open: 'metadata' });
    return [`${group}/v1 ${names.kind}`, compile(schema)];
  }),
);

/** What is wrong with an object by the definition that Flux has of its kind; unknown fields, too. */
export function violationsOf(object: Manifest): string[] {
  const validate = validators.get(`${object.apiVersion} ${object.kind}`);
  if (validate === undefined) return schemaViolations(object);
  validate(object);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${object.kind}${instancePath} ${message}`);
}

/** The objects that a chart synthesizes to. Fails if one does not conform to its schema. */
export function objectsOf(build: (chart: Chart) => void): Manifest[] {
  const chart = new Chart(new App(), 'project');
  build(chart);
  const objects = chart.toJson();
  expect(objects.flatMap(violationsOf)).toEqual([]);
  return objects;
}
