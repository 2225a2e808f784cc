import { grouped } from '../../lib/collections/grouped';
import type { NamedProject } from '../../lib/configuration/configuration';
import type { AppModel } from '../../lib/model/app-model';
import { deliveriesOf } from '../../lib/model/delivery/deliveries';
import type {
  DeliveredObject,
  Delivery,
  DeliveryNeed,
  DeliverySource,
  TextPlaceInObject,
} from '../../lib/model/delivery/delivery';
import { baseUrl, CLOUD_US } from '../../lib/model/host';
import type { Resource } from '../../lib/model/resource';
import type { ObjectUse, Workload } from '../../lib/model/workloads';
import { quotedKey } from '../../lib/text/key-name';
import { listed } from '../../lib/text/listed';
import type { ReadManifest, ReadProblem } from '../manifests/read-manifests';
import { folderOf, idOf } from './folders-to-ask';
import { targetsOf } from './key-targets';
import type { KeyUse } from './key-use';
import type { NeededKey } from './managed-keys';
import { withKnownSlug } from './named-projects';
import type { Source } from './source';

/** The manifests of a folder, of which nobody else tells. */
export interface DeliveringFolder {
  readonly folder: string;
  readonly app: AppModel;
  readonly readOf: (resource: Resource) => ReadManifest | undefined;
  /** Whether it stands in the folder itself. */
  readonly isInner: (resource: Resource) => boolean;
}

/** The ways of keys that the operator of Infisical has no part in: each need itself, and what workloads take of it. */
export function deliveredUses(at: DeliveringFolder, projects: readonly NamedProject[]): KeyUse[] {
  const deliveries = deliveriesOf(at.app);
  if (deliveries.length === 0) return [];
  const reader = new DeliveredUses(at, projects);
  const inner = deliveries.filter(({ resource }) => at.isInner(resource));
  return [...inner.flatMap((one) => reader.ofDelivery(one)), ...reader.ofWorkloads(deliveries)];
}

/** By place and key, what in the cluster writes it to Infisical. */
export type WrittenKeys = ReadonlyMap<string, string>;

export function writtenKeys({ app }: DeliveringFolder, projects: readonly NamedProject[]): [string, string][] {
  return deliveriesOf(app).flatMap(({ resource, writes = [] }) =>
    writes.map(({ source, key }): [string, string] => {
      const { kind, name } = namedAs(resource);
      return [placeId(sourceOf(source, projects), key), `the ${kind} "${name}"`];
    }),
  );
}

/** The uses, with what writes their keys, were it of whichever folder. */
export function withWriters(uses: readonly KeyUse[], written: WrittenKeys): readonly KeyUse[] {
  if (written.size === 0) return uses;
  const writerOf = ({ key, sources }: NeededKey) =>
    sources.flatMap((source) => written.get(placeId(source, key)) ?? written.get(placeId(source)) ?? []).at(0);
  return uses.map((use) => ({ ...use, needs: use.needs.map((need) => ({ ...need, writtenBy: writerOf(need) })) }));
}

function placeId(source: Source, key = '*'): string {
  return JSON.stringify([idOf(folderOf(source)), key]);
}

function sourceOf({ host, ...folder }: DeliverySource, projects: readonly NamedProject[]): Source {
  const source = { ...folder, host: baseUrl(host ?? '') || CLOUD_US, hostAssumed: host === undefined };
  return withKnownSlug<Source>(source, projects);
}

/** What nobody can follow to Infisical, with its place. */
export function unfollowedIn({ app, readOf, isInner }: DeliveringFolder): ReadProblem[] {
  return deliveriesOf(app).flatMap(({ unknown }) =>
    unknown.flatMap(({ message, ...place }) => {
      const read = readOf(place.resource);
      return read === undefined || !isInner(place.resource)
        ? []
        : [{ file: read.file, ...placeOf(read, place), message }];
    }),
  );
}

function placeOf(read: ReadManifest, { at, lineInText }: Pick<TextPlaceInObject, 'at' | 'lineInText'>) {
  const { line, column } = at.length === 0 ? read : read.placeAt(at, { lineInText });
  return { line, column };
}

class DeliveredUses {
  public constructor(
    private readonly at: DeliveringFolder,
    private readonly projects: readonly NamedProject[],
  ) {}

  public ofDelivery(delivery: Delivery): KeyUse[] {
    const own = { via: 'delivery', managed: namedAs(delivery.resource) } as const;
    const needs = delivery.needs.map((need) => ({
      ...own,
      field: need.at,
      lineInText: need.lineInText,
      saidBy: this.at.readOf(need.resource),
      needs: [need],
    }));
    const files = delivery.files.map(({ workload, container, path, needs }) => ({
      ...{ via: 'volume' as const, managed: own.managed, workload, container, file: path, needs },
    }));
    return [...needs, ...files].flatMap((one) => this.useOf(delivery, one));
  }

