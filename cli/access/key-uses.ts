import type { Subject } from '../../lib/validation/subject';
import { viewOf } from '../../lib/validation/view/app-view';
import { consumptionsOf } from '../../lib/validation/view/consumption';
import type { ManagedObject } from '../../lib/validation/view/managed-objects';
import { grouped } from '../../lib/validation/view/per-app';
import type { ObjectUse, Workload } from '../../lib/validation/view/workloads';
import type { ReadManifest } from '../manifests/read-manifests';
import { type KeySource, keySourcesOf } from './key-source';
import { knownKeys, type NeededKey, neededByTemplate, neededFor } from './managed-keys';

/** One way in which a secret key goes from Infisical to where it is used. */
export interface KeyUse {
  /** The folder of the manifests: what stands in one folder is for one cluster. */
  readonly folder: string;
  /** Who uses it; absent for a key that only a template needs. */
  readonly workload?: ReadManifest;
  /** Absent for image pull secrets. */
  readonly container?: string;
  readonly via: ObjectUse['via'] | 'template';
  /** The variable that has the value. */
  readonly variable?: string;
  /** The file that has the value, with its folder. */
  readonly file?: string;
  readonly managed: {
    readonly kind: ManagedObject['kind'];
    readonly namespace?: string;
    readonly name: string;
    /** Absent where the whole object is used and nobody can know what is in it. */
    readonly key?: string;
  };
  /** The operator's resource that writes the managed object. */
  readonly resource: ReadManifest;
  readonly sources: readonly KeySource[];
  /** What must exist in Infisical for it. */
  readonly needs: readonly NeededKey[];
  /** Whether the pod may start without it. */
  readonly optional: boolean;
}

/** Every way that a secret key goes, in the order of the manifests. */
export function keyUsesIn(manifests: readonly ReadManifest[]): KeyUse[] {
  return [...grouped(manifests, ({ folder }) => folder)].flatMap(([folder, read]) => usesInFolder(folder, read));
}

function usesInFolder(folder: string, read: readonly ReadManifest[]): KeyUse[] {
  const app = viewOf(read.map(({ manifest, file }) => ({ manifest, file })));
  const origin = new Map(app.subjects.map((subject, index) => [subject, read[index]]));
  const readOf = (subject: Subject) => origin.get(subject);
  const sources = new Map(app.infisical.map((resource) => [resource, keySourcesOf(resource, app)]));
  const found = (writer: Subject) => ({ resource: readOf(writer), sources: sources.get(writer) ?? [] });
  const used = consumptionsOf(app).flatMap(({ workload, object, uses }) => {
    const { resource, sources } = found(object.writer);
    if (resource === undefined) return [];
    const about = { folder, workload: readOf(workload.subject), resource, sources };
    return uses.flatMap((use) => usesOfObject(about, workload, object, use));
  });
  const rendered = app.managedObjects.flatMap((object) => {
    const { resource, sources } = found(object.writer);
    const needs = neededByTemplate(object, sources);
    if (resource === undefined || needs.length === 0) return [];
    const via = 'template' as const;
    return [{ folder, via, managed: managedOf(object), resource, sources, needs, optional: false }];
  });
  return [...used, ...rendered];
}

type About = Pick<KeyUse, 'folder' | 'workload' | 'resource' | 'sources'>;

function usesOfObject(about: About, workload: Workload, object: ManagedObject, use: ObjectUse): KeyUse[] {
  const keys = use.key === undefined ? (knownKeys(object) ?? [undefined]) : [use.key];
  return keys.flatMap((key) =>
    targetsOf(workload, use, key).map((target) => ({
      ...about,
      ...target,
      via: use.via,
      managed: managedOf(object, key),
      needs: key === undefined ? [] : neededFor(key, object, about.sources),
      optional: use.optional,
    })),
  );
}

function managedOf({ kind, namespace, name }: ManagedObject, key?: string): KeyUse['managed'] {
  return { kind, namespace, name, key };
}

/** Where the key arrives: a variable, or a file in each container that mounts the volume. */
function targetsOf(workload: Workload, use: ObjectUse, key: string | undefined) {
  const { container, via, prefix } = use;
  if (via === 'env') return [{ container, variable: use.variable }];
  if (via === 'envFrom') return [{ container, variable: key === undefined ? undefined : `${prefix}${key}` }];
  if (via === 'imagePullSecrets') return [{}];
  const name = use.file ?? key;
  return workload.containers.flatMap(({ name: holder, mounts }) =>
    mounts
      .filter(({ volume, subPath }) => volume === use.volume && (subPath === undefined || subPath === name))
      .map(({ path, subPath }) => ({
        container: holder,
        file: subPath === undefined && name ? `${path}/${name}` : path,
      })),
  );
}
