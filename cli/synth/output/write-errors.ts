const REASONS: { readonly [code: string]: string } = {
  EACCES: 'there is no permission to write beside it',
  EPERM: 'there is no permission to write beside it',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file is larger than may be written here',
  EBUSY: 'it is a mount point: mount the folder above it',
  EXDEV: 'it is a mount point: mount the folder above it',
};

/** Says for a person why an output folder could not be replaced; other errors stay what they are. */
export function writeError(error: unknown, output: string): unknown {
  const { code = '', path } = error as NodeJS.ErrnoException;
  const reason = REASONS[code];
  if (reason === undefined) return error;
  return new Error(`${output} is left as it was: ${reason} (${code}${path === undefined ? '' : ` at ${path}`})`);
}
