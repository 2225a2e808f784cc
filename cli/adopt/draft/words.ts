import { Call, type Code, Imported, Variable } from '../../typescript/code';

export const LIBRARY = 'cdk8s-infisical';
export const CDK8S = 'cdk8s';
export const CDK8S_PLUS = 'cdk8s-plus-28';

export const THIS = new Variable('this');

export const library = (path: string) => new Imported(LIBRARY, path);
export const cdk8s = (path: string) => new Imported(CDK8S, path);
export const plus = (path: string) => new Imported(CDK8S_PLUS, path);

export const call = (callee: Imported, ...args: Code[]) => new Call(callee, ...args);

/** The object without props that are absent. */
export function props(all: { [prop: string]: Code }): { [prop: string]: Code } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Plain JSON as code. */
export function literal(value: unknown): Code {
  return value as Code;
}

/** The object if it has anything in it. */
export function filled(value: { [prop: string]: Code }): { [prop: string]: Code } | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
