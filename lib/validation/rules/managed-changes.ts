import { previousManagedObjects } from '../../model/app-model';
import type { ManagedObject } from '../../model/managed-objects';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** Changes of managed objects that are in the cluster already. */
export const MANAGED_CHANGE_RULES: readonly Rule[] = [
  {
    id: 'M11',
    severity: Severity.WARNING,
    title: 'A managed Secret keeps its type',
    check: ({ managedObjects, settings }, report) => {
      const before = new Map(previousManagedObjects(settings).map((object) => [addressOf(object), object]));
      for (const object of managedObjects) {
        const old = before.get(addressOf(object));
        if (object.kind !== 'Secret' || old === undefined || typeOf(old) === typeOf(object)) continue;
        report(
          object.writer,
          `the type of the managed Secret "${object.name}" stays "${typeOf(old)}" and does not become "${typeOf(object)}", as it is fixed when the Secret is created: delete the Secret, or choose another name`,
        );
      }
    },
  },
  {
    id: 'M14',
    severity: Severity.WARNING,
    title: 'An owned object keeps its owner',
    check: ({ managedObjects, settings }, report) => {
      const owned = new Set(
        previousManagedObjects(settings)
          .filter(({ creationPolicy }) => creationPolicy === 'Owner')
          .map((object) => `${writerOf(object)} ${addressOf(object)}`),
      );
      for (const object of managedObjects) {
        const { writer, kind, name, creationPolicy } = object;
        if (writer.manifest.kind !== 'InfisicalSecret' || creationPolicy === 'Owner') continue;
        if (!owned.has(`${writerOf(object)} ${addressOf(object)}`)) continue;
        report(
          writer,
          `the operator deletes the managed ${kind} "${name}" when its creation policy changes from Owner to Orphan: keep Owner, or choose another name`,
        );
      }
    },
  },
];

function addressOf({ kind, namespace, name }: ManagedObject): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

function writerOf({ writer: { manifest } }: ManagedObject): string {
  const { namespace, name } = manifest.metadata;
  return `${manifest.kind} ${namespace ?? ''}/${name ?? ''}`;
}

function typeOf({ secretType }: ManagedObject): string {
  return secretType || 'Opaque';
}
