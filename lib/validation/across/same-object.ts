import { grouped } from '../../collections/grouped';
import { managedObjectsOf } from '../../model/app-model';
import { groupOf, isClusterScoped, isOfCluster } from '../../model/cluster-scoped-kinds';
import type { Field } from '../../model/field';
import { suppressionOf } from '../../model/ignored-rules';
import type { Kind } from '../../model/kinds';
import { isNoNamespace } from '../../model/kubernetes-names';
import type { Manifest } from '../../model/manifest';
import { isUnresolved, type ManagedObject } from '../../model/operator-resource';
import { objectOf, type Resource } from '../../model/resource';
import { fewOf } from '../../text/few-of';
import { Severity } from '../severity';
import type { AcrossRule, EnvironmentResources } from './environment';
import type { Placement } from './placement';
import { placementsOf } from './placements';
import { isSameContent } from './same-content';

/** Only in a cluster that is known to be the same: where names are shared, clusters differ as a rule. */
export const E1: AcrossRule = {
  severity: Severity.ERROR,
  title: 'No two environments put one object into the same cluster',
  why: 'Two Applications of Argo CD, or Kustomizations of Flux, that have one object undo what the other does, and prune it for the other; without both the last one to be applied wins. Pods then get the keys of the other environment.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#fail-the-sync-if-a-shared-resource-is-found',
  bad: `new SyncedSecret(stagingChart, 'secrets', { secretPath: '/orders', namespace: 'shop' });
new SyncedSecret(prodChart, 'secrets', { secretPath: '/orders', namespace: 'shop' });`,
  good: `new SyncedSecret(stagingChart, 'secrets', { secretPath: '/orders' });
new SyncedSecret(prodChart, 'secrets', { secretPath: '/orders' });`,
  check: (environments, report) => {
    const placements = placementsOf(environments);
    const objects = environments.flatMap((environment) =>
      (placements.get(environment) ?? []).flatMap((placement) => objectsAt(environment, placement)),
    );
    const shared = [...grouped(objects, ({ address }) => address).values()].filter(isConflict);
    for (const conflicts of grouped(shared, causeOf).values()) {
      const names = namesOf(conflicts[0]);
      const [{ placement }] = conflicts[0];
      const { resource, at } = toldOf(conflicts[0]);
      const what = fewOf(conflicts.map(([{ shown }]) => shown));
      report(
        resource,
        at,
        names,
        `${what} also ${conflicts.length === 1 ? 'belongs' : 'belong'} to ${names.slice(1).join(', ')} in the same cluster (${placement.shown}), so that each undoes what the other does: give each environment a namespace or a cluster of its own`,
      );
    }
  },
};

/** One object of one environment in one cluster. */
interface Placed {
  readonly environment: string;
  readonly placement: Placement;
  readonly resource: Resource;
  /** Where its namespace is named, or else its name. */
  readonly at: Field;
  readonly address: string;
  readonly shown: string;
  /** The object itself; absent for one that the operator makes of it. */
  readonly manifest?: Manifest;
}

function objectsAt({ environment, resources, deployed }: EnvironmentResources, placement: Placement): Placed[] {
  if (deployed === false) return [];
  const placed = (resource: Resource, group: string, kind: string, { name, namespace: own }: Named): Placed[] => {
    const namespace = isClusterScoped({ group, kind }) ? '' : own.value || placement.namespace;
    if (!name.value || namespace === undefined || (namespace !== '' && isNoNamespace(namespace))) return [];
    const shown = `${kind} "${namespace === '' ? '' : `${namespace}/`}${name.value}"`;
    const address = [placement.cluster, group, shown].join(' ');
    return [{ environment, placement, resource, at: own.isEmpty ? name : own, shown, address }];
  };
  return resources.flatMap((resource) => {
    const { apiVersion, kind } = resource.manifest;
    const metadata = objectOf(resource).at('metadata');
    const names = { name: metadata.text('name'), namespace: metadata.text('namespace') };
    const own = placed(resource, groupOf(apiVersion), kind, names);
    const managed = managedObjectsOf(resource).flatMap((one) =>
      isUnresolved(one) ? [] : placed(resource, '', one.kind, one),
    );
    return [...own.map((one) => ({ ...one, manifest: resource.manifest })), ...managed];
  });
}

type Named = Pick<ManagedObject, 'name' | 'namespace'>;

function isConflict(placed: readonly Placed[]): boolean {
  if (namesOf(placed).length < 2) return false;
  const [first, ...others] = placed;
  return !(isShareable(first) && others.every((other) => isSameContent(contentOf(other), contentOf(first))));
}

/** cdk8s gives objects of the cluster the namespace of their chart, too, and the API server takes no notice of it. */
function contentOf({ manifest }: Placed): unknown {
  if (manifest === undefined || !isOfCluster(manifest)) return manifest;
  return { ...manifest, metadata: { ...manifest.metadata, namespace: undefined } };
}

const LOGINS: readonly Kind[] = ['InfisicalConnection', 'InfisicalAuth'];
const RIGHTS: readonly Kind[] = ['ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];

/** What all environments of a namespace or a cluster have to declare alike, such as their common login. */
function isShareable({ manifest, resource }: Placed): boolean {
  if (manifest === undefined) return false;
  const { kind } = manifest;
  if (kind === 'Secret') return isIdentity(objectOf(resource));
  return LOGINS.includes(kind) || RIGHTS.includes(kind) || isOfCluster(manifest);
}

/** The Secret from which v1beta1 takes the id of a machine identity. */
function isIdentity(secret: Field): boolean {
  const keys = ['stringData', 'data'].flatMap((part) => secret.at(part).entries());
  return keys.length === 1 && keys[0][0] === 'identityId';
}

/** The environments, the one that was declared last first: it is the one that was added. */
function namesOf(placed: readonly Placed[]): string[] {
  return [...new Set(placed.map(({ environment }) => environment))].reverse();
}

/** One mistake, a shared namespace, makes all objects of an environment collide. */
function causeOf(placed: readonly Placed[]): string {
  const { resource } = toldOf(placed);
  return JSON.stringify([placed[0].placement.cluster, namesOf(placed), suppressionOf(resource, 'E1') ?? null]);
}

/** That of the environment that was declared last, or one for which the rule is switched off. */
function toldOf(placed: readonly Placed[]): Placed {
  return placed.find(({ resource }) => suppressionOf(resource, 'E1') !== undefined) ?? placed[placed.length - 1];
}
