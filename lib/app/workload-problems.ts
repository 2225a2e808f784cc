import type { PropsProblem } from '../evaluation/app-validation';
import { containerProblems } from '../pods/container-problems';
import type { SecretSyncedWorkloadProps } from './secret-synced-workload-props';
import { typedTextProblems } from './typed-texts';
import type { AnyWorkloadProps, WorkloadIdentity } from './workload-identity';

/** What a workload was given, and where. */
export interface GivenWorkload {
  /** As they were given, with those of a wrong type. */
  readonly props: SecretSyncedWorkloadProps;
  /** Without those of a wrong type. */
  readonly checked: AnyWorkloadProps;
  readonly problems: readonly PropsProblem[];
  readonly identity: WorkloadIdentity;
  readonly isInEnvironment: boolean;
}

/** What is wrong with the types of the props, and what only the props of a workload show. */
export function problemsOf(workload: GivenWorkload): PropsProblem[] {
  const { props, checked, problems, identity } = workload;
  return [
    ...problems,
    ...imageProblems(props ?? {}),
    ...secretProblems(workload),
    ...containerProblems(checked),
    ...selectorProblems(checked, identity),
    ...accountProblems(checked),
    ...identityProblems(checked),
    ...typedTextProblems(checked),
  ];
}

function imageProblems({ image }: Partial<SecretSyncedWorkloadProps>): PropsProblem[] {
  // What is no text has been told.
  if (typeof image === 'string' ? image.trim() !== '' : image !== undefined) return [];
  return [{ rule: 'N5', message: 'the workload has no image: set image, for example "registry.example.com/api:1.0"' }];
}

function secretProblems({ props, problems, isInEnvironment }: GivenWorkload): PropsProblem[] {
  const ways = (['secret', 'sync', 'secretPath'] as const).filter((way) => props?.[way] !== undefined);
  // The one that is missing may be the one that is misspelt.
  if (ways.length === 1 || (ways.length === 0 && problems.some(isMisspelt))) return [];
  const found = ways.length === 0 ? 'none' : ways.join(' and ');
  const message = `give exactly one of secret (shared), sync (its own) and secretPath (its own, of that path in the environment), found ${found}${ways.length === 0 && isInEnvironment ? `: write for example secretPath: '/'` : ''}`;
  return [{ rule: 'C14', message }];
}

function isMisspelt({ message }: PropsProblem): boolean {
  return /^there is no prop "[^"]*": did you mean "(?:secret|sync|secretPath)"\?$/.test(message);
}

function selectorProblems(props: AnyWorkloadProps, { selectorLabels }: WorkloadIdentity): PropsProblem[] {
  return Object.entries({ ...props.labels, ...props.podMetadata?.labels })
    .filter(([label, value]) => Object.hasOwn(selectorLabels, label) && selectorLabels[label] !== value)
    .map(([label, value]) => ({
      rule: 'C16',
      message: `the label "${label}: ${value}" contradicts the selector, which has "${selectorLabels[label]}": drop it, or change selectorLabels`,
    }));
}

function accountProblems({ serviceAccount, serviceAccountName }: SecretSyncedWorkloadProps): PropsProblem[] {
  if (serviceAccount === undefined || serviceAccountName === undefined) return [];
  return [{ rule: 'N5', message: 'serviceAccount and serviceAccountName are both given: keep one' }];
}

function identityProblems(props: SecretSyncedWorkloadProps): PropsProblem[] {
  return (['name', 'namespace'] as const)
    .filter((prop) => {
      const [given, ofMetadata] = [props[prop], props.metadata?.[prop]];
      return given !== undefined && ofMetadata !== undefined && given !== ofMetadata;
    })
    .map((prop) => ({ rule: 'N5', message: `${prop} and metadata.${prop} are both given, and differ: keep one` }));
}
