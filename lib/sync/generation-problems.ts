import type { PropsProblem } from '../evaluation/app-validation';
import { type InfisicalAuth, InfisicalAuthMethod, type InfisicalSource } from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import { a15Problem, authProblems } from './auth-problems';
import type { ManagedTarget } from './managed-template';

/** What is asked of a sync, in the words of its props. */
interface AskedSync {
  readonly auth: InfisicalAuth | undefined;
  readonly sources: readonly InfisicalSource[];
  /** As they are once all keys are selected. */
  readonly targets: () => readonly ManagedTarget[];
}

/** What was asked of a sync that its API generation cannot do. */
export function generationProblems(sync: AskedSync, generation: ApiGeneration): PropsProblem[] {
  return generation === ApiGeneration.V1BETA1 ? v1beta1Problems(sync) : v1alpha1Problems(sync);
}

function v1alpha1Problems({ auth, sources }: AskedSync): PropsProblem[] {
  const problems: string[] = [];
  if (auth?.method === InfisicalAuthMethod.EXISTING) {
    problems.push(
      'an existing InfisicalAuth needs v1beta1: set generation to ApiGeneration.V1BETA1, or use another auth',
    );
  }
  if (sources.length > 1) {
    problems.push(
      'additionalSources need v1beta1: set generation to ApiGeneration.V1BETA1, or use one sync per source',
    );
  }
  if (sources.some(({ tags }) => tags !== undefined)) {
    problems.push('the tags of a source need v1beta1: set generation to ApiGeneration.V1BETA1, or drop them');
  }
  return problems.map(a15Problem);
}

function v1beta1Problems({ auth, sources, targets }: AskedSync): PropsProblem[] {
  const problems = sources.flatMap(({ secretName }) => {
    const remedy = 'use SecretProjection.SELECTED, or tag the secret and use tags';
    const message = `secretName "${secretName}" of a source has no counterpart in v1beta1: ${remedy}`;
    return secretName === undefined ? [] : [message];
  });
  const raw = targets().flatMap(({ template }) => (template?.includeAll ? template.rawKeys : []));
  return [
    ...authProblems(auth, 'InfisicalAuth'),
    ...problems.map(a15Problem),
    ...raw.map(
      (key): PropsProblem => ({
        rule: 'K8',
        message: `the raw template of "${key}" cannot stand beside all other secrets in v1beta1: use SecretProjection.SELECTED, or compose the value of TemplateValue.key and TemplateValue.text`,
      }),
    ),
  ];
}
