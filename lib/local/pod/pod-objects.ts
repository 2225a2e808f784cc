import { grouped } from '../../collections/grouped';
import { addressOf } from '../../model/address';
import { type AppModel, perApp } from '../../model/app-model';
import { bytesOfBase64, isBase64 } from '../../model/base64';
import { consumptionsOf } from '../../model/consumption';
import type { Field } from '../../model/field';
import type { ManagedKind } from '../../model/kinds';
import type { ManagedObject } from '../../model/operator-resource';
import { objectOf } from '../../model/resource';
import type { Workload } from '../../model/workloads';
import { quotedKey, quotedObjectName } from '../../text/key-name';
import { literalValue } from '../stack/local-value';
import { type FoundValue, managedKeys, managedValue, type PlacesOf, shownManaged } from './managed-values';
import type { Lack } from './pod-gap';

/** A Secret or ConfigMap that a pod names. */
export interface NamedObject {
  readonly kind: ManagedKind;
  readonly name: string;
  readonly isOptional: boolean;
}

export interface FoundKey {
  readonly key: string;
  readonly found: FoundValue;
}

/** The Secrets and ConfigMaps of a workload's namespace, as far as its program declares them. */
export class PodObjects {
  private readonly managed: ReadonlyMap<string, ManagedObject>;

  /**
   * @param others apps with secrets that the workload uses, too
   */
  public constructor(
    private readonly workload: Workload,
    private readonly app: AppModel,
    private readonly placesOf: PlacesOf,
    others: readonly AppModel[] = [],
  ) {
    const elsewhere = others.flatMap(({ managedObjects }) => managedObjects.filter((one) => this.isNear(one)));
    const own = consumptionsByWorkload(app).get(workload) ?? [];
    const all = [...elsewhere.reverse(), ...own.map(({ object }) => object).reverse()];
    this.managed = new Map(all.map((object) => [`${object.kind} ${object.name.value ?? ''}`, object]));
  }

  /** What a key is on a laptop; undefined where the pod starts without it, or cannot start at all. */
  public valueOf({ kind, name, isOptional }: NamedObject, key: string): FoundValue {
    const managed = this.managed.get(`${kind} ${name}`);
    if (managed !== undefined)
      return managedValue(managed, key, isOptional, this.placesOf) ?? absentKey(kind, name, key, isOptional);
    const map = kind === 'ConfigMap' ? this.configMap(name) : undefined;
    if (map === undefined) return isOptional ? undefined : foreign(kind, name);
    const text = map.text('data', key).value;
    return text === undefined ? absentKey(kind, name, key, isOptional) : { value: literalValue(text) };
  }

  /** All keys of an object: as variables, or also those that can only be files. */
  public keysOf({ kind, name, isOptional }: NamedObject, as: 'variables' | 'files'): readonly FoundKey[] | Lack {
    const managed = this.managed.get(`${kind} ${name}`);
    if (managed !== undefined) return allManaged(managed, isOptional, this.placesOf);
    const map = kind === 'ConfigMap' ? this.configMap(name) : undefined;
    if (map === undefined) return isOptional ? [] : foreign(kind, name);
    const texts = map
      .at('data')
      .entries()
      .map(([key, { raw }]) => ({ key, found: textFound(raw) }));
    return as === 'variables' ? texts : [...texts, ...binaries(map, name)];
  }

  /** A file of an object, which can also be binary. */
  public fileOf(object: NamedObject, key: string): FoundValue {
    const map = object.kind === 'ConfigMap' ? this.configMap(object.name) : undefined;
    const binary = map === undefined ? undefined : binaries(map, object.name).find((one) => one.key === key);
    return binary?.found ?? this.valueOf(object, key);
  }

  private configMap(name: string): Field | undefined {
    return configMapsOf(this.app).get(addressOf('ConfigMap', { name, namespace: this.workload.namespace }));
  }

  private isNear({ namespace }: ManagedObject): boolean {
    return namespace.value === undefined || namespace.value === this.workload.namespace;
  }
}

const consumptionsByWorkload = perApp((app) => grouped(consumptionsOf(app), ({ workload }) => workload));

const configMapsOf = perApp(
  ({ resources }): ReadonlyMap<string, Field> =>
    new Map(
      resources.flatMap((resource) => {
        const { kind, metadata, apiVersion } = resource.manifest;
        return kind === 'ConfigMap' && apiVersion === 'v1' ? [[addressOf(kind, metadata), objectOf(resource)]] : [];
      }),
    ),
);

function allManaged(object: ManagedObject, isOptional: boolean, placesOf: PlacesOf): readonly FoundKey[] | Lack {
  const keys = managedKeys(object);
  if (keys === undefined) {
    return { rule: 'L2', origin: `from ${shownManaged(object)}, of which the program does not say all keys` };
  }
  return keys.map((one) => ({
    key: one.key,
    found: managedValue(object, one.key, isOptional || one.isOptional, placesOf),
  }));
}

function absentKey(kind: ManagedKind, name: string, key: string, isOptional: boolean): FoundValue {
  if (isOptional) return undefined;
  return { rule: 'L4', origin: `from the ${kind} ${quotedObjectName(name)}, which has no key ${quotedKey(key)}` };
}

function foreign(kind: ManagedKind, name: string): Lack {
  const why = kind === 'Secret' ? 'which Infisical does not fill' : 'which the program does not declare';
  return { rule: 'L4', origin: `from the ${kind} ${quotedObjectName(name)}, ${why}` };
}

function textFound(raw: unknown): FoundValue {
  return typeof raw === 'string' ? { value: literalValue(raw) } : undefined;
}

function binaries(map: Field, name: string): FoundKey[] {
  return map
    .at('binaryData')
    .entries()
    .map(([key, { raw }]) => ({ key, found: binaryFound(raw, name) }));
}

/** Text that somebody encoded is text; what else there is, no compose file can hold. */
function binaryFound(raw: unknown, name: string): FoundValue {
  if (typeof raw !== 'string' || !isBase64(raw)) return undefined;
  try {
    const bytes = Uint8Array.from(bytesOfBase64(raw), (character) => character.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return { value: literalValue(text) };
  } catch {
    // It is no text.
  }
  return { rule: 'L4', origin: `from the ConfigMap ${quotedObjectName(name)}, and no text` };
}
