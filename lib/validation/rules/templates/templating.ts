import type { ExampleObjects } from '../../example';
import { targeting, writing } from '../managed-objects/writing';

export function templating(KEY: string, keys?: readonly string[]): ExampleObjects {
  return writing({ template: { data: { KEY } } }, keys);
}

export function templatingV1beta1(template: Readonly<Record<string, unknown>>): ExampleObjects {
  return targeting({ template: { engineVersion: 'v1', ...template } });
}
