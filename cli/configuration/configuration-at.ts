import { CONFIGURATION_FILE, type Configuration, NO_CONFIGURATION } from '../../lib/configuration/configuration';
import { type Commit, fileAt } from '../git/manifests-at';
import { configurationOf } from './configuration';

/**
 * The configuration that a commit has; empty where it has none.
 *
 * @throws with all mistakes in it
 */
export function configurationAt(commit: Commit, ref: string): Configuration {
  const bytes = fileAt(commit, CONFIGURATION_FILE);
  return bytes === undefined ? NO_CONFIGURATION : configurationOf(bytes, ref);
}
