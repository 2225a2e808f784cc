const RESERVED = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static ' +
    'super switch this throw true try typeof undefined var void while with yield arguments async eval globalThis require module exports ' +
    'process app chart scope Object'
  ).split(' '),
);

/** Longer names tell nobody more. */
const LONGEST = 60;

/** Names of one file, none of which is taken twice. */
export class Names {
  private readonly own = new Set<string>();

  /**
   * The first candidate that is free, else the first one with a number.
   *
   * @throws if a candidate can be no name
   */
  public take(...candidates: string[]): string {
    const odd = candidates.find((candidate) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(candidate));
    if (odd !== undefined) throw new Error(`${JSON.stringify(odd)} can be no name in a program`);
    const isFree = (name: string) => !RESERVED.has(name) && !this.own.has(name);
    let name = candidates.find(isFree);
    for (let number = 2; name === undefined; number++) {
      const numbered = `${candidates[0]}${/^[A-Z0-9_]*[A-Z]$/.test(candidates[0]) ? '_' : ''}${number}`;
      if (isFree(numbered)) name = numbered;
    }
    this.own.add(name);
    return name;
  }

  public has(name: string): boolean {
    return this.own.has(name);
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
  return (/^[A-Za-z]/.test(name) ? name : `X${name}`).slice(0, LONGEST);
}

/** `projectApi` as `PROJECT_API`. */
export function constantCase(text: string): string {
  return text.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
}
