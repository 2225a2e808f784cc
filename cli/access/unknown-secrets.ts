import { grouped } from '../../lib/collections/grouped';
import { type AppModel, modelOf } from '../../lib/model/app-model';
import { isCopiedBy } from '../../lib/model/copied-secrets';
import { AbsentNames, type Instead, type PlacedName } from '../../lib/model/delivery/absent-name';
import { PlacedObjects } from '../../lib/model/delivery/placed-objects';
import { type SecretWriter, secretWritersByName } from '../../lib/model/delivery/secret-writers';
import { WORKLOAD_KINDS } from '../../lib/model/kinds';
import { objectOf } from '../../lib/model/resource';
import type { ObjectUse } from '../../lib/model/workloads';
import { isSubstituted } from '../../lib/text/substitution';
import type { ReadManifest } from '../manifests/read-manifests';
import type { KeyUse } from './key-use';

/** A Secret that brings keys into a container, and of which nothing in the input says where it comes from. */
export interface UnknownSecret extends Instead {
  readonly name: string;
  readonly namespace?: string;
  readonly workload: ReadManifest;
  readonly at: ObjectUse['field']['path'];
  /**
   * Whether its name is nearly that of a Secret with keys of Infisical, or the very one of such a Secret in another
   * namespace: these are most likely the keys that it takes.
   */
  readonly isSlip: boolean;
}

const BRING_KEYS: readonly ObjectUse['via'][] = ['env', 'envFrom', 'volume', 'projected'];

/** The Secrets of which nothing is proven: whoever writes them, it is not told here. Each once for a namespace. */
export function unknownSecretsIn(manifests: readonly ReadManifest[], uses: readonly KeyUse[]): UnknownSecret[] {
  const app = modelOf(manifests);
  const written = new WrittenSecrets(app, manifests);
  const followed = new Set(uses.map(({ workload, managed }) => useId(workload, managed.name)));
  const readOf = new Map(app.resources.map((resource, index) => [resource, manifests[index]]));
  const found = new Map<string, UnknownSecret>();
  for (const { resource, namespace: own, uses: used } of app.workloads) {
    const workload = readOf.get(resource);
    const namespace = own && !isSubstituted(own) ? own : undefined;
    for (const { kind, name, via, optional, field } of workload === undefined ? [] : used) {
      const isNeeded = kind === 'Secret' && BRING_KEYS.includes(via) && optional.value !== true;
      const id = JSON.stringify([name, namespace]);
      if (!isNeeded || workload === undefined || found.has(id) || followed.has(useId(workload, name))) continue;
      if (written.isThere(name, namespace)) continue;
      found.set(id, { name, namespace, workload, at: field.path, ...written.insteadOf({ name, namespace }, workload) });
    }
  }
  return [...found.values()];
}

/** The Secrets of which the input tells who writes them. */
class WrittenSecrets {
  private readonly placed: PlacedObjects<SecretWriter>;
  private readonly absent: AbsentNames;
  private readonly absentOfInfisical: AbsentNames;

  private readonly brought: ReadonlyMap<string, readonly BroughtSecret[]>;
  private readonly environments: Environments;

  public constructor(app: AppModel, manifests: readonly ReadManifest[]) {
    const folderOf = new Map(app.resources.map((resource, index) => [resource, manifests[index].folder]));
    const all = [...secretWritersByName(app).values()]
      .flatMap((places) => [...places.values()].flat())
      .map(placedWriter);
    this.placed = new PlacedObjects(all, (writer) => writer);
    this.absent = new AbsentNames(all);
    const brought = all.filter(bringsKeys);
    this.absentOfInfisical = new AbsentNames(brought);
    this.brought = grouped(
      brought.filter((writer) => !isCopied(writer)).map((one) => ({ ...one, folder: folderOf.get(one.resource) })),
      ({ name }) => name,
    );
    this.environments = new Environments(manifests);
  }

  /** What nothing follows although the operator writes it is of another folder. */
  public isThere(name: string, namespace: string | undefined): boolean {
    return this.placed.at(name, namespace).some(({ managed }) => managed === undefined);
  }

  public insteadOf(absent: PlacedName, { folder }: ReadManifest): Instead & Pick<UnknownSecret, 'isSlip'> {
    if (this.placed.at(absent.name, absent.namespace).length > 0) return { elsewhere: [], isSlip: false };
    const instead = this.absent.insteadOf(absent);
    const { near } = this.absentOfInfisical.insteadOf(absent);
    if (instead.elsewhere.length > 0) {
      const brought = this.brought.get(absent.name) ?? [];
      return { ...instead, isSlip: brought.some((one) => !this.environments.areTwo(folder, one.folder)) };
    }
    return { ...instead, ...(near !== undefined && { near }), isSlip: near !== undefined };
  }
}

type BroughtSecret = SecretWriter & { readonly folder?: string };

/** Folders with a workload of one name, such as that of each environment: what is in one is not meant by the other. */
class Environments {
  private readonly namesIn: ReadonlyMap<string, ReadonlySet<string>>;

  public constructor(manifests: readonly ReadManifest[]) {
    const workloads = manifests.filter(({ manifest }) => (WORKLOAD_KINDS as readonly string[]).includes(manifest.kind));
    const nameOf = ({ manifest: { kind, metadata } }: ReadManifest) => `${kind} ${metadata?.name}`;
    this.namesIn = new Map(
      [...grouped(workloads, ({ folder }) => folder)].map(([folder, own]) => [folder, new Set(own.map(nameOf))]),
    );
  }

  public areTwo(one: string, other: string | undefined): boolean {
    if (other === undefined || one === other) return false;
    const names = this.namesIn.get(other);
    return [...(this.namesIn.get(one) ?? [])].some((name) => names?.has(name));
  }
}

function placedWriter({ namespace, ...writer }: SecretWriter): SecretWriter {
  return namespace === undefined || isSubstituted(namespace) ? writer : { ...writer, namespace };
}

/** Whether others copy it into more namespaces. */
function isCopied({ resource, managed }: SecretWriter): boolean {
  const object = objectOf(resource);
  const spec = object.at('spec');
  const metadata = [
    object.at('metadata'),
    spec.at('target', 'template', 'metadata'),
    spec.at('externalSecretMetadata'),
    spec.at('externalSecretSpec', 'target', 'template', 'metadata'),
    ...spec.at('secretObjects').items(),
    ...(managed === undefined ? [] : [managed.metadata]),
  ];
  return metadata.some(isCopiedBy);
}

function bringsKeys({ managed, delivered }: SecretWriter): boolean {
  const { keys, further = [] } = delivered ?? { keys: new Map() };
  return managed !== undefined || [...keys.values(), ...further.map(({ needs }) => needs)].some(({ length }) => length);
}

function useId(workload: ReadManifest | undefined, name: string): string {
  return JSON.stringify([workload?.file, workload?.line, workload?.column, name]);
}
