import type { ISecret, RestartPolicy } from 'cdk8s-plus-28';
import type { RunningTime } from '../local/stack/declared-app';
import { AUTO_RELOAD_ANNOTATION } from '../model/workloads';
import type { AskedContainer, AskedPods } from '../pods/asked-pods';
import { environmentOf } from '../pods/container-environment';
import type { KeyedContainerProps } from '../pods/keyed-container-props';
import { podSecurityOf } from '../pods/pod-security';
import { targetsAndKeys } from '../sync/targets-and-keys';
import type { AnyWorkloadProps, WorkloadIdentity } from './workload-identity';

/** What differs between kinds as far as their pods go. */
export interface KindOfWorkload {
  /** The name of the class, for messages. */
  readonly construct: string;
  /** Whether it finds its pods by labels that are written. */
  readonly selects: boolean;
  /** Where the kind has no default. */
  readonly restartPolicy?: RestartPolicy;
  /** Of a kind whose pods end: until when it runs on a laptop. */
  readonly runs?: RunningTime;
}

/** Props that some kinds have and others do not. */
type Asked = AnyWorkloadProps & {
  readonly autoReload?: boolean;
  readonly port?: number;
  readonly spread?: boolean;
  readonly isolate?: boolean;
  readonly restartPolicy?: RestartPolicy;
};

/** What the pods of a workload must be made of. */
export function askedPods(
  props: Asked,
  identity: WorkloadIdentity,
  secret: ISecret | undefined,
  { selects, restartPolicy }: Pick<KindOfWorkload, 'selects' | 'restartPolicy'>,
): AskedPods {
  const { spread, isolate, containers = [] } = props;
  const [main, ...others] = keyedContainers(props, identity).map((one) => askedContainer(one, secret, props));
  return {
    ...metadataOf(props, identity),
    foundBy: selects ? identity.selectorLabels : podLabelsOf(props, identity),
    selects,
    podSecurity: podSecurityOf(props),
    takeOver: props.takeOver ?? false,
    ...{ spread, isolate, restartPolicy: props.restartPolicy ?? restartPolicy },
    pod: props,
    // The restart policy of the workload is that of its pod.
    containers: [{ ...main, restartPolicy: undefined, portNumber: props.port }, ...others.slice(0, containers.length)],
    initContainers: others.slice(containers.length),
  };
}

function askedContainer({ name, props }: NamedContainer, secret: ISecret | undefined, workload: Asked): AskedContainer {
  const { envVariables: _, ...container } = props;
  const keys = targetsAndKeys(props.secretKeys);
  return { ...container, name, variables: environmentOf(props, keys, secret, writesOptional(workload)) };
}

interface NamedContainer {
  readonly name: string;
  readonly props: KeyedContainerProps;
}

/** The main container, those beside it, and init containers: in the order in which they are made. */
export function keyedContainers(
  props: AnyWorkloadProps,
  { container }: Pick<WorkloadIdentity, 'container'>,
): NamedContainer[] {
  const others = [...(props.containers ?? []), ...(props.initContainers ?? [])];
  return [{ name: container, props }, ...others.map((one) => ({ name: one.name, props: one }))];
}

/** Whether `optional: false` stands beside each key. */
export function writesOptional({ writeOptional, takeOver }: AnyWorkloadProps): boolean {
  return writeOptional ?? !takeOver;
}

function metadataOf({ metadata, podMetadata, autoReload }: Asked, identity: WorkloadIdentity) {
  const { name, namespace, labels } = identity;
  return {
    metadata: {
      ...metadata,
      name,
      namespace,
      // What is said of the workload alone holds for it.
      labels: { ...labels, ...metadata?.labels },
      annotations: { ...metadata?.annotations, ...(autoReload && { [AUTO_RELOAD_ANNOTATION]: 'true' }) },
    },
    podMetadata: { ...podMetadata, labels: podLabelsOf({ podMetadata }, identity) },
  };
}

/** What is said of the pods alone holds for them; of what contradicts the selector C16 tells. */
function podLabelsOf({ podMetadata }: Pick<Asked, 'podMetadata'>, { podLabels, selectorLabels }: WorkloadIdentity) {
  return { ...podLabels, ...podMetadata?.labels, ...selectorLabels };
}
