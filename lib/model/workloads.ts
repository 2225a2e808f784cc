import { type Field, NOWHERE, type Path, rawIn, textIn } from './field';
import type { ManagedKind } from './kinds';
import { type Pod, podsOf } from './pods';
import { objectOf, type Resource } from './resource';

/** An object that runs pods, whatever its kind is, and one of these; or one that names Secrets for another reason. */
export interface Workload {
  readonly resource: Resource;
  readonly pod: Pod;
  readonly namespace: string | undefined;
  readonly containers: readonly Container[];
  readonly autoReload: boolean;
  readonly reloadAnnotations: ReloadAnnotations;
  /** Those of Secrets first. */
  readonly uses: readonly ObjectUse[];
}

interface Container {
  readonly field: Field;
  readonly name: string;
  readonly image: Field<string>;
  readonly mounts: readonly Mount[];
}

/** A volume, or a part of it, in the file system of a container. */
interface Mount {
  readonly field: Field;
  readonly volume: string;
  readonly path: string;
  readonly subPath?: string;
}

/** The auto-reload annotation where it counts and where it does not. */
interface ReloadAnnotations {
  readonly workload: Field;
  readonly pod: Field;
}

/** One place where a workload refers to a Secret or ConfigMap. */
export interface ObjectUse {
  readonly kind: ManagedKind;
  readonly name: string;
  /** Where it names the object. */
  readonly field: Field<string>;
  /** The key that is used; absent where the whole object is. */
  readonly key?: string;
  /** Where it names the key, or the object where it takes the whole. */
  readonly keyField: Field;
  readonly via: 'env' | 'envFrom' | 'volume' | 'projected' | 'driver' | 'imagePullSecrets' | 'reference';
  /** Whether an init container uses it; false for volumes, which all containers can. */
  readonly init: boolean;
  /** Whether the pod may start without it. */
  readonly optional: Field<boolean>;
  readonly isOptional: boolean;
  /** Whether a container mounts a part of the volume, which Kubernetes then never updates. */
  readonly subPath: boolean;
  /** What every variable of an `envFrom` starts with. */
  readonly prefix: string;
  /** The container that uses it; absent for volumes and image pull secrets, which belong to the pod. */
  readonly container?: string;
  /** The variable that gets the key. */
  readonly variable?: string;
  /** The volume that holds it. */
  readonly volume?: string;
  /** The file of the volume that holds the key, where it does not have the name of the key. */
  readonly file?: string;
}

export const AUTO_RELOAD_ANNOTATION = 'secrets.infisical.com/auto-reload';

/** The workloads of an object: one for each of its pods. */
export function workloadsOf(resource: Resource): Workload[] {
  return podsOf(resource.manifest, objectOf(resource)).map((pod) => workloadOf(resource, pod));
}

function workloadOf(resource: Resource, pod: Pod): Workload {
  const reload = objectOf(resource).at('metadata', 'annotations', AUTO_RELOAD_ANNOTATION);
  return {
    resource,
    pod,
    namespace: resource.isMoved ? undefined : resource.manifest.metadata.namespace,
    autoReload: reload.raw === 'true',
    reloadAnnotations: { workload: reload, pod: pod.metadata.at('annotations', AUTO_RELOAD_ANNOTATION) },
    containers: [...pod.initContainers, ...pod.containers].map(containerAt),
    uses: usesIn(pod),
  };
}

function containerAt(field: Field): Container {
  return {
    field,
    name: textIn(field.raw, 'name') ?? '',
    image: field.text('image'),
    mounts: itemsOf(field, 'volumeMounts').flatMap(mountAt),
  };
}

/** The names of the variables of a container. */
export function variableNamesIn(container: Field): string[] {
  return itemsIn(container.raw, 'env').flatMap((variable) => textIn(variable, 'name') ?? []);
}

function mountAt(field: Field): Mount[] {
  const [volume, path] = [field.text('name').value, field.text('mountPath').value];
  if (volume === undefined || path === undefined) return [];
  return [{ field, volume, path, subPath: partOf(field.text('subPath').value ?? '') }];
}

/** The part of a volume that a subPath names, as the file system reads it; undefined for all of it. */
function partOf(subPath: string): string | undefined {
  const names = subPath.split('/').filter((name) => name !== '' && name !== '.');
  // In the folder `..data`, Kubernetes keeps the files to which those of the volume are links.
  return names.length === 0 || names[0].startsWith('..') ? undefined : names.join('/');
}

function itemsOf(field: Field, name: string): Field[] {
  return field.at(name).items();
}

function itemsIn(holder: unknown, name: string): readonly unknown[] {
  const items = rawIn(holder, name);
  return Array.isArray(items) ? items : [];
}

/** How something is used, whatever it is. */
type About = Pick<ObjectUse, 'via'> & Partial<Pick<ObjectUse, 'init' | 'subPath' | 'prefix' | 'container' | 'volume'>>;

/** A use whose places are made when somebody asks: there are many, and few of them are told of. */
class Use implements ObjectUse {
  public constructor(
    public readonly kind: ManagedKind,
    public readonly name: string,
    public readonly key: string | undefined,
    private readonly about: About,
    /** What holds the reference, and where in it. */
    private readonly holder: Field,
    private readonly place: Path,
    public readonly variable?: string,
    private readonly nameField = 'name',
    /** The key of a volume that becomes a file. */
    private readonly item?: Field,
  ) {}

  public get via() {
    return this.about.via;
  }

  public get init() {
    return this.about.init ?? false;
  }

  public get subPath() {
    return this.about.subPath ?? false;
  }

