import { asLine } from '../text/as-line';
import type { TextProblem } from '../text/place-in-text';
import { CONFIGURATION_FILE, type Configuration, NO_CONFIGURATION } from './configuration';
import { configurationSchema } from './schema';
import { schemaMistakes } from './schema-mistakes';
import { semanticMistakes } from './semantic-mistakes';
import { isMistake, type Part, partsOf, type YamlLibrary } from './yaml-parts';

/** All that is wrong with a configuration, one line each. */
export class ConfigurationError extends Error {
  public constructor(public readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

export interface Reader {
  readonly yaml: YamlLibrary;
  /** Ids of the rules that there are. Without, nothing is said of a rule that there is not. */
  readonly rules?: readonly string[];
  /** What the file is called in messages. */
  readonly file?: string;
}

/**
 * The configuration in a text.
 *
 * @throws ConfigurationError with all mistakes, each with file, line and column
 */
export function configurationIn(text: string, { yaml, rules, file = CONFIGURATION_FILE }: Reader): Configuration {
  const part = partsOf(text, yaml);
  if (isMistake(part)) throw errorOf([part], file);
  if (part.kind === 'scalar' && part.value === null) return NO_CONFIGURATION;
  const schema = configurationSchema(rules);
  const mistakes = [...schemaMistakes(part, schema), ...semanticMistakes(part, schema)];
  if (mistakes.length > 0) throw errorOf(mistakes, file);
  return withAbsentFields(plainValue(part) as GivenConfiguration);
}

/** The fields as they are written, each of which may be left out. */
type GivenConfiguration = {
  readonly [Name in keyof Configuration]?: Configuration[Name];
};

function withAbsentFields(given: GivenConfiguration): Configuration {
  const trimmed = <T extends { readonly reason: string }>(entry: T): T => ({ ...entry, reason: entry.reason.trim() });
  const all = { ...NO_CONFIGURATION, ...given };
  return {
    ...all,
    hosts: all.hosts.map((host) => ({ ...host, aliases: host.aliases ?? [] })),
    suppressions: all.suppressions.map(trimmed),
    unread: all.unread.map(trimmed),
  };
}

function plainValue(part: Part): unknown {
  if (part.kind === 'list') return part.items.map(plainValue);
  if (part.kind === 'map') return Object.fromEntries(part.fields.map((field) => [field.name, plainValue(field.part)]));
  return part.value;
}

function errorOf(mistakes: readonly TextProblem[], file: string): ConfigurationError {
  const sorted = [...mistakes].sort((a, b) => a.line - b.line || a.column - b.column);
  const lines = sorted.map(({ line, column, message }) => asLine(`${file}:${line}:${column}: ${message}`));
  return new ConfigurationError([...new Set(lines)]);
}
