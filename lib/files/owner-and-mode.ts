import { chmodSync, chownSync, type Stats, statSync } from 'node:fs';

/**
 * What takes the place of something belongs to whom that belonged, as far as this user may say so, and has its mode. A file
 * with other contents does not run as somebody else any more, as when it is written over.
 */
export function keepOwnerAndMode(path: string, { uid, gid, mode }: Stats): void {
  const own = statSync(path);
  const isOthers = own.uid !== uid || own.gid !== gid;
  if (isOthers) {
    try {
      chownSync(path, uid, gid);
    } catch {
      // Only root gives files away.
    }
  }
  const kept = mode & (own.isDirectory() ? 0o7777 : 0o777);
  if (isOthers || (own.mode & 0o7777) !== kept) chmodSync(path, kept);
}
