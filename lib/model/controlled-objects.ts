import { addressOf } from './address';
import type { Kind } from './kinds';
import { isLive } from './live-object';
import { objectOf, type Resource } from './resource';

/**
 * What controllers have made of other objects of the app, in an export of a cluster: the ReplicaSets and pods of a
 * Deployment are no workloads of their own.
 */
export function controlledObjectsIn(resources: readonly Resource[]): ReadonlySet<Resource> {
  const candidates = resources.flatMap((resource) => {
    const owner = controllerOf(resource);
    return owner === undefined ? [] : [{ resource, owner }];
  });
  if (candidates.length === 0) return NONE;
  const known = new Set(resources.map(({ manifest: { kind, metadata } }) => addressOf(kind, metadata)));
  const isKnown = ({ kind, namespace, name }: Owner) =>
    known.has(addressOf(kind, { namespace, name })) ||
    makersOf(kind).some((maker) => known.has(addressOf(maker, { namespace, name: name.replace(/-[^-]*$/, '') })));
  return new Set(candidates.flatMap(({ resource, owner }) => (isKnown(owner) ? [resource] : [])));
}

const NONE: ReadonlySet<Resource> = new Set();

/** Whether a controller has made a live object, whatever of. */
export function isControlled(resource: Resource): boolean {
  return controllerOf(resource) !== undefined;
}

/** What makes objects of a kind, under its own name with something behind: an export need not have what is between. */
function makersOf(kind: Kind): readonly Kind[] {
  if (kind === 'ReplicaSet') return ['Deployment', 'Rollout'];
  return kind === 'Job' ? ['CronJob'] : [];
}

interface Owner {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string;
}

function controllerOf(resource: Resource): Owner | undefined {
  if (resource.construct !== undefined) return undefined;
  const owners = objectOf(resource).at('metadata', 'ownerReferences').items();
  const controller = owners.find((owner) => owner.at('controller').raw === true);
  const [kind, name] = [controller?.text('kind').value, controller?.text('name').value];
  if (kind === undefined || name === undefined || !isLive(resource)) return undefined;
  return { kind: kind as Kind, namespace: resource.manifest.metadata.namespace, name };
}
