import { existsSync } from 'node:fs';
import { bytesOf } from '../manifests/file-bytes';
import { decodedText } from '../yaml/decoded-text';
import { problemText } from '../yaml/yaml-problem';

/** No compose file is nearly as large. */
export const LARGEST = 1024 * 1024;

/**
 * The text of a compose file, or of standard input where the file is `-`.
 *
 * @throws if it cannot be read, is no file, or is far too large
 */
export function composeText(file: string): string {
  if (file !== '-' && !existsSync(file)) throw new Error(`${file}: there is no such file`);
  const bytes = bytesOf(file);
  if (typeof bytes === 'string') throw new Error(`${file}: ${bytes}`);
  if (bytes.length > LARGEST) throw new Error(`${file}: this is no compose file: it is larger than 1 MiB`);
  const text = decodedText(bytes);
  if (typeof text !== 'string') throw new Error(problemText(file, text));
  return text;
}
