import { grouped } from '../../lib/collections/grouped';
import { lastOfEach } from '../../lib/collections/last-of-each';
import type { NamedProject } from '../../lib/configuration/configuration';
import { type AppModel, modelOf } from '../../lib/model/app-model';
import { consumptionsOf } from '../../lib/model/consumption';
import { type ManagedObject, managedAddress } from '../../lib/model/operator-resource';
import type { Resource } from '../../lib/model/resource';
import type { ObjectUse, Workload } from '../../lib/model/workloads';
import type { ReadManifest, ReadManifests, ReadProblem } from '../manifests/read-manifests';
import { type DeliveringFolder, deliveredAccess, type WrittenKey, withWriters, writtenKeys } from './delivered-uses';
import { whyNotAsked } from './filled-in-later';
import { targetsOf } from './key-targets';
import type { KeyUse } from './key-use';
import { isMadeOfAll, knownKeys, neededByTemplate, neededByType, neededFor } from './managed-keys';
import { NeighbouringFolders } from './neighbouring-folders';
import { asResource, SharedLogins } from './shared-logins';
import { type Source, sourcesOf } from './source';
import type { ToldHosts } from './unknown-host';

/** Who uses which key, and what nobody can follow. */
export interface Access {
  readonly uses: readonly KeyUse[];
  readonly unfollowed: readonly ReadProblem[];
  /** What reads a folder whose name is filled in later: `check` asks for none of these, and says so itself. */
  readonly filledInLater: readonly ReadProblem[];
  readonly models: FolderModels;
}

/** The models of those folders to which no other one delivers anything, with the logins that they share. */
export type FolderModels = ReadonlyMap<string, AppModel>;

interface FolderAccess extends Omit<Access, 'models'> {
  /** What the cluster writes to Infisical itself. */
  readonly written: readonly WrittenKey[];
}

/** Every way that a secret key goes, in the order of the manifests. */
export function keyUsesIn(
  manifests: readonly ReadManifest[],
  projects: readonly NamedProject[] = [],
  settings: ToldHosts = {},
): readonly KeyUse[] {
  return accessIn(manifests, projects, settings).uses;
}

/** What nobody can follow is unread, as what nobody can read: with any of it, no gate may say yes. */
export function withUnfollowed(read: ReadManifests, { unfollowed }: Pick<Access, 'unfollowed'>): ReadManifests {
  return { ...read, problems: [...read.problems, ...unfollowed] };
}

/** @param known models that somebody else has made of the same manifests */
export function accessIn(
  manifests: readonly ReadManifest[],
  projects: readonly NamedProject[] = [],
  settings: ToldHosts = {},
  known: FolderModels = new Map(),
): Access {
  const folders = grouped(manifests, ({ folder }) => folder);
  const logins = new SharedLogins(manifests);
  const neighbours = new NeighbouringFolders(folders);
  const models = new Map<string, AppModel>();
  const all = [...folders].map(([folder, own]) => {
    const delivering = neighbours.deliveringTo(folder);
    const read = [...own, ...delivering, ...logins.lackedBy([...own, ...delivering])];
    const app = known.get(folder) ?? modelOf(read.map(asResource), settings);
    if (delivering.length === 0) models.set(folder, app);
    return accessInFolder({ folder, own, read, app }, projects);
  });
  const written = all.flatMap((one) => one.written);
  return {
    uses: withWriters(
      all.flatMap(({ uses }) => uses),
      written,
    ),
    unfollowed: lastOfEach(
      all.flatMap(({ unfollowed }) => unfollowed),
      JSON.stringify,
    ),
    filledInLater: all.flatMap(({ filledInLater }) => filledInLater),
    models,
  };
}

interface Folder {
  readonly folder: string;
  readonly own: readonly ReadManifest[];
  /** With what other folders deliver to it, and the logins that they share. */
  readonly read: readonly ReadManifest[];
  readonly app: AppModel;
}

function accessInFolder({ folder, own, read, app }: Folder, projects: readonly NamedProject[]): FolderAccess {
  const inner = new Set(own);
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
    const about = { folder, app, workload: readOf(workload.resource), resource, sources };
    return uses.flatMap((use) => usesOfObject(about, workload, object, use));
  });
  const rendered = app.managedObjects.flatMap((object) => {
    if (!isInner(object.owner.resource)) return [];
    const { resource, sources } = found(object.owner.resource);
    if (resource === undefined) return [];
    const inModel = { app, object };
    const own = {
      folder,
      via: 'template' as const,
      managed: managedOf(object),
      resource,
      sources,
      optional: false,
      inModel,
    };
    const field = object.secretType.path;
    return [
      { ...own, needs: neededByTemplate(object, sources) },
      { ...own, needs: neededByType(object, sources), field },
    ].filter(({ needs }) => needs.length > 0);
  });
  const delivering: DeliveringFolder = { folder, app, readOf, isInner };
  const delivered = deliveredAccess(delivering, projects);
  return {
    uses: [...used, ...rendered, ...delivered.uses],
    unfollowed: delivered.unfollowed,
    filledInLater: [...sources].flatMap(([resource, at]) => {
      const read = isInner(resource) ? readOf(resource) : undefined;
      return read === undefined ? [] : unaskedIn(read, at);
    }),
    written: writtenKeys(delivering, projects),
  };
}

function unaskedIn({ file, line, column }: ReadManifest, sources: readonly Source[]): ReadProblem[] {
  const [message] = sources.flatMap((source) => whyNotAsked(source) ?? []);
  return message === undefined ? [] : [{ file, line, column, message }];
}

type About = Pick<KeyUse, 'folder' | 'workload' | 'resource' | 'sources'> & { readonly app: AppModel };

function usesOfObject({ app, ...about }: About, workload: Workload, object: ManagedObject, use: ObjectUse): KeyUse[] {
  const keys = use.key === undefined ? (knownKeys(object) ?? [undefined]) : [use.key];
  const inModel = { app, workload, use, object };
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
        inModel,
      };
    }),
  );
}

function managedOf({ kind, namespace, name }: ManagedObject, key?: string): KeyUse['managed'] {
  return { kind, namespace: namespace.value, name: name.value ?? '', key };
}
