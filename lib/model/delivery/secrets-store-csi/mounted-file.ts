import { byteLength } from '../../../text/byte-length';
import { backstepProblem } from '../../file-path';

const MOST_BYTES = 4096;
const MOST_BYTES_OF_NAME = 255;

/** Why the driver does not write a file of that name, if it does not. */
export function mountedFileProblem(name: string): string | undefined {
  if (name.startsWith('/')) return 'must be relative: write it without the "/" in front';
  const parts = name.split('/');
  const problem = backstepProblem(name);
  if (problem !== undefined) return problem;
  if (name.startsWith('..')) return 'must not start with "..": rename the file';
  // Of what is clean there is one way to write it.
  if (parts.some((part) => part === '' || part === '.')) {
    return 'is not written as the driver writes it: drop each "./", each second "/" and one at the end';
  }
  const isLong = byteLength(name) > MOST_BYTES || parts.some((part) => byteLength(part) > MOST_BYTES_OF_NAME);
  return isLong ? `is longer than a file may be called (${MOST_BYTES_OF_NAME} bytes)` : undefined;
}
