import { shownKey } from '../../../text/key-name';

/** How a template names a key that is no identifier of Go. */
export function indexForm(key: string): string {
  return `{{ (index . "${shownKey(key)}").Value }}`;
}
