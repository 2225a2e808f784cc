import { relative } from 'node:path';

type Reasons = { readonly [code: string]: string | undefined };

const REASONS: Reasons = {
  EACCES: 'there is no permission to write',
  EPERM: 'there is no permission to write',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file is larger than may be written here',
  EBUSY: 'it is a mount point',
  EXDEV: 'it is a mount point',
  EEXIST: 'something is there already',
  ENOTDIR: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
  ELOOP: 'links on the way lead in a circle',
  ENAMETOOLONG: 'a name is longer than the file system allows',
};

/**
 * Says for a person why something could not be written; undefined if the error is another one.
 *
 * @param own what some codes mean there
 */
export function writeReason(error: unknown, own: Reasons = {}): string | undefined {
  const { code = '', path } = error as NodeJS.ErrnoException;
  const reason = own[code] ?? REASONS[code];
  if (reason === undefined) return undefined;
  return `${reason} (${code}${path === undefined ? '' : ` at ${shownPath(path)}`})`;
}

function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}
