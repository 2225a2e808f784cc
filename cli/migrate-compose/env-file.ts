import { isVariableName } from './known-words';

const LINE =
  /[ \t]*(?:#[^\n]*|(?:export[ \t]+)?([^\s=:#]+)[ \t]*(?:[=:][ \t]*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^\n]*)|[^\n]*))?[^\n]*(?:\n|$)/y;

/** What the variables of an env file are called. */
interface EnvFileNames {
  readonly names: readonly string[];
  /** How many have a name that is none of a variable, or may be a credential. */
  readonly unshown: number;
}

/** Names of the variables of an env file. Their values are looked at only to find where they end. */
export function namesInEnvFile(text: string): EnvFileNames {
  const names = new Set<string>();
  const unshown = new Set<string>();
  for (LINE.lastIndex = 0; LINE.lastIndex < text.length; ) {
    const found = LINE.exec(text);
    if (found === null) break;
    const [, name] = found;
    if (name !== undefined) (isVariableName(name) ? names : unshown).add(name);
  }
  return { names: [...names], unshown: unshown.size };
}
