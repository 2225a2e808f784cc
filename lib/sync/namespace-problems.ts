import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../validation/app-validation';
import { declareExplained } from '../validation/subject';
import type { Surroundings } from './surroundings';

/** That a chart of an environment forgot its namespace: once, however many references lack it for that. */
export function namespaceProblems(
  construct: IConstruct,
  { own }: Surroundings,
  object: { readonly what?: string; readonly name: string; readonly namespace?: string },
): PropsProblem[] {
  const { what = 'managed Secret', name, namespace } = object;
  if (namespace !== undefined || own === undefined) return [];
  declareExplained(construct, 'A4', ['A4']);
  const remedy =
    own.namespace === undefined
      ? 'give the environment one with addEnvironment, and write `namespace: env.namespace` in the props of the Chart'
      : 'write `namespace: env.namespace` in the props of the Chart';
  const message = `the ${what} "${name}" has no namespace, and the operator has no default namespace: ${remedy}`;
  return [{ rule: 'A4', message }];
}
