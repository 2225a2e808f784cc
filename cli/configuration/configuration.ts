import { join } from 'node:path';
import * as yaml from 'yaml';
import { isConfigured } from '../../lib/configuration/committed-configuration';
import { CONFIGURATION_FILE, type Configuration, NO_CONFIGURATION } from '../../lib/configuration/configuration';
import { ConfigurationError, configurationIn as configurationInText } from '../../lib/configuration/read-configuration';
import { RULE_IDS } from '../../lib/validation/rule-ids';
import { bytesOf } from '../manifests/file-bytes';
import { decodedText } from '../yaml/decoded-text';
import { problemText } from '../yaml/yaml-problem';

/** What stands in the configuration of a project. */
export interface ProjectConfiguration {
  readonly bytes: Buffer;
  readonly configuration: Configuration;
}

/**
 * The configuration in a folder; undefined where it has none.
 *
 * @throws with all mistakes in it
 */
export function configurationIn(folder: string): ProjectConfiguration | undefined {
  if (!isConfigured(folder)) return undefined;
  const file = join(folder, CONFIGURATION_FILE);
  const bytes = bytesOf(file);
  if (typeof bytes === 'string') throw new ConfigurationError([`${file}: ${bytes}`]);
  return { bytes, configuration: configurationInBytes(bytes, file) };
}

let known: { readonly bytes: Buffer; readonly configuration: Configuration } | undefined;

/**
 * The configuration of the folder in which the command is called; empty without one.
 *
 * @throws with all mistakes in it
 */
export function configurationHere(): Configuration {
  if (!isConfigured()) return NO_CONFIGURATION;
  const bytes = bytesOf(CONFIGURATION_FILE);
  if (typeof bytes === 'string') throw new ConfigurationError([`${CONFIGURATION_FILE}: ${bytes}`]);
  // Several parts of a command ask for it.
  if (known?.bytes.equals(bytes) !== true) known = { bytes, configuration: configurationOf(bytes) };
  return known.configuration;
}

/**
 * The configuration in the bytes of a file.
 *
 * @param ref the commit that has it, for messages
 * @throws with all mistakes in it
 */
export function configurationOf(bytes: Uint8Array, ref?: string): Configuration {
  return configurationInBytes(bytes, ref === undefined ? CONFIGURATION_FILE : `${ref}:${CONFIGURATION_FILE}`);
}

function configurationInBytes(bytes: Uint8Array, file: string): Configuration {
  const text = decodedText(bytes);
  if (typeof text !== 'string') throw new ConfigurationError([problemText(file, text)]);
  return configurationInText(text, { yaml, rules: RULE_IDS, file });
}
