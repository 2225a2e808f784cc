import Ajv from 'ajv';
import { parse } from 'yaml';
import published from '../fixtures/compose/compose-spec.json';

/** Made quickly: it judges a few files. */
const quickly = { validateSchema: false, code: { optimize: false } } as const;
const { $schema, ...schema } = published;
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true, ...quickly }).compile(schema);

/** What is wrong with a compose file by the schema of the compose specification. */
export function composeViolations(text: string): string[] {
  validate(parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
