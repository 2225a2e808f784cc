import { addressOf, namedObject } from '../../../model/address';
import { type AppModel, perApp } from '../../../model/app-model';
import { mayBeOneObject } from '../../../model/one-object';
import {
  creationPolicyOf,
  type ManagedObject,
  managedAddress,
  type OperatorResource,
} from '../../../model/operator-resource';
import { previousResources } from '../../../model/previous-objects';
import type { ExampleObject } from '../../example';
import { ruleOn, Severity } from '../../rule';

export const M24 = ruleOn('InfisicalDynamicSecret', {
  severity: Severity.ERROR,
  title: 'The Secret of a dynamic secret and its resource change their names together',
  why: 'A lease is written once, into the Secret of that day: under another name the operator makes an empty one and calls it valid until the next lease, while the old one keeps credentials that work. Another resource for the same Secret loses it when the first is deleted.',
  source:
    'operator v0.10.4 to v0.11.7: internal/services/infisicaldynamicsecret/reconciler.go (ReconcileInfisicalDynamicSecret, RenewDynamicSecretLease, HandleLeaseRevocation); seen with v0.11.5',
  bad: { objects: [leasing('new')], previous: [leasing('old')] },
  good: { objects: [leasing('new', 'new')], previous: [leasing('old')] },
  check: ({ resource, managed: [object] }, report, app) => {
    if (object === undefined || !isKnown(object)) return;
    const before = previousLeases(app).byResource.get(addressOf(resource.manifest.kind, resource.manifest.metadata));
    if (before !== undefined) {
      const [from, to] = [placeOf(before), placeOf(object)];
      if (from === to) return;
      report(
        before.name.value === object.name.value ? object.namespace : object.name,
        `the Secret of the lease changes from "${from}" to "${to}", which the operator makes empty and fills with the next lease only, while "${from}" keeps credentials that work: keep the place, or give the InfisicalDynamicSecret another name as well, so that it takes a lease of its own`,
      );
      return;
    }
    const first = previousLeases(app).bySecret.get(managedAddress(object));
    if (first !== undefined && mayBeOneObject(first.owner.resource, resource)) return;
    const loss = first === undefined ? undefined : lossBy(first, app);
    if (first === undefined || loss === undefined) return;
    report(
      object.name,
      `the Secret "${placeOf(object)}" is that of ${namedObject(first.owner.resource.manifest)}, which the app does not have any more: when it is deleted, the operator ${loss}, and this one writes it only with its next lease. Choose another name for the Secret, or keep that of the resource`,
    );
  },
});

function isKnown({ name, namespace }: ManagedObject): boolean {
  return Boolean(name.value && namespace.value);
}

function placeOf({ name, namespace }: ManagedObject): string {
  return `${namespace.value ?? ''}/${name.value ?? ''}`;
}

/** What becomes of the Secret of a resource that is deleted; undefined where it stays as it is. */
function lossBy(object: ManagedObject, app: AppModel): string | undefined {
  const { owner } = object;
  const address = addressOf(owner.kind, owner.resource.manifest.metadata);
  // A second writer of one Secret is told by M5.
  if (leasesOf(app).has(address)) return undefined;
  if (owner.spec.at('leaseRevocationPolicy').raw === 'Revoke') return 'revokes its lease and empties the Secret';
  return creationPolicyOf(object) === 'Owner' ? 'lets the Secret, which it owns, be deleted as well' : undefined;
}

const leasesOf = perApp(
  ({ operator }: AppModel): ReadonlySet<string> =>
    new Set(operator.filter(isLeasing).map(({ kind, resource }) => addressOf(kind, resource.manifest.metadata))),
);

const previousLeases = perApp((app) => {
  const objects = previousResources(app)
    .filter(isLeasing)
    .flatMap(({ managed }) => managed)
    .filter(isKnown);
  const addressOfOwner = ({ owner }: ManagedObject) => addressOf(owner.kind, owner.resource.manifest.metadata);
  return {
    byResource: new Map(objects.map((object) => [addressOfOwner(object), object])),
    bySecret: new Map(objects.map((object) => [managedAddress(object), object])),
  };
});

function isLeasing({ kind }: OperatorResource): boolean {
  return kind === 'InfisicalDynamicSecret';
}

function leasing(secretName: string, name = 'database'): ExampleObject {
  const managedSecretReference = { secretName, secretNamespace: 'shop', creationPolicy: 'Owner' };
  return { kind: 'InfisicalDynamicSecret', metadata: { name }, spec: { managedSecretReference } };
}
