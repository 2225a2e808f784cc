import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import * as yaml from 'yaml';
import { ArgoCdTracking } from '../../lib';
import { NO_CONFIGURATION } from '../../lib/configuration/configuration';
import { configurationIn } from '../../lib/configuration/read-configuration';
import { configurationSchema } from '../../lib/configuration/schema';
import type { Schema } from '../../lib/configuration/schema-parts';
import { RULE_IDS } from '../../lib/validation/rule-ids';
import { blocksOf } from '../project/document-blocks';

const PROJECT = join(__dirname, '../..');
const SCHEMA = configurationSchema(RULE_IDS);

const published = JSON.parse(readFileSync(join(PROJECT, 'schema.json'), 'utf8'));
const page = readFileSync(join(PROJECT, 'docs/configuration.md'), 'utf8');

/** `hosts[].url`, for every field that holds no others. */
function namesIn(schema: Schema, path = ''): string[] {
  if (schema.type === 'array')
    return [...(schema.items.type === 'string' ? [path] : namesIn(schema.items, `${path}[]`))];
  if (schema.type === 'string') return [path];
  return Object.entries(schema.properties).flatMap(([name, one]) =>
    namesIn(one, path === '' ? name : `${path}.${name}`),
  );
}

test('the published schema is what the reader goes by: npm run schema', () => {
  const { $schema, title, ...schema } = published;
  expect({ $schema, title }).toEqual({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'cdk8s-infisical.yaml',
  });
  expect(schema).toEqual(SCHEMA);
});

test('it is one for any validator: its only word of its own is that for editors', () => {
  expect(new Ajv({ strict: true }).addKeyword('errorMessage').compile(published)({ hosts: [] })).toBe(true);
});

test('the documentation has each field, and an example of each that is right', () => {
  const names = namesIn(SCHEMA);
  expect(names).toContain('hosts[].caFile');
  for (const name of names) expect(page).toContain(`\`${name}\``);
  const [example] = blocksOf('docs/configuration.md', 'yaml');
  const configuration = configurationIn(example, { yaml, rules: RULE_IDS });
  for (const [name, empty] of Object.entries(NO_CONFIGURATION)) {
    expect(configuration).not.toEqual({ ...configuration, [name]: empty });
  }
  for (const name of names) expect(example).toContain(`${name.replace(/.*[.\]]/, '')}:`);
});

test('the mistakes in the documentation are those that are told', () => {
  const text =
    'host: []\nunread: []\nprojects: []\nargoCd: {}\noperator: {}\nkubernetes:\n  version: 1.30\nsuppressions:\n  - rule: H77\n    reason: a\nhosts:\n  - url: https://secrets.example.com\n  - url: https://app.infisical.com\n    token: a\n';
  const told = blocksOf('docs/configuration.md', 'console')[0].split('\n').slice(1).filter(Boolean);
  expect(() => configurationIn(text, { yaml, rules: RULE_IDS })).toThrow(told.join('\n'));
});

test('Argo CD tracks in no other way', () => {
  expect(published.properties.argoCd.properties.tracking.enum.sort()).toEqual(Object.values(ArgoCdTracking).sort());
});
