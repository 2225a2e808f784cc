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
  Unfollowed,
} from '../../lib/model/delivery/delivery';
import { PlacedObjects } from '../../lib/model/delivery/placed-objects';
import { untoldText, type Wanted, wantedKey } from '../../lib/model/delivery/wanted-key';
import { baseUrl, CLOUD_US } from '../../lib/model/host';
import type { Resource } from '../../lib/model/resource';
import type { ObjectUse, Workload } from '../../lib/model/workloads';
import { quotedKey, quotedText } from '../../lib/text/key-name';
import { listed } from '../../lib/text/listed';
import type { ReadManifest, ReadProblem } from '../manifests/read-manifests';
import { folderOf, idOf } from './folders-to-ask';
import { targetsOf } from './key-targets';
import type { KeyUse } from './key-use';
import type { NeededKey, WantedKey } from './managed-keys';
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

/** The ways of keys that the operator of Infisical has no part in, and what of them nobody can follow, with its place. */
interface DeliveredAccess {
  /** Each need itself, and what workloads take of it. */
  readonly uses: readonly KeyUse[];
  readonly unfollowed: readonly ReadProblem[];
}

export function deliveredAccess(at: DeliveringFolder, projects: readonly NamedProject[]): DeliveredAccess {
  const deliveries = deliveriesOf(at.app);
  if (deliveries.length === 0) return { uses: [], unfollowed: [] };
  const reader = new DeliveredUses(at, projects);
  const inner = deliveries.filter(({ resource }) => at.isInner(resource));
  const uses = [...inner.flatMap((one) => reader.ofDelivery(one)), ...reader.ofWorkloads(deliveries)];
  const unknown = deliveries.flatMap((one) => one.unknown.filter(({ resource }) => at.isInner(resource)));
  return { uses, unfollowed: [...unknown, ...reader.untold].flatMap((one) => unfollowedAt(at, one)) };
}

/** By place, and there by key, what in the cluster writes it to Infisical; by no key, what may write any. */
type WrittenKeys = ReadonlyMap<string, ReadonlyMap<string | undefined, string>>;

/** A key that is written to Infisical, and by what. */
export interface WrittenKey {
  readonly place: string;
  readonly key?: string;
  readonly writer: string;
}

export function writtenKeys({ app }: DeliveringFolder, projects: readonly NamedProject[]): WrittenKey[] {
  return deliveriesOf(app).flatMap(({ resource, writes = [] }) =>
    writes.map(({ source, key }) => {
      const { kind, name } = namedAs(resource);
      return { place: placeId(sourceOf(source, projects)), key, writer: `the ${kind} "${name}"` };
    }),
  );
}

/** The uses, with what writes their keys, were it of whichever folder. */
export function withWriters(uses: readonly KeyUse[], all: readonly WrittenKey[]): readonly KeyUse[] {
  if (all.length === 0) return uses;
  const byPlace = grouped(all, ({ place }) => place);
  const written = new Map(
    [...byPlace].map(([place, keys]) => [place, new Map(keys.map(({ key, writer }) => [key, writer]))]),
  );
  const renamed = new RenamedKeys(written);
  const writerOf = ({ key, sources, wanted }: NeededKey) =>
    wanted === undefined
      ? sources.flatMap((source) => writerAt(written.get(placeId(source)), key)).at(0)
      : wanted.ways
          .flatMap((way) => writerAt(written.get(placeId(way.source)), renamed.keyFor(wanted.name, way)))
          .at(0);
  return uses.map((use) => ({ ...use, needs: use.needs.map((need) => ({ ...need, writtenBy: writerOf(need) })) }));
}

function writerAt(there: ReadonlyMap<string | undefined, string> | undefined, key?: string): string | [] {
  return there?.get(key) ?? there?.get(undefined) ?? [];
}

type Way = WantedKey['ways'][number];

/** What is written to Infisical, by the names that it gets on its way back. */
class RenamedKeys {
  private readonly byName = new Map<Way['nameOf'], ReadonlyMap<string | undefined, string | undefined>>();

  public constructor(private readonly written: WrittenKeys) {}

  public keyFor(name: string, way: Way): string | undefined {
    const known = this.byName.get(way.nameOf) ?? this.namesAt(way);
    this.byName.set(way.nameOf, known);
    return known.get(name);
  }

  private namesAt({ source, nameOf }: Way): ReadonlyMap<string | undefined, string | undefined> {
    const keys = [...(this.written.get(placeId(source))?.keys() ?? [])];
    return new Map(keys.flatMap((key) => (key === undefined ? [] : [[nameOf(key), key]])));
  }
}

