import { lstatSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { CONFIGURATION_FILE, type Configuration, NO_CONFIGURATION } from './configuration';
import { ConfigurationError, configurationIn } from './read-configuration';
import type { YamlLibrary } from './yaml-parts';

interface Known {
  readonly state: string;
  readonly configuration: Configuration;
}

const KNOWN = new Map<string, Known>();

/**
 * The configuration in the working folder, which is read again only when it has changed; empty without one.
 *
 * @param rules ids of the rules that there are
 * @throws ConfigurationError with all mistakes in it
 */
export function committedConfiguration(rules: () => readonly string[]): Configuration {
  const file = resolve(CONFIGURATION_FILE);
  const state = stateOf(file);
  if (state === undefined) return NO_CONFIGURATION;
  const known = KNOWN.get(file);
  if (known?.state === state) return known.configuration;
  const configuration = configurationIn(textOf(file), { yaml: yamlOfCdk8s(), rules: rules() });
  KNOWN.set(file, { state, configuration });
  return configuration;
}

/** Changes with the file; undefined where there is none. */
function stateOf(file: string): string | undefined {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw new ConfigurationError([`${CONFIGURATION_FILE}: it is no file`]);
    return [stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join();
  } catch (error) {
    throw unread(error);
  }
}

function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw unread(error);
  }
}

function unread(error: unknown): Error {
  if (error instanceof ConfigurationError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const why = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : `it cannot be read (${code})`;
  return new ConfigurationError([`${CONFIGURATION_FILE}: ${why}`]);
}

/** The library has no dependency but its peers, and one of these brings a reader of YAML. */
function yamlOfCdk8s(): YamlLibrary {
  return createRequire(require.resolve('cdk8s'))('yaml');
}