  /** Workloads, by the objects that they take keys from. */
  public ofWorkloads(deliveries: readonly Delivery[]): KeyUse[] {
    const written = deliveries.flatMap((delivery) => delivery.written.map((object) => ({ delivery, object })));
    const byName = grouped(written, ({ object: { kind, name } }) => `${kind} ${name}`);
    return this.at.app.workloads
      .filter(({ resource }) => this.at.isInner(resource))
      .flatMap((workload) =>
        workload.uses.flatMap((use) =>
          (byName.get(`${use.kind} ${use.name}`) ?? [])
            .filter(({ object }) => mayBeIn(object, workload.namespace))
            .flatMap(({ delivery, object }) => this.ofUse({ workload, use, delivery, object })),
        ),
      );
  }

  private ofUse({ workload, use, delivery, object }: Taken): KeyUse[] {
    const keys = use.key === undefined ? [...object.keys.keys(), ...(object.further ? [undefined] : [])] : [use.key];
    return keys.flatMap((used) =>
      targetsOf(workload, use, used).flatMap(({ key = used, ...target }) =>
        this.useOf(delivery, {
          ...target,
          workload: workload.resource,
          via: use.via,
          managed: { ...nameOf(object), key },
          needs: neededFor(key, object),
          lack: lackOf(key, object, delivery),
          optional: use.optional.value === true,
        }),
      ),
    );
  }

  private useOf({ resource }: Delivery, { workload, needs, lack, ...use }: Use): KeyUse[] {
    const { folder, readOf } = this.at;
    const read = readOf(resource);
    if (read === undefined) return [];
    const needed = [...needs.map((need) => this.needed(need)), ...(lack ? [this.lacked(lack)] : [])];
    return [
      {
        ...{ optional: false, ...use },
        folder,
        workload: workload && readOf(workload),
        resource: read,
        sources: needed.flatMap(({ sources }) => sources),
        needs: needed,
      },
    ];
  }

  private lacked({ need, key, message }: Lack): NeededKey {
    return { ...this.needed(need), key, matches: undefined, wording: undefined, lack: message };
  }

  private needed({ source, key, matches, wording, optional }: DeliveryNeed): NeededKey {
    const sources = [sourceOf(source, this.projects)];
    return key === undefined ? { key: '*', matches, wording, optional, sources } : { key, optional, sources };
  }
}

interface Taken {
  readonly workload: Workload;
  readonly use: ObjectUse;
  readonly delivery: Delivery;
  readonly object: DeliveredObject;
}

type Use = Pick<KeyUse, 'via' | 'managed' | 'container' | 'variable' | 'file' | 'field' | 'lineInText' | 'saidBy'> & {
  readonly workload?: Resource;
  readonly needs: readonly DeliveryNeed[];
  readonly lack?: Lack;
  readonly optional?: boolean;
};

/** A key that a workload takes of an object which never has it. */
interface Lack {
  readonly key: string;
  /** One of those that the object is made of. */
  readonly need: DeliveryNeed;
  readonly message: string;
}

function lackOf(
  key: string | undefined,
  { kind, name, keys, further }: DeliveredObject,
  { needs, resource }: Delivery,
) {
  const [need] = needs;
  if (key === undefined || keys.has(key) || further !== undefined || need === undefined) return undefined;
  const has = keys.size === 0 ? 'no key at all' : listed([...keys.keys()].map(quotedKey));
  return { key, need, message: `the ${kind} "${name}" never has it: ${resource.manifest.kind} gives it ${has}` };
}

/** What a key of the object is made of: that of a key which is not known to be there is one of those that nobody knows. */
function neededFor(key: string | undefined, { keys, further }: DeliveredObject): readonly DeliveryNeed[] {
  if (key === undefined) return (further ?? []).flatMap(({ needs }) => needs);
  const known = keys.get(key);
  if (known !== undefined) return known;
  return (further ?? []).flatMap(({ needs, nameOf }) => {
    // Under another name than in Infisical, or from a text that holds several, nobody can ask for it.
    if (nameOf?.(key) !== key) return needs;
    return needs.map((need) => (isFitting(need, key) ? { ...need, key, matches: undefined } : need));
  });
}

function isFitting({ key, matches }: DeliveryNeed, name: string): boolean {
  return key === undefined && (matches === undefined || matches(name));
}

function mayBeIn({ namespace }: DeliveredObject, other: string | undefined): boolean {
  return namespace === undefined || other === undefined || namespace === other;
}

function nameOf({ kind, namespace, name }: DeliveredObject): KeyUse['managed'] {
  return { kind, namespace, name };
}

function namedAs({ manifest: { kind, metadata } }: Resource): KeyUse['managed'] {
  return { kind, namespace: metadata.namespace, name: metadata.name ?? '' };
}
