import { lstatSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CONFIGURATION_FILE, type Configuration, MISNAMED, MISNAMED_FILE, NO_CONFIGURATION } from './configuration';
import { ConfigurationError, configurationIn } from './read-configuration';
import { yamlOfCdk8s } from './yaml-of-cdk8s';
import type { YamlLibrary } from './yaml-parts';

interface Known {
  readonly state: string;
  readonly read: Configuration | ConfigurationError;
}

const KNOWN = new Map<string, Known>();

/**
 * The configuration in the working folder, which is read again only when it has changed; empty without one.
 *
 * @param rules ids of the rules that there are; without, nothing is said of a rule that there is not
 * @throws ConfigurationError with all mistakes in it
 */
export function committedConfiguration(rules?: readonly string[]): Configuration {
  const file = resolve(CONFIGURATION_FILE);
  const state = stateOf(file);
  if (state === undefined) return NO_CONFIGURATION;
  const name = JSON.stringify([file, rules]);
  const known = KNOWN.get(name);
  const read = known?.state === state ? known.read : readFrom(file, rules);
  KNOWN.set(name, { state, read });
  if (read instanceof ConfigurationError) throw read;
  return read;
}

/**
 * The configuration in the working folder; empty where it has mistakes, for whoever is not the one that tells them.
 *
 * @param rules ids of the rules that there are; without, a rule that there is not is no mistake
 */
export function checkedConfiguration(rules?: readonly string[]): Configuration {
  try {
    return committedConfiguration(rules);
  } catch (error) {
    if (error instanceof ConfigurationError) return NO_CONFIGURATION;
    throw error;
  }
}

function readFrom(file: string, rules: readonly string[] | undefined): Configuration | ConfigurationError {
  try {
    return configurationIn(textOf(file), { yaml: yamlHere(), rules });
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

/** Changes with the file; undefined where there is none. */
function stateOf(file: string): string | undefined {
  if (!isConfigured()) return undefined;
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw new ConfigurationError([`${CONFIGURATION_FILE}: it is no file`]);
    return [stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join();
  } catch (error) {
    throw unreadError(error);
  }
}

/**
 * Whether a folder, the working folder unless another one is given, has a configuration.
 *
 * @throws ConfigurationError if it has one that is called otherwise
 */
export function isConfigured(folder = ''): boolean {
  if (isThere(resolve(folder, CONFIGURATION_FILE))) return true;
  if (isThere(resolve(folder, MISNAMED_FILE))) throw new ConfigurationError([MISNAMED]);
  return false;
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw unreadError(error);
  }
}

function unreadError(error: unknown): Error {
  if (error instanceof ConfigurationError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const why = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : `it cannot be read (${code})`;
  return new ConfigurationError([`${CONFIGURATION_FILE}: ${why}`]);
}

function yamlHere(): YamlLibrary {
  try {
    return yamlOfCdk8s();
  } catch (error) {
    throw new ConfigurationError([`${CONFIGURATION_FILE}: ${(error as Error).message}`]);
  }
}