function placeId(source: Source): string {
  return idOf(folderOf(source));
}

function sourceOf({ host, ...folder }: DeliverySource, projects: readonly NamedProject[]): Source {
  const source = { ...folder, host: baseUrl(host ?? '') || CLOUD_US, hostAssumed: host === undefined };
  return withKnownSlug<Source>(source, projects);
}

function unfollowedAt({ readOf }: DeliveringFolder, { message, ...place }: Unfollowed): ReadProblem[] {
  const read = readOf(place.resource);
  return read === undefined ? [] : [{ file: read.file, ...placeOf(read, place), message }];
}

function placeOf(read: ReadManifest, { at, lineInText }: Pick<TextPlaceInObject, 'at' | 'lineInText'>) {
  const { line, column } = at.length === 0 ? read : read.placeAt(at, { lineInText });
  return { line, column };
}

class DeliveredUses {
  /** Keys that are taken, and of which nobody can say whether they come. */
  public readonly untold: Unfollowed[] = [];
  private readonly wanted = new Map<DeliveredObject, Map<string, Wanted>>();
  private readonly asked = new Map<DeliveryNeed, NeededKey>();

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
    const placed = new PlacedObjects(written, ({ object: { kind, name, namespace } }) => {
      return { name: `${kind} ${name}`, namespace };
    });
    return this.at.app.workloads
      .filter(({ resource }) => this.at.isInner(resource))
      .flatMap((workload) =>
        workload.uses.flatMap((use) =>
          placed
            .at(`${use.kind} ${use.name}`, workload.namespace)
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
          needs: this.neededFor(key, object),
          lack: lackOf(key, object, delivery),
          optional: use.optional.value === true,
          taking: { workload, use },
        }),
      ),
    );
  }

  private useOf(delivery: Delivery, { workload, needs, lack, taking, ...use }: Use): KeyUse[] {
    const { app, folder, readOf } = this.at;
    const read = readOf(delivery.resource);
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
        inModel: { app, delivery, ...taking },
      },
    ];
  }

  private lacked({ need, key, message }: Lack): NeededKey {
    return { ...this.needed(need), key, matches: undefined, wording: undefined, wanted: undefined, lack: message };
  }

  private neededFor(key: string | undefined, object: DeliveredObject): readonly DeliveryNeed[] {
    const { keys, further = [] } = object;
    if (key === undefined) return further.flatMap(({ needs }) => needs);
    const known = keys.get(key);
    if (known !== undefined) return known;
    const { needs, own, untold } = this.wantedOf(key, object);
    if (untold !== undefined) this.untell(key, object, untold);
    return own === undefined ? needs : [...needs, own];
  }

  /** The same of each who takes the same key, so that they are told of together. */
  private wantedOf(key: string, object: DeliveredObject): Wanted {
    const ofObject = this.wanted.get(object) ?? new Map<string, Wanted>();
    this.wanted.set(object, ofObject);
    const wanted = ofObject.get(key) ?? wantedKey(key, object.further ?? []);
    ofObject.set(key, wanted);
    return wanted;
  }

  private untell(key: string, { kind, name }: DeliveredObject, untold: Unfollowed): void {
    const message = untoldText(untold, key, `the ${kind} ${quotedText(name)}`);
    this.untold.push({ ...untold, message });
  }

  private needed(need: DeliveryNeed): NeededKey {
    const known = this.asked.get(need) ?? this.neededKey(need);
    this.asked.set(need, known);
    return known;
  }

  private neededKey({ source, key = '*', matches, wording, optional, wanted }: DeliveryNeed): NeededKey {
    const about = { key, optional, ...(key === '*' && { matches, wording }) };
    if (wanted === undefined) return { ...about, sources: [sourceOf(source, this.projects)] };
    const ways = wanted.ways.map((way) => ({ ...way, source: sourceOf(way.source, this.projects) }));
    return { ...about, wanted: { ...wanted, ways }, sources: ways.map((way) => way.source) };
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
  readonly taking?: Pick<Taken, 'workload' | 'use'>;
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

function nameOf({ kind, namespace, name }: DeliveredObject): KeyUse['managed'] {
  return { kind, namespace, name };
}

function namedAs({ manifest: { kind, metadata } }: Resource): KeyUse['managed'] {
  return { kind, namespace: metadata.namespace, name: metadata.name ?? '' };
}
