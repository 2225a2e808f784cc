import { grouped } from '../../lib/collections/grouped';
import { fields, list, text } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';

/** What has made a pod; a pod that nothing has made is its own. */
export interface PodOwner {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Tells the workloads of pods, by the ReplicaSets and Jobs between them as far as these were given. */
export function podOwners(manifests: readonly Manifest[]): (pod: Manifest) => PodOwner {
  const between = grouped(
    manifests.filter(({ kind }) => kind === 'ReplicaSet' || kind === 'Job'),
    ({ kind, metadata }) => JSON.stringify([kind, metadata.namespace ?? '', metadata.name]),
  );
  return (pod) => {
    const { namespace = '', name = '' } = pod.metadata;
    const owner = controllerOf(pod);
    if (owner === undefined) return { kind: 'Pod', namespace, name };
    const [made] = between.get(JSON.stringify([owner.kind, namespace, owner.name])) ?? [];
    return { namespace, ...((made && controllerOf(made)) ?? withoutHash(owner, pod)) };
  };
}

/** What has made an object. */
export function controllerOf({ metadata }: Manifest): Pick<PodOwner, 'kind' | 'name'> | undefined {
  const owner = list(fields(metadata).ownerReferences).find(({ controller }) => controller === true);
  const [kind, name] = [text(owner?.kind), text(owner?.name)];
  return kind === undefined || name === undefined ? undefined : { kind, name };
}

/** The name of a ReplicaSet is that of its Deployment with a hash. */
function withoutHash(owner: Pick<PodOwner, 'kind' | 'name'>, { metadata }: Manifest): Pick<PodOwner, 'kind' | 'name'> {
  const hash = text(fields(fields(metadata).labels)['pod-template-hash']);
  if (owner.kind !== 'ReplicaSet' || hash === undefined || !owner.name.endsWith(`-${hash}`)) return owner;
  return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
}
