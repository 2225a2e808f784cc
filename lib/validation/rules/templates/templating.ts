import { shownKey } from '../../../text/key-name';
import type { ExampleObjects } from '../../example';
import { targeting, writing } from '../managed-objects/writing';

export function templating(KEY: string, keys?: readonly string[]): ExampleObjects {
  return writing({ template: { data: { KEY } } }, keys);
}

export function templatingV1beta1(template: Readonly<Record<string, unknown>>): ExampleObjects {
  return targeting({ template: { engineVersion: 'v1', ...template } });
}

/** How a template names a key that is no identifier of Go. */
export function indexForm(key: string): string {
  return `{{ (index . "${shownKey(key)}").Value }}`;
}
