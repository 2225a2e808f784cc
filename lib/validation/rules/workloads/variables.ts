import { repeated } from '../../../collections/repeated';
import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { variableNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { variablesReferredToIn } from '../../../model/variable-reference';
import { variableNamesIn } from '../../../model/workloads';
import { quotedName } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { using, variable } from './using';

export const C4 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'A container sets an environment variable once',
  why: 'Of two variables of one name the last one wins, and "kubectl apply" may drop the other: the API server only warns of it. `secretKeys` makes a variable of each key that it selects.',
  source: 'Kubernetes 1.29 to 1.37: pkg/api/pod/warnings.go (warningsForPodSpecAndMeta)',
  bad: using({ env: [variable('TOKEN'), { name: 'TOKEN', value: 'none' }] }),
  good: using({ env: [variable('TOKEN'), { name: 'TOKEN', value: 'Bearer $(TOKEN)' }] }),
  check: ({ containers }, report) => {
    for (const { name, field } of containers) {
      if (repeated(variableNamesIn(field)).length === 0) continue;
      const variables = field
        .at('env')
        .items()
        .map((variable) => variable.text('name'))
        .filter(({ value }) => value !== undefined);
      const told = new Set<string>();
      for (const [, variable] of repetitionsIn(variables, ({ value }) => value)) {
        const own = variable.value ?? '';
        // One that adds to the one before needs it.
        const value = variable.holder?.text('value').value ?? '';
        if (told.has(own) || variablesReferredToIn(value).includes(own)) continue;
        told.add(own);
        report(variable, `the variable ${quotedName(own)} of container "${name}" is set twice: keep one`);
      }
    }
  },
});

export const C13 = ruleOn('workload', {
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'The name of an environment variable is valid',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateEnv, ValidateEnvFrom); nearly any name since 1.32: pkg/features/kube_features.go (RelaxedEnvironmentVariableValidation)',
  bad: using({ env: [variable('1TOKEN')] }),
  good: using({ env: [variable('TOKEN_1')] }),
  check: ({ containers }, report, { settings: { kubernetesVersion: version } }) => {
    const told =
      version === undefined
        ? ', or, if your cluster has Kubernetes 1.32 or later, set kubernetes.version in cdk8s-infisical.yaml'
        : '';
    const remedyFor = (name: string) => (isAllowedLater(name) ? `rename it${told}` : 'rename it');
    for (const { field } of containers) {
      const variables = field.at('env');
      for (const [i, one] of listAt(variables).entries()) {
        const name = nameIn(one);
        const problem = name === undefined ? undefined : variableNameProblem(name, version);
        const place = problem === undefined ? undefined : variables.at(i, 'name');
        if (name === undefined || place === undefined || place.isUnresolved) continue;
        if (!place.isGiven) report(place, `the environment variable has no name: write one`);
        else report(place, `the name of the environment variable ${quotedName(name)} ${problem}: ${remedyFor(name)}`);
      }
      for (const source of field.at('envFrom').items()) {
        const prefix = source.text('prefix');
        const problem = prefix.value ? variableNameProblem(prefix.value, version) : undefined;
        if (!prefix.value || !problem) continue;
        const remedy = remedyFor(prefix.value).replace('rename it', 'write another');
        report(prefix, `the prefix ${quotedName(prefix.value)} of environment variables ${problem}: ${remedy}`);
      }
    }
  },
});

const isAllowedLater = (name: string) => !isKubernetes(undefined, '1.32') && !variableNameProblem(name, '1.32');

function listAt({ raw }: Field): readonly unknown[] {
  return Array.isArray(raw) ? raw : [];
}

/** The name of a variable, the empty text where there is none; undefined for what is no text: F2 tells of it. */
function nameIn(variable: unknown): string | undefined {
  if (typeof variable !== 'object') return undefined;
  const name: unknown = (variable as { readonly name?: unknown } | null)?.name ?? '';
  return typeof name === 'string' ? name : undefined;
}
