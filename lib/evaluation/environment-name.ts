import type { IConstruct } from 'constructs';

const ENVIRONMENT = Symbol.for('cdk8s-infisical.environment-name');
const PATH = Symbol.for('cdk8s-infisical.environment-path');
type Named = IConstruct & { [ENVIRONMENT]?: string; [PATH]?: string };

/**
 * Remembers by which name messages know an app.
 *
 * @param folder that of its project, where a program has several
 */
export function declareEnvironment(root: IConstruct, name: string, folder?: string): void {
  Object.defineProperty(root, ENVIRONMENT, { value: name, configurable: true });
  Object.defineProperty(root, PATH, {
    value: folder === undefined ? name : `${folder}/${name}`,
    configurable: true,
  });
}

/** The environment that a construct belongs to; undefined where it has none, or no name. */
export function environmentNameOf({ node: { root } }: IConstruct): string | undefined {
  return (root as Named)[ENVIRONMENT];
}

/** The environment that a construct belongs to, with the folder of its project: no other project of the program has it. */
export function environmentPathOf({ node: { root } }: IConstruct): string | undefined {
  return (root as Named)[PATH];
}
