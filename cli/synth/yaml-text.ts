import { parse } from 'yaml';

/** What a YAML file of one document holds. */
export function parsedYaml(text: string): unknown {
  return parse(text);
}
