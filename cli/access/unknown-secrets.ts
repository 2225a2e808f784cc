import { type AppModel, modelOf } from '../../lib/model/app-model';
import { AbsentNames, type Instead } from '../../lib/model/delivery/absent-name';
import { PlacedObjects } from '../../lib/model/delivery/placed-objects';
import { type SecretWriter, secretWritersByName } from '../../lib/model/delivery/secret-writers';
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
  /** Whether its name is nearly that of a Secret with keys of Infisical: these are most likely the ones that it takes. */
  readonly isSlip: boolean;
}

const BRING_KEYS: readonly ObjectUse['via'][] = ['env', 'envFrom', 'volume', 'projected'];

/** The Secrets of which nothing is proven: whoever writes them, it is not told here. Each once for a namespace. */
export function unknownSecretsIn(manifests: readonly ReadManifest[], uses: readonly KeyUse[]): UnknownSecret[] {
  const app = modelOf(manifests);
  const written = new WrittenSecrets(app);
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
      found.set(id, { name, namespace, workload, at: field.path, ...written.insteadOf(name, namespace) });
    }
  }
  return [...found.values()];
}

/** The Secrets of which the input tells who writes them. */
class WrittenSecrets {
  private readonly placed: PlacedObjects<SecretWriter>;
  private readonly absent: AbsentNames;
  private readonly absentOfInfisical: AbsentNames;

  public constructor(app: AppModel) {
    const all = [...secretWritersByName(app).values()]
      .flatMap((places) => [...places.values()].flat())
      .map(placedWriter);
    this.placed = new PlacedObjects(all, (writer) => writer);
    this.absent = new AbsentNames(all);
    this.absentOfInfisical = new AbsentNames(all.filter(bringsKeys));
  }

  /** What nothing follows although the operator writes it is of another folder. */
  public isThere(name: string, namespace: string | undefined): boolean {
    return this.placed.at(name, namespace).some(({ managed }) => managed === undefined);
  }

  public insteadOf(name: string, namespace: string | undefined): Instead & Pick<UnknownSecret, 'isSlip'> {
    if (this.placed.at(name, namespace).length > 0) return { elsewhere: [], isSlip: false };
    const instead = this.absent.insteadOf({ name, namespace });
    const { near } = this.absentOfInfisical.insteadOf({ name, namespace });
    const isSlip = near !== undefined && instead.elsewhere.length === 0;
    return { ...instead, ...(isSlip && { near }), isSlip };
  }
}

function placedWriter({ namespace, ...writer }: SecretWriter): SecretWriter {
  return namespace === undefined || isSubstituted(namespace) ? writer : { ...writer, namespace };
}

function bringsKeys({ managed, delivered }: SecretWriter): boolean {
  const { keys, further = [] } = delivered ?? { keys: new Map() };
  return managed !== undefined || [...keys.values(), ...further.map(({ needs }) => needs)].some(({ length }) => length);
}

function useId(workload: ReadManifest | undefined, name: string): string {
  return JSON.stringify([workload?.file, workload?.line, workload?.column, name]);
}
