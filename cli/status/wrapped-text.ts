/** The width of a terminal. */
export const COLUMNS = 80;

const COMMAND = /npx cdk8s-infisical [a-z]+(?: --role json)?/g;
const UNBROKEN = '\u0000';

/** A text in lines of a terminal, each behind the same blanks. A command stays whole, and so does a long word. */
export function wrappedText(text: string, indent: string, first = indent): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.replaceAll(COMMAND, (command) => command.replaceAll(' ', UNBROKEN)).split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      [line, isEmpty] = [indent, true];
    }
    line = isEmpty ? line + word : `${line} ${word}`;
    isEmpty = false;
  }
  return [...lines, line].map((one) => one.replaceAll(UNBROKEN, ' '));
}
