import * as yaml from 'yaml';
import type { Configuration } from '../../lib/configuration/configuration';
import { ConfigurationError, configurationIn } from '../../lib/configuration/read-configuration';

export const RULES = ['C1', 'C11', 'H7', 'M16'];

/** What is read of a text; the mistakes where there are any. */
export function read(text: string): Configuration | readonly string[] {
  try {
    return configurationIn(text, { yaml, rules: RULES });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

export function mistakesIn(text: string): readonly string[] {
  const found = read(text);
  return Array.isArray(found) ? found : [];
}
