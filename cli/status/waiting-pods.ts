import { grouped } from '../../lib/collections/grouped';
import { fields, list, text } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';
import type { PodOwner } from './pod-owner';

/** A workload with pods that do not start, for want of a key or of an object. */
export interface WaitingWorkload extends PodOwner, Want {
  readonly pods: number;
}

/** What a pod waits for. */
interface Want {
  readonly words: string;
  /** The object that is not as it should be: `Secret shop/orders`. */
  readonly of?: string;
  readonly isAbsent?: boolean;
}

type Found = readonly string[];
type Told = Pick<Want, 'words' | 'isAbsent'> & { readonly kind?: string; readonly name?: string };

const MISSING: readonly (readonly [RegExp, (found: Found) => Told])[] = [
  [
    /couldn't find key ([\w.-]{1,253}) in (Secret|ConfigMap) (?:[\w.-]{1,253}\/)?([\w.-]{1,253})/,
    ([key, kind, name]) => ({ words: `the key "${key}" is not in the ${kind} "${name}"`, kind, name }),
  ],
  [
    /(secret|configmap) "([\w.-]{1,253})" not found/,
    ([word, name]) => {
      const kind = word === 'secret' ? 'Secret' : 'ConfigMap';
      return { words: `the ${kind} "${name}" does not exist`, kind, name, isAbsent: true };
    },
  ],
  [
    /references non-existent (secret|config) key: ([\w.-]{1,253})/,
    ([, key]) => ({ words: `the key "${key}" of a volume does not exist` }),
  ],
];

/** The workloads whose pods wait in CreateContainerConfigError, by what they wait for. */
export function waitingWorkloads(
  manifests: readonly Manifest[],
  ownerOf: (pod: Manifest) => PodOwner,
): WaitingWorkload[] {
  const pods = manifests.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Pod');
  const waits = pods.flatMap((pod) =>
    wantsOf(pod).map((want) => ({ ...ownerOf(pod), ...want, pod: pod.metadata.name ?? '' })),
  );
  const alike = grouped(waits, ({ kind, namespace, name, words }) => JSON.stringify([kind, namespace, name, words]));
  return [...alike.values()].map((group) => {
    const { pod, ...workload } = group[0];
    return { ...workload, pods: new Set(group.map((one) => one.pod)).size };
  });
}

function wantsOf(pod: Manifest): Want[] {
  const { initContainerStatuses, containerStatuses } = fields(pod.status);
  const statuses = [...list(initContainerStatuses), ...list(containerStatuses)];
  const messages = statuses.flatMap(({ state }) => {
    const { reason, message } = fields(fields(state).waiting);
    return reason === 'CreateContainerConfigError' ? [text(message) ?? ''] : [];
  });
  return [...new Set(messages)].map((message) => wantIn(message, pod.metadata.namespace ?? ''));
}

function wantIn(message: string, namespace: string): Want {
  for (const [pattern, told] of MISSING) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const { kind, name, ...want } = told(found.slice(1));
    return { ...want, ...(name !== undefined && { of: `${kind} ${namespace}/${name}` }) };
  }
  return { words: 'a container cannot be configured: kubectl describe says why' };
}
