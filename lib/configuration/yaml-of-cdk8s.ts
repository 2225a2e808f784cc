import { createRequire } from 'node:module';
import type { YamlLibrary } from './yaml-parts';

/**
 * The library has no dependency but its peers, and one of these brings a reader of YAML.
 *
 * @throws if it is not there
 */
export function yamlOfCdk8s(): YamlLibrary {
  try {
    return createRequire(require.resolve('cdk8s'))('yaml');
  } catch {
    throw new Error('it cannot be read without the package yaml, which cdk8s brings');
  }
}
