import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { declareExplained } from '../evaluation/declarations';
import type { Surroundings } from './surroundings';

/** That a chart of an environment forgot its namespace: once, however many references lack it for that. */
export function namespaceProblems(
  construct: IConstruct,
  { own, hasProblems }: Surroundings,
  namespace: string | undefined,
): PropsProblem[] {
  if (namespace || own === undefined) return [];
  declareExplained(construct, 'A4', ['A4']);
  if (own.namespace === undefined && hasProblems) return [];
  const remedy =
    own.namespace === undefined
      ? 'give the environment one with addEnvironment, and write `namespace: env.namespace` in the props of the Chart'
      : 'write `namespace: env.namespace` in the props of the Chart';
  return [{ rule: 'A4', message: `it has no namespace, and the operator has no default namespace: ${remedy}` }];
}
