import type { PropsProblem } from '../evaluation/app-validation';
import { envOrderProblems } from '../sync/env-order';
import { targetsAndKeys } from '../sync/targets-and-keys';
import { quotedText } from '../text/key-name';
import type { KeyedContainerProps } from './keyed-container-props';
import type { KeyedPodProps } from './keyed-pod-props';
import type { KeyedSidecarProps } from './keyed-sidecar-props';
import { variableProblems } from './secret-keys';

/** What only the props of a pod's containers show. */
export function containerProblems(pod: KeyedPodProps): PropsProblem[] {
  const others = [...(pod.containers ?? []), ...(pod.initContainers ?? [])];
  return [
    ...variablesProblems(pod),
    ...others.flatMap((container) => within(container, variablesProblems(container))),
    ...orderProblems(pod),
    ...others.flatMap((container) => within(container, orderProblems(container))),
    ...unnamedProblems(pod),
  ];
}

function within({ name }: KeyedSidecarProps, problems: readonly PropsProblem[]): PropsProblem[] {
  if (problems.length === 0) return [];
  const where = name === undefined ? '' : `the container ${quotedText(name)}: `;
  return problems.map(({ rule, message }) => ({ rule, message: `${where}${message}` }));
}

function variablesProblems({ secretKeys, env, envVariables }: KeyedContainerProps): PropsProblem[] {
  return variableProblems(targetsAndKeys(secretKeys), {
    env: Object.keys(env ?? {}),
    envVariables: Object.keys(envVariables ?? {}),
  });
}

function orderProblems({ secretKeys, envOrder, env, envVariables }: KeyedContainerProps): PropsProblem[] {
  if (envOrder === undefined) return [];
  const known = [
    ...targetsAndKeys(secretKeys).map(([variable]) => variable),
    ...Object.keys({ ...env, ...envVariables }),
  ];
  return envOrderProblems(envOrder, known, 'name a variable of secretKeys, env or envVariables');
}

/** Who does not have TypeScript check it may leave out a name, and cdk8s-plus makes one up. */
function unnamedProblems({ containers = [], initContainers = [] }: KeyedPodProps): PropsProblem[] {
  const unnamed = (prop: string, all: readonly KeyedSidecarProps[]) =>
    all.flatMap(({ name }, i) => (name === undefined ? [`${prop}[${i}] has no name: set name`] : []));
  return [...unnamed('containers', containers), ...unnamed('initContainers', initContainers)].map((message) => ({
    rule: 'N5',
    message,
  }));
}
