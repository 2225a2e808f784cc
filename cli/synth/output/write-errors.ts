import { writeReason } from '../../files/write-reason';

const REASONS = {
  EACCES: 'there is no permission to read or write there',
  EPERM: 'there is no permission to read or write there',
  EBUSY: 'it is a mount point: mount the folder above it',
  EXDEV:
    'it is of a lower layer of an overlay file system (of a Docker image), which cannot be renamed: remove it before, ' +
    'or put a copy in its place (cp -a)',
};

/** Says for a person why an output folder, and files beside it, could not be replaced; other errors stay what they are. */
export function writeError(error: unknown, ...names: readonly string[]): unknown {
  const reason = writeReason(error, REASONS);
  if (reason === undefined) return error;
  return new Error(
    `${names.join(', ')} ${names.length === 1 ? 'is left as it was' : 'are left as they were'}: ${reason}`,
  );
}
