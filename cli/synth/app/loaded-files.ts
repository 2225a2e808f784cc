import { isAbsolute } from 'node:path';
import { entryAt, textAt } from '../../../lib/files/entry';
import { jsonIn } from '../../../lib/json/json';

/** The files that an app has loaded, as it has noted them in a file; none where it has not. */
export function loadedIn(file: string): string[] {
  const noted = entryAt(file)?.isFile() ? jsonIn(textAt(file)) : undefined;
  return Array.isArray(noted) ? noted.filter((path) => typeof path === 'string' && isAbsolute(path)) : [];
}
