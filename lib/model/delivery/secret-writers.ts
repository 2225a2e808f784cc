import { grouped } from '../../collections/grouped';
import { perApp } from '../app-model';
import type { ManagedObject } from '../operator-resource';
import { isUnplaced, type Resource } from '../resource';
import { deliveriesOf } from './deliveries';
import type { DeliveredObject } from './delivery';

/** Who writes a Secret, of whatever kind, and where as far as that is known. */
export interface SecretWriter {
  readonly resource: Resource;
  readonly name: string;
  readonly namespace?: string;
  /** What another controller than the operator of Infisical writes. */
  readonly delivered?: DeliveredObject;
  /** What the operator of Infisical writes. */
  readonly managed?: ManagedObject;
}

/** Those of one name, by their namespaces; under undefined what may be in any. */
export type WritersOfName = ReadonlyMap<string | undefined, readonly SecretWriter[]>;

/** All of which the app tells that they write a Secret, by its name: manifests, the operator, other ways of delivery. */
export const secretWritersByName = perApp((app): ReadonlyMap<string, WritersOfName> => {
  const manifests = app.resources.flatMap((resource): SecretWriter[] => {
    const { kind, apiVersion, metadata } = resource.manifest;
    if (String(kind) !== 'SealedSecret' && (kind !== 'Secret' || apiVersion !== 'v1')) return [];
    return [{ resource, name: metadata.name ?? '', ...(!isUnplaced(resource) && { namespace: metadata.namespace }) }];
  });
  const managed = app.managedObjects.flatMap((object): SecretWriter[] => {
    if (object.kind !== 'Secret') return [];
    const namespace = object.namespace.value;
    return [
      {
        resource: object.owner.resource,
        name: object.name.value ?? '',
        managed: object,
        ...(namespace && { namespace }),
      },
    ];
  });
  const delivered = deliveriesOf(app).flatMap(({ resource, written }) =>
    written.flatMap((object): SecretWriter[] =>
      object.kind === 'Secret' ? [{ resource, name: object.name, namespace: object.namespace, delivered: object }] : [],
    ),
  );
  const byName = grouped([...manifests, ...managed, ...delivered], ({ name }) => name);
  return new Map([...byName].map(([name, all]) => [name, grouped(all, ({ namespace }) => namespace)]));
});
