import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { declareExplained, declareToRules } from '../evaluation/declarations';
import { InfisicalProject } from '../gitops';

/** Name and namespace of an InfisicalAuth. */
interface Address {
  readonly name: string;
  readonly namespace: string | undefined;
}

const LOGINS = new WeakMap<InfisicalProject, Address[]>();

/** Remembers a login that a project makes for all its environments. */
export function declareLogin(construct: IConstruct, login: Address): void {
  const project = InfisicalProject._projectAt(construct);
  if (project !== undefined) LOGINS.set(project, [...(LOGINS.get(project) ?? []), login]);
}

/**
 * Remembers that a construct logs in with an InfisicalAuth that is declared elsewhere, and finds the one mistake in that
 * which a project can see: a login of its own of that name, in another namespace (X1).
 */
export function foreignLoginProblems(construct: IConstruct, { name, namespace }: Address): () => PropsProblem[] {
  declareToRules(construct, { hasForeignLogin: true });
  const project = InfisicalProject._projectAt(construct);
  if (project === undefined) return () => [];
  declareExplained(construct, 'X1', ['X1']);
  return () => {
    const namesakes = (LOGINS.get(project) ?? []).filter((login) => login.name === name);
    if (namesakes.length === 0 || namesakes.some((login) => login.namespace === namespace)) return [];
    const elsewhere = namesakes.map((login) => `"${login.namespace}/${login.name}"`).join(', ');
    const message = `it logs in with the InfisicalAuth "${namespace}/${name}", and the project declares ${elsewhere}: say that namespace in InfisicalAuth.existing`;
    return [{ rule: 'X1', message }];
  };
}
