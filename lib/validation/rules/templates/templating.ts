import type { ExampleObjects } from '../../example';
import { targeting, writing } from '../managed-objects/writing';

/** An example of a template of v1alpha1 for one key. */
export function templating(KEY: string, keys?: readonly string[]): ExampleObjects {
  return writing({ template: { data: { KEY } } }, keys);
}

/** An example of a template of v1beta1. */
export function templatingV1beta1(template: Readonly<Record<string, unknown>>): ExampleObjects {
  return targeting({ template: { engineVersion: 'v1', ...template } });
}
