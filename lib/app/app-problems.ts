import type { PropsProblem } from '../evaluation/app-validation';
import { envOrderProblems } from '../sync/env-order';
import type { AppIdentity } from './app-identity';
import { PodSecurityLevel, podSecurityConflicts, podSecurityOf } from '../pods/pod-security';
import { type VariablesFromKeys, variableProblems } from './secret-keys';
import type { SecretSyncedAppProps } from './secret-synced-app-props';

/** What an application was given, and where. */
export interface DeclaredApp {
  /** As they were given, with those of a wrong type. */
  readonly props: SecretSyncedAppProps;
  /** Without those of a wrong type. */
  readonly checked: SecretSyncedAppProps;
  readonly problems: readonly PropsProblem[];
  readonly variables: VariablesFromKeys;
  readonly identity: AppIdentity;
  readonly isInEnvironment: boolean;
}

/** What is wrong with the types of the props, and what only the props of an application show. */
export function problemsOf(app: DeclaredApp): PropsProblem[] {
  const { props, checked, problems, variables, identity } = app;
  return [
    ...problems,
    ...variableProblems(variables, {
      env: Object.keys(checked.env ?? {}),
      envVariables: Object.keys(checked.envVariables ?? {}),
    }),
    ...imageProblems({ ...props }),
    ...secretProblems(app),
    ...securityProblems(checked),
    ...selectorProblems(checked, identity),
    ...orderProblems(checked, variables),
  ];
}

function imageProblems({ image }: Partial<SecretSyncedAppProps>): PropsProblem[] {
  // What is no text has been told.
  if (typeof image === 'string' ? image.trim() !== '' : image !== undefined) return [];
  return [
    { rule: 'N5', message: 'the application has no image: set image, for example "registry.example.com/api:1.0"' },
  ];
}

function secretProblems({ props, problems, isInEnvironment }: DeclaredApp): PropsProblem[] {
  const { secret, sync, secretPath } = { ...props };
  const ways = Object.entries({ secret, sync, secretPath }).flatMap(([prop, value]) =>
    value === undefined ? [] : prop,
  );
  // The one that is missing may be the one that is misspelt.
  if (ways.length === 1 || (ways.length === 0 && problems.some(isMisspelt))) return [];
  const found = ways.length === 0 ? 'none' : ways.join(' and ');
  const message = `give exactly one of secret (shared), sync (its own) and secretPath (its own, of that path in the environment), found ${found}${ways.length === 0 && isInEnvironment ? `: write for example secretPath: '/'` : ''}`;
  return [{ rule: 'C14', message }];
}

function isMisspelt({ message }: PropsProblem): boolean {
  return /^there is no prop "[^"]*": did you mean "(?:secret|sync|secretPath)"\?$/.test(message);
}

function securityProblems(props: SecretSyncedAppProps): PropsProblem[] {
  const level = podSecurityOf(props);
  const others = [...(props.containers ?? []), ...(props.initContainers ?? [])];
  const asked = [
    { who: 'containerSecurityContext', context: props.containerSecurityContext },
    ...others.map(({ name, securityContext }) => ({ who: `the container "${name}"`, context: securityContext })),
  ];
  const conflicts = asked.flatMap(({ who, context }) =>
    podSecurityConflicts(level, context).map((what) => `${who} has ${what}`),
  );
  if (props.hostNetwork && level !== PodSecurityLevel.PRIVILEGED) conflicts.push('the pod has hostNetwork: true');
  return conflicts.map((conflict) => ({
    rule: 'C15',
    message: `${conflict}, which podSecurity "${level}" forbids: remove it, or relax podSecurity`,
  }));
}

function orderProblems({ envOrder, env, envVariables }: SecretSyncedAppProps, variables: VariablesFromKeys) {
  const known = [...variables.map(([variable]) => variable), ...Object.keys({ ...env, ...envVariables })];
  return envOrderProblems(envOrder, known, 'name a variable of secretKeys, env or envVariables');
}

function selectorProblems(props: SecretSyncedAppProps, { selectorLabels }: AppIdentity): PropsProblem[] {
  const contradictions = Object.entries({ ...props.labels, ...props.podMetadata?.labels })
    .filter(([label, value]) => Object.hasOwn(selectorLabels, label) && selectorLabels[label] !== value)
    .map(
      ([label, value]) =>
        `the label "${label}: ${value}" contradicts the selector, which has "${selectorLabels[label]}": drop it, or change selectorLabels`,
    );
  const hashed = props.select
    ? ['select: true would put a hash of the path into the selector: use selectorLabels']
    : [];
  return [...hashed, ...contradictions].map((message) => ({ rule: 'C16', message }));
}
