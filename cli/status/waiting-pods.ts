import { grouped } from '../../lib/collections/grouped';
import { fields, list, text } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';

/** A workload with pods that do not start, for want of a key or of an object. */
export interface WaitingWorkload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly pods: number;
  /** What they wait for, in words. */
  readonly words: string;
}

const MISSING: readonly (readonly [RegExp, (found: readonly string[]) => string])[] = [
  [
    /couldn't find key ([\w.-]{1,253}) in (Secret|ConfigMap) (?:[\w.-]{1,253}\/)?([\w.-]{1,253})/,
    ([key, kind, name]) => `the key "${key}" is not in the ${kind} "${name}"`,
  ],
  [
    /(secret|configmap) "([\w.-]{1,253})" not found/,
    ([kind, name]) => `the ${kind === 'secret' ? 'Secret' : 'ConfigMap'} "${name}" does not exist`,
  ],
  [
    /references non-existent (secret|config) key: ([\w.-]{1,253})/,
    ([, key]) => `the key "${key}" of a volume does not exist`,
  ],
];

/** The workloads whose pods wait in CreateContainerConfigError, by what they wait for. */
export function waitingWorkloads(manifests: readonly Manifest[]): WaitingWorkload[] {
  const waits = manifests.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Pod').flatMap(waitsOf);
  const alike = grouped(waits, ({ kind, namespace, name, words }) => JSON.stringify([kind, namespace, name, words]));
  return [...alike.values()].map((group) => {
    const { pod, ...workload } = group[0];
    return { ...workload, pods: new Set(group.map((one) => one.pod)).size };
  });
}

function waitsOf(pod: Manifest): (Omit<WaitingWorkload, 'pods'> & { readonly pod: string })[] {
  const { initContainerStatuses, containerStatuses } = fields(pod.status);
  const statuses = [...list(initContainerStatuses), ...list(containerStatuses)];
  const messages = statuses.flatMap(({ state }) => {
    const { reason, message } = fields(fields(state).waiting);
    return reason === 'CreateContainerConfigError' ? [text(message) ?? ''] : [];
  });
  const { namespace = '', name = '' } = pod.metadata;
  return [...new Set(messages.map(wordsOf))].map((words) => ({ ...ownerOf(pod), namespace, words, pod: name }));
}

function wordsOf(message: string): string {
  for (const [pattern, words] of MISSING) {
    const found = pattern.exec(message);
    if (found !== null) return words(found.slice(1));
  }
  return 'a container cannot be configured: kubectl describe says why';
}

/** The name of a ReplicaSet is that of its Deployment with a hash, that of a Job of a CronJob with a time. */
function ownerOf({ metadata }: Manifest): Pick<WaitingWorkload, 'kind' | 'name'> {
  const { ownerReferences, labels } = fields(metadata);
  const owner = list(ownerReferences).find(({ controller }) => controller === true);
  const { name, kind } = { name: text(owner?.name), kind: text(owner?.kind) };
  if (name === undefined || kind === undefined) return { kind: 'Pod', name: String(metadata.name) };
  const hash = text(fields(labels)['pod-template-hash']);
  if (kind === 'ReplicaSet' && hash !== undefined && name.endsWith(`-${hash}`))
    return { kind: 'Deployment', name: name.slice(0, -hash.length - 1) };
  return { kind, name };
}
