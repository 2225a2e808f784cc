// The JSON Schema of cdk8s-infisical.yaml for editors: what the reader goes by.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationSchema } from '../lib/configuration/schema';
import { RULE_IDS } from '../lib/validation/rule-ids';

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'cdk8s-infisical.yaml',
  ...configurationSchema(RULE_IDS),
};
writeFileSync(join(__dirname, '../schema.json'), `${JSON.stringify(schema, undefined, 2)}\n`);
