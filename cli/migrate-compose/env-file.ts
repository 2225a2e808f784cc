import { isVariableName } from './known-words';

const LINE =
  /[ \t]*(?:#[^\n]*|(?:export[ \t]+)?([^\s=:#]+)[ \t]*(?:[=:][ \t]*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^\n]*)|[^\n]*))?[^\n]*(?:\n|$)/y;

/** Names of the variables of an env file. Their values are looked at only to find where they end. */
export function namesInEnvFile(text: string): string[] {
  const names = new Set<string>();
  for (LINE.lastIndex = 0; LINE.lastIndex < text.length; ) {
    const found = LINE.exec(text);
    if (found === null) break;
    const [, name] = found;
    if (name !== undefined && isVariableName(name)) names.add(name);
  }
  return [...names];
}