  public get prefix() {
    return this.about.prefix ?? '';
  }

  public get container() {
    return this.about.container;
  }

  public get volume() {
    return this.about.volume;
  }

  public get file() {
    return this.item?.text('path').value;
  }

  public get field() {
    return this.reference.text(this.nameField);
  }

  public get keyField() {
    if (this.key === undefined) return this.field;
    return (this.item ?? this.reference).text('key');
  }

  public get optional() {
    return this.isNeeded ? NOWHERE.flag() : this.reference.flag('optional');
  }

  public get isOptional() {
    if (this.isNeeded) return false;
    let { raw } = this.holder;
    for (const key of this.place) raw = rawIn(raw, key);
    return rawIn(raw, 'optional') === true;
  }

  /** Nothing can say of these that it goes without. */
  private get isNeeded() {
    return this.via === 'driver' || this.via === 'imagePullSecrets';
  }

  private get reference(): Field {
    return this.holder.at(...this.place);
  }
}

/** What is used, by its kind. */
type Uses = Readonly<Record<ManagedKind, ObjectUse[]>>;

function usesIn({ containers, initContainers, volumes, secrets, pullSecrets }: Pod): ObjectUse[] {
  const uses: Uses = { Secret: [], ConfigMap: [] };
  for (const container of initContainers) addUsesInContainer(uses, container, true);
  for (const container of containers) addUsesInContainer(uses, container, false);
  if (volumes.length > 0) {
    const parts = mountedInPart([...containers, ...initContainers]);
    for (const volume of volumes) addUsesInVolume(uses, volume, parts.has(rawIn(volume.raw, 'name')));
  }
  for (const source of secrets) addFiles(uses, 'Secret', source, { via: 'volume' }, 'secretName');
  for (const reference of pullSecrets) addUse(uses, 'Secret', reference, { via: 'imagePullSecrets' });
  return uses.ConfigMap.length === 0 ? uses.Secret : [...uses.Secret, ...uses.ConfigMap];
}

/** The volumes of which a container mounts a part. */
function mountedInPart(containers: readonly Field[]): ReadonlySet<unknown> {
  const mounts = containers.flatMap(({ raw }) => itemsIn(raw, 'volumeMounts'));
  const parts = mounts.filter((mount) => rawIn(mount, 'subPath') || rawIn(mount, 'subPathExpr'));
  return new Set(parts.map((mount) => rawIn(mount, 'name')));
}

/** Where a variable names what it is taken from. */
const KEY_REFERENCES = [
  ['Secret', 'secretKeyRef'],
  ['ConfigMap', 'configMapKeyRef'],
] as const;

function addUsesInContainer(uses: Uses, container: Field, init: boolean): void {
  const { raw } = container;
  const about = { init, container: textIn(raw, 'name') };
  const env = itemsIn(raw, 'env');
  const single: About = { ...about, via: 'env' };
  for (let i = 0; i < env.length; i++) {
    const source = rawIn(env[i], 'valueFrom');
    if (source === undefined || source === null) continue;
    for (const [kind, from] of KEY_REFERENCES) {
      const reference = rawIn(source, from);
      const name = textIn(reference, 'name');
      if (name === undefined) continue;
      const place = ['env', i, 'valueFrom', from];
      const key = textIn(reference, 'key');
      uses[kind].push(new Use(kind, name, key, single, container, place, textIn(env[i], 'name')));
    }
  }
  for (const source of itemsOf(container, 'envFrom')) {
    const whole: About = { ...about, via: 'envFrom', prefix: textIn(source.raw, 'prefix') };
    addUse(uses, 'Secret', source.at('secretRef'), whole);
    addUse(uses, 'ConfigMap', source.at('configMapRef'), whole);
  }
}

function addUsesInVolume(uses: Uses, volume: Field, subPath: boolean): void {
  const about = { subPath, volume: textIn(volume.raw, 'name') };
  const own: About = { ...about, via: 'volume' };
  addFiles(uses, 'Secret', volume.at('secret'), own, 'secretName');
  addFiles(uses, 'ConfigMap', volume.at('configMap'), own);
  addUsesOfDriver(uses, volume);
  const projected: About = { ...about, via: 'projected' };
  for (const source of itemsOf(volume.at('projected'), 'sources')) {
    addFiles(uses, 'Secret', source.at('secret'), projected);
    addFiles(uses, 'ConfigMap', source.at('configMap'), projected);
  }
}

/** The Secrets that Kubernetes hands to the driver of a volume, and no container sees. */
function addUsesOfDriver(uses: Uses, volume: Field): void {
  for (const [, source] of volume.entries()) {
    addUse(uses, 'Secret', source.at('secretRef'), { via: 'driver' });
    addUse(uses, 'Secret', source.at('nodePublishSecretRef'), { via: 'driver' });
  }
  addUse(uses, 'Secret', volume.at('azureFile'), { via: 'driver' }, 'secretName');
}

/** The keys of a source of a volume that become files. */
function addFiles(uses: Uses, kind: ManagedKind, source: Field, about: About, nameField = 'name'): void {
  const items = itemsOf(source, 'items');
  // An empty list is as none.
  if (items.length === 0) addUse(uses, kind, source, about, nameField);
  for (const item of items) addUse(uses, kind, source, about, nameField, item);
}

function addUse(uses: Uses, kind: ManagedKind, reference: Field, about: About, nameField = 'name', item?: Field): void {
  const name = textIn(reference.raw, nameField);
  if (name === undefined) return;
  const key = item && textIn(item.raw, 'key');
  uses[kind].push(new Use(kind, name, key, about, reference, [], undefined, nameField, item));
}
