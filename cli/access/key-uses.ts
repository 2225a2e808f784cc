import { dirname } from 'node:path';
import { grouped } from '../../lib/collections/grouped';
import type { NamedProject } from '../../lib/configuration/configuration';
import { isOfOperator, modelOf } from '../../lib/model/app-model';
import { consumptionsOf } from '../../lib/model/consumption';
import type { Path } from '../../lib/model/field';
import { type ManagedObject, managedAddress } from '../../lib/model/operator-resource';
import type { Resource } from '../../lib/model/resource';
import type { ObjectUse, Workload } from '../../lib/model/workloads';
import type { ReadManifest } from '../manifests/read-manifests';
import { isMadeOfAll, knownKeys, type NeededKey, neededByTemplate, neededByType, neededFor } from './managed-keys';
import { SharedLogins } from './shared-logins';
import { type Source, sourcesOf } from './source';
import type { ToldHosts } from './unknown-host';

/** What stands between Infisical and a service on a laptop, in place of a managed object. */
export const COMPOSE_FILE = 'compose file';

/** One way in which a secret key goes from Infisical to where it is used. */
export interface KeyUse {
  /** The folder of the manifests: what stands in one folder is for one cluster. */
  readonly folder: string;
  /** Who uses it; absent for a key that only a template needs. */
  readonly workload?: ReadManifest;
  /** Absent for image pull secrets. */
  readonly container?: string;
  /** `template` also for what only the type of the managed Secret asks for. */
  readonly via: ObjectUse['via'] | 'template';
  readonly variable?: string;
  /** The file that has the value, with its folder. */
  readonly file?: string;
  /** The field that names the managed object, in an object that runs no pods: what it does with the key nobody here knows. */
  readonly field?: Path;
  readonly managed: {
    readonly kind: ManagedObject['kind'] | typeof COMPOSE_FILE;
    readonly namespace?: string;
    readonly name: string;
    /** Absent where the whole object is used and nobody can know what is in it. */
    readonly key?: string;
  };
  /** The operator's resource that writes the managed object. */
  readonly resource: ReadManifest;
  readonly sources: readonly Source[];
  /** What must exist in Infisical for it. */
  readonly needs: readonly NeededKey[];
  /** Whether the pod may start without it. */
  readonly optional: boolean;
}

/** Every way that a secret key goes, in the order of the manifests. */
export function keyUsesIn(
  manifests: readonly ReadManifest[],
  projects: readonly NamedProject[] = [],
  settings: ToldHosts = {},
): KeyUse[] {
  const folders = grouped(manifests, ({ folder }) => folder);
  const logins = new SharedLogins(manifests);
  return [...folders].flatMap(([folder, read]) => {
    const above = dirname(folder) === folder ? [] : (folders.get(dirname(folder)) ?? []);
    const ofOperator = above.filter(({ manifest }) => isOfOperator(manifest));
    const shared = [...ofOperator, ...logins.lackedBy([...read, ...ofOperator])];
    return usesInFolder({ folder, own: read, above: shared, settings }, projects);
  });
}

interface Folder {
  readonly folder: string;
  readonly own: readonly ReadManifest[];
  /**
   * The operator's resources in the folder above: nobody knows whether what stands in the inner folder is for another
   * cluster, and nobody shall get a key unseen; and the logins that other folders share.
   */
  readonly above: readonly ReadManifest[];
  readonly settings: ToldHosts;
}

function usesInFolder({ folder, own, above, settings }: Folder, projects: readonly NamedProject[]): KeyUse[] {
  const read = [...own, ...above];
  const inner = new Set(own);
  const resources = read.map(({ manifest, file, isMoved }) => ({ manifest, file, isMoved }));
  const app = modelOf(resources, settings);
  const readByResource = new Map(app.resources.map((one, index) => [one, read[index]]));
  const readOf = (one: Resource) => readByResource.get(one);
  const isInner = (one: Resource) => inner.has(readByResource.get(one) as ReadManifest);
  const written = new Set(app.managedObjects.filter(({ owner }) => isInner(owner.resource)).map(managedAddress));
  const sources = new Map(app.operator.map((owner) => [owner.resource, sourcesOf(owner, app, projects)]));
  const found = (writer: Resource) => ({ resource: readOf(writer), sources: sources.get(writer) ?? [] });
  const used = consumptionsOf(app).flatMap(({ workload, object, uses }) => {
    if (!isInner(object.owner.resource) && written.has(managedAddress(object))) return [];
    const { resource, sources } = found(object.owner.resource);
    if (resource === undefined) return [];
    const about = { folder, workload: readOf(workload.resource), resource, sources };
    return uses.flatMap((use) => usesOfObject(about, workload, object, use));
  });
  const rendered = app.managedObjects.flatMap((object) => {
    if (!isInner(object.owner.resource)) return [];
    const { resource, sources } = found(object.owner.resource);
    if (resource === undefined) return [];
    const own = { folder, via: 'template' as const, managed: managedOf(object), resource, sources, optional: false };
    const field = object.secretType.path;
    return [
      { ...own, needs: neededByTemplate(object, sources) },
      { ...own, needs: neededByType(object, sources), field },
    ].filter(({ needs }) => needs.length > 0);
  });
  return [...used, ...rendered];
}

type About = Pick<KeyUse, 'folder' | 'workload' | 'resource' | 'sources'>;

function usesOfObject(about: About, workload: Workload, object: ManagedObject, use: ObjectUse): KeyUse[] {
  const keys = use.key === undefined ? (knownKeys(object) ?? [undefined]) : [use.key];
  return keys.flatMap((used) =>
    targetsOf(workload, use, used).map(({ key: arriving = used, ...target }) => {
      const key = arriving !== undefined && isMadeOfAll(arriving, object) ? undefined : arriving;
      return {
        ...about,
        ...target,
        via: use.via,
        managed: managedOf(object, key),
        needs: key === undefined ? [] : neededFor(key, object, about.sources),
        optional: use.optional.value === true,
      };
    }),
  );
}

function managedOf({ kind, namespace, name }: ManagedObject, key?: string): KeyUse['managed'] {
  return { kind, namespace: namespace.value, name: name.value ?? '', key };
}

interface Target extends Pick<KeyUse, 'container' | 'variable' | 'file' | 'field'> {
  /** The only key that arrives there, of all that nobody knows. */
  readonly key?: string;
}

/** Where the key arrives: a variable, or a file in each container that mounts the volume. */
function targetsOf(workload: Workload, use: ObjectUse, key: string | undefined): Target[] {
  const { container, via, prefix } = use;
  if (via === 'reference') return [{ field: use.field.path }];
  if (via === 'env') return [{ container, variable: use.variable }];
  if (via === 'envFrom') return [{ container, variable: key === undefined ? undefined : `${prefix}${key}` }];
  if (use.volume === undefined) return [{}];
  return workload.containers.flatMap(({ name, mounts }) =>
    mounts
      .filter(({ volume }) => volume === use.volume)
      .flatMap(({ path, subPath }) =>
        targetIn(path, subPath, use.file ?? key).map((target) => ({ container: name || undefined, ...target })),
      ),
  );
}

/** @param name the file of the key in the volume; absent where it has a file for each key there is */
function targetIn(path: string, subPath: string | undefined, name: string | undefined): Target[] {
  if (subPath === undefined) return [{ file: name === undefined ? path : `${path}/${name}` }];
  if (name === undefined) return [{ file: path, key: subPath }];
  if (subPath === name) return [{ file: path }];
  return name.startsWith(`${subPath}/`) ? [{ file: `${path}/${name.slice(subPath.length + 1)}` }] : [];
}
