import { isUtf8 } from 'node:buffer';
import type { YamlProblem } from './yaml-problem';

/** What a parser of YAML 1.1 takes for a line break or for nothing at all, and one of YAML 1.2 for text. */
const READ_DIFFERENTLY =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/;
const CONFLICT = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/m;
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** The text of a file, or why every reader would take it for another one. A UTF-8 byte order mark is no part of it. */
export function decodedText(bytes: Uint8Array): string | YamlProblem {
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

/** A text that is decoded already, or why it is not read: it has what YAML parsers read differently, or a conflict. */
export function checkedText(text: string): string | YamlProblem {
  const odd = READ_DIFFERENTLY.exec(text);
  if (odd !== null) {
    const code = odd[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return {
      ...placeOf(text, odd.index),
      message: `it has the character U+${code}, which YAML parsers read differently`,
    };
  }
  const conflict = CONFLICT.exec(text);
  if (conflict !== null) {
    return {
      ...placeOf(text, conflict.index),
      message:
        'it has conflict markers of git: resolve the merge, run `npx cdk8s-infisical synth` if that makes the file, and commit what it writes',
    };
  }
  if (text.startsWith(LFS_POINTER))
    return { line: 1, column: 1, message: 'it is a pointer of git LFS: run git lfs pull' };
  return text;
}

/** Where an index of a text is, counted from 1. */
export function placeOf(text: string, index: number): { line: number; column: number } {
  const before = text.lastIndexOf('\n', index - 1);
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++;
  return { line, column: index - (index === 0 ? -1 : before) };
}
