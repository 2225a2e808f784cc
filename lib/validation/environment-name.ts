import type { IConstruct } from 'constructs';

const ENVIRONMENT = Symbol.for('cdk8s-infisical.environment-name');
type Named = IConstruct & { [ENVIRONMENT]?: string };

/** Remembers by which name messages know an app. */
export function declareEnvironment(root: IConstruct, name: string): void {
  Object.defineProperty(root, ENVIRONMENT, { value: name, configurable: true });
}

/** The environment that a construct belongs to; undefined where it has none, or no name. */
export function environmentNameOf({ node: { root } }: IConstruct): string | undefined {
  return (root as Named)[ENVIRONMENT];
}
