import { isUtf8 } from 'node:buffer';
import type { TextProblem } from '../../lib/text/place-in-text';
import { checkedText } from './checked-text';

/** The text of a file, or why every reader would take it for another one. A UTF-8 byte order mark is no part of it. */
export function decodedText(bytes: Uint8Array): string | TextProblem {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { line: 1, column: 1, message: 'it is UTF-16 or UTF-32: write it as UTF-8' };
  }
  if (!isUtf8(bytes)) return { line: 1, column: 1, message: 'it is not UTF-8' };
  return checkedText(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  );
}
