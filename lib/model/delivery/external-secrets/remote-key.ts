import { isSubstituted } from '../../../text/substitution';
import { isOlderThan } from './versions';

/** A secret key and its folder; or why nobody can say which a text means. */
export type RemoteKey = { readonly path: string; readonly key: string } | { readonly problem: string };

/** The key that a text names for a store whose bare keys are in a folder, as that version of the operator reads it. */
export function remoteKeyIn(text: string, folder: string, version: string | undefined): RemoteKey {
  if (isSubstituted(text)) return { problem: 'the key is filled in later' };
  const border = text.lastIndexOf('/');
  const key = text.slice(border + 1);
  if (key === '') return { problem: text === '' ? 'the key is empty' : 'the key ends with "/", and names nothing' };
  if (border < 0) return { path: folder, key };
  const before = text.slice(0, border);
  if (text.startsWith('/')) {
    if (isOlderThan(version, '0.17')) return { problem: 'External Secrets before 0.17 reads no folder in a key' };
    return { path: cleanPath(before, false), key };
  }
  if (isOlderThan(version, '2.5')) {
    return { problem: 'External Secrets before 2.5 reads no folder in a key that does not begin with "/"' };
  }
  return { path: cleanPath(`${folder}/${before}`, true), key };
}

/** A path as Go's `path.Join` cleans it. */
function cleanPath(path: string, isJoined: boolean): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || (isJoined && part === '.')) continue;
    if (isJoined && part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}
