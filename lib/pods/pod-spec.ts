import type { k8s, Workload } from 'cdk8s-plus-28';
import type { AskedPods } from './asked-pods';
import { typedWords } from './kubernetes-words';
import { renderedContainer } from './rendered-container';

/** What Kubernetes assumes anyway, and cdk8s-plus writes out. */
const POD_DEFAULTS = Object.entries({
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  hostNetwork: false,
  // Since 29.
  shareProcessNamespace: false,
  terminationGracePeriodSeconds: 30,
} satisfies Partial<k8s.PodSpec>);

/** The PodSpec of a workload of cdk8s-plus: what was asked for, and what was added to it since. */
export function podSpecOf(
  workload: Workload,
  asked: Pick<AskedPods, 'pod' | 'takeOver' | 'restartPolicy'>,
): k8s.PodSpec {
  const { pod, takeOver, restartPolicy } = asked;
  const rendered = withoutDefaults(workload._toPodSpec());
  const written = (containers: typeof workload.containers, specs: k8s.Container[] = []) =>
    specs.map((spec, i) => renderedContainer(containers[i], spec));
  return Object.assign(rendered, {
    // Also where it is what Kubernetes assumes: a Job must not have that, and rules then say what was written.
    ...(restartPolicy !== undefined && { restartPolicy }),
    automountServiceAccountToken: takeOver ? pod.automountServiceAccountToken : rendered.automountServiceAccountToken,
    enableServiceLinks: pod.enableServiceLinks,
    priorityClassName: pod.priorityClassName,
    nodeSelector: pod.nodeSelector,
    tolerations: both(pod.tolerations, rendered.tolerations),
    affinity: withAffinity(pod.affinity, rendered.affinity),
    topologySpreadConstraints: both(pod.topologySpread),
    setHostnameAsFqdn: pod.dns?.hostnameAsFQDN,
    imagePullSecrets: both(
      rendered.imagePullSecrets,
      pod.imagePullSecrets?.map((name) => ({ name })),
    ),
    volumes: both(typedWords(pod.volumes), rendered.volumes),
    securityContext: podSecurityContext(asked, workload.securityContext._toKube()),
    containers: written(workload.containers, rendered.containers),
    initContainers: rendered.initContainers && written(workload.initContainers, rendered.initContainers),
  });
}

function withoutDefaults(spec: k8s.PodSpec): k8s.PodSpec {
  const fields: Record<string, unknown> = { ...spec };
  for (const [field, value] of POD_DEFAULTS) if (fields[field] === value) fields[field] = undefined;
  return fields as unknown as k8s.PodSpec;
}

/** What the props have, and then what was added by methods of cdk8s-plus. */
function both<T>(asked: readonly T[] = [], added: readonly T[] = []): T[] | undefined {
  return asked.length + added.length > 0 ? [...asked, ...added] : undefined;
}

function withAffinity(asked: k8s.Affinity | undefined, added: k8s.Affinity | undefined): k8s.Affinity | undefined {
  return mergedParts(asked, added) as k8s.Affinity | undefined;
}

/** Lists of both, one after the other. */
function mergedParts(asked: unknown, added: unknown): unknown {
  if (asked === undefined || added === undefined) return asked ?? added;
  if (Array.isArray(asked) && Array.isArray(added)) return [...asked, ...added];
  if (!isObject(asked) || !isObject(added)) return added;
  const fields = new Set([...Object.keys(asked), ...Object.keys(added)]);
  return Object.fromEntries([...fields].map((field) => [field, mergedParts(asked[field], added[field])]));
}

function isObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

function podSecurityContext(
  { pod: { securityContext, seccompProfile } }: Pick<AskedPods, 'pod'>,
  rendered: k8s.PodSecurityContext,
): k8s.PodSecurityContext | undefined {
  if (securityContext === undefined) return seccompProfile && { seccompProfile };
  return {
    ...rendered,
    runAsNonRoot: securityContext.ensureNonRoot,
    fsGroupChangePolicy: securityContext.fsGroupChangePolicy,
    seccompProfile,
  };
}
