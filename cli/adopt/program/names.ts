const RESERVED = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if import in instanceof let new null package private protected public return static super switch this ' +
    'throw true try typeof undefined var void while with yield arguments eval require module exports process ' +
    'app chart scope'
  ).split(' '),
);

/** Names of one file, none of which is taken twice. */
export class Names {
  private readonly taken = new Set(RESERVED);

  /** The first candidate that is free, else the first one with a number. */
  public take(...candidates: string[]): string {
    let name = candidates.find((candidate) => !this.taken.has(candidate));
    for (let number = 2; name === undefined; number++) {
      const numbered = `${candidates[0]}${/[A-Z]$/.test(candidates[0]) && candidates[0] === candidates[0].toUpperCase() ? '_' : ''}${number}`;
      if (!this.taken.has(numbered)) name = numbered;
    }
    this.taken.add(name);
    return name;
  }
}

/** `project-api` as `projectApi`. */
export function camelCase(text: string): string {
  const pascal = pascalCase(text);
  return pascal[0].toLowerCase() + pascal.slice(1);
}

/** `project-api` as `ProjectApi`. */
export function pascalCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const name = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `X${name}`;
}

/** `projectApi` as `PROJECT_API`. */
export function constantCase(text: string): string {
  return text.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
}
