import { repeated } from '../../../collections/repeated';
import { variableNameProblem } from '../../../model/kubernetes-names';
import { quotedName } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { using, variable } from './using';

export const C4 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'A container sets an environment variable once',
  why: 'Of two variables of one name the last one wins, and "kubectl apply" may drop the other: the API server only warns of it.',
  source: 'Kubernetes: pkg/api/pod/warnings.go (warningsForPodSpecAndMeta)',
  bad: using({ env: [variable('TOKEN'), { name: 'TOKEN', value: 'none' }] }),
  good: using({ env: [variable('TOKEN'), { name: 'NO_TOKEN', value: 'none' }] }),
  check: ({ containers }, report) => {
    for (const { name, variables } of containers) {
      for (const variable of repeated(variables, ({ value }) => value)) {
        const message = `the variable ${quotedName(variable.value ?? '')} of container "${name}" is set twice: keep one`;
        report(variable, message);
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
    'Kubernetes: pkg/features/kube_features.go (RelaxedEnvironmentVariableValidation, on since 1.32 and for good since 1.34)',
  bad: using({ env: [variable('1TOKEN')] }),
  good: using({ env: [variable('TOKEN_1')] }),
  check: ({ containers }, report, { settings }) => {
    for (const variable of containers.flatMap(({ variables }) => variables)) {
      const name = variable.value ?? '';
      const problem = variableNameProblem(name, settings.kubernetesVersion);
      if (!problem) continue;
      report(variable, `the name of the environment variable ${quotedName(name)} ${problem}: rename it`);
    }
  },
});
