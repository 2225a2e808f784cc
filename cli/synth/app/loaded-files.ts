import { isAbsolute } from 'node:path';
import { entryAt, textAt } from '../../../lib/files/entry';
import { jsonIn, list } from '../../../lib/json/json';

/** The files that an app has loaded, as it has noted them in a file; none where it has not. */
export function loadedIn(file: string): string[] {
  if (!entryAt(file)?.isFile()) return [];
  return (list(jsonIn(textAt(file))) as readonly unknown[]).filter(
    (path) => typeof path === 'string' && isAbsolute(path),
  ) as string[];
}
