import type { AppModel } from '../../app-model';
import { groupOf } from '../../cluster-scoped-kinds';
import type { Field } from '../../field';
import { objectOf, type Resource } from '../../resource';
import { resourcesOfKind } from '../../resources-of-kind';
import type { DeliveredFile, DeliveredObject, Delivery, DeliveryNeed, Unfollowed } from '../delivery';
import { type ClassContent, contentOf } from './class-content';
import { type ClassVolume, type ContainerMount, classVolumes, misspeltDriverProblem } from './class-volumes';
import { mountingsWith } from './mountings';
import { parametersOf } from './parameters';
import {
  absentClass,
  classesAt,
  infisicalClasses,
  isOfInfisical,
  misnamedClasses,
  misnamedProblem,
  type ProviderClass,
  placeOf,
} from './provider-class';

/** What the Secrets Store CSI driver brings from Infisical: files, and Secrets made of them. */
export const secretsStoreDeliveries = (app: AppModel): Delivery[] => [
  ...infisicalClasses(app).map((provider) => deliveryOf(app, provider)),
  ...misnamedClasses(app).map(deliveryOfMisnamed),
  ...resourcesOfKind(app, SECRET_SYNC.kind)
    .filter(isSync)
    .flatMap((resource) => syncDelivery(app, resource)),
  ...classVolumes(app).flatMap((volume) => (volume.classes.length > 0 ? [] : deliveryOfNobody(app, volume))),
  ...classVolumes(app).flatMap(deliveryOfMisspelt),
];

function deliveryOf(app: AppModel, provider: ProviderClass): Delivery {
  const variants = mountingsWith(app, provider);
  const written = provider.secretObjects.flatMap((secret) => {
    const name = secret.text('secretName').value?.trim();
    const keys = secret
      .at('data')
      .items()
      .map((item) => ({ ...namesIn(item, 'key', 'objectName'), field: item }));
    return name ? [{ name, keys }] : [];
  });
  const contents = variants.map(({ content }) => content);
  const { resource, namespace } = provider;
  return {
    resource,
    written: written.map(({ name, keys }) => secretOf(name, namespace, keys, contents)),
    files: variants.flatMap(({ content, volumes }) => volumes.flatMap((volume) => filesIn(content, volume))),
    needs: contents.flatMap(({ needs }) => needs),
    unknown: unique([
      ...contents.flatMap(({ unknown }) => unknown),
      ...written.flatMap(({ name, keys }) => keys.flatMap((key) => unmadeKey(resource, name, key, contents))),
    ]),
  };
}

interface SecretKey {
  readonly key?: string;
  readonly file?: string;
}

function namesIn(item: Field, key: string, file: string): SecretKey {
  // The driver cuts blanks off.
  return { key: item.text(key).value?.trim(), file: item.text(file).value?.trim() };
}

function secretOf(
  name: string,
  namespace: string | undefined,
  keys: readonly SecretKey[],
  contents: readonly ClassContent[],
): DeliveredObject {
  const made = keys.flatMap(({ key, file }): [string, readonly DeliveryNeed[]][] =>
    key && file ? [[key, contents.flatMap((content) => needsOfFile(content, file))]] : [],
  );
  return { kind: 'Secret', name, namespace, keys: new Map(made) };
}

function needsOfFile({ files, fileOfKey }: ClassContent, file: string): readonly DeliveryNeed[] {
  return files.get(file) ?? (fileOfKey === undefined ? [] : [fileOfKey(file)]);
}

/** A key of a Secret whose file the class does not mount: the driver does not write the Secret. */
function unmadeKey(
  resource: Resource,
  name: string,
  { key, file, field }: SecretKey & { readonly field: Field },
  contents: readonly ClassContent[],
): Unfollowed[] {
  const isMissing = file !== undefined && contents.some(({ isWhole, files }) => isWhole && !files.has(file));
  if (!isMissing) return [];
  const message = `the key "${key ?? ''}" of the Secret "${name}" is made of a file that the class does not mount: the driver does not write the Secret`;
  return [{ resource, at: field.at('objectName').path, message }];
}

function filesIn(content: ClassContent, { workload, mounts }: ClassVolume): DeliveredFile[] {
  return mounts.flatMap((mount) => {
    const about = { workload: workload.resource, container: mount.container };
    const whole = content.fileOfKey === undefined ? [] : [{ ...about, path: mount.path, needs: content.needs }];
    const listed = [...content.files].flatMap(([file, needs]) => {
      const path = pathIn(mount, file);
      return path === undefined ? [] : [{ ...about, path, needs }];
    });
    return [...whole, ...listed];
  });
}

/** Where a container sees a file; undefined where it does not. */
function pathIn({ path, subPath, field }: ContainerMount, file: string): string | undefined {
  // What the expression names is known only in the cluster: it may be any.
  if (field.at('subPathExpr').raw) return path;
  if (subPath === undefined) return joinedPath(path, file);
  if (file === subPath) return path;
  return file.startsWith(`${subPath}/`) ? joinedPath(path, file.slice(subPath.length + 1)) : undefined;
}

function joinedPath(folder: string, file: string): string {
  return `${folder.replace(/\/+$/, '')}/${file}`;
}

export const SECRET_SYNC = { apiVersion: 'secret-sync.x-k8s.io/v1alpha1', kind: 'SecretSync' } as const;

function isSync({ manifest: { apiVersion } }: Resource): boolean {
  return groupOf(apiVersion) === groupOf(SECRET_SYNC.apiVersion);
}

/** A SecretSync makes a Secret of the files of a class without any pod that mounts it. */
function syncDelivery(app: AppModel, resource: Resource): Delivery[] {
  const spec = objectOf(resource).at('spec');
  const className = spec.text('secretProviderClassName');
  const namespace = placeOf(resource);
  const all = classesAt(app, className.value ?? '', namespace);
  const classes = all.filter(isOfInfisical);
  // Of another provider it is no matter of ours.
  if (all.length > classes.length) return [];
  const contents = classes.flatMap((one) => contentOf(one, parametersOf(one)));
  const keys = spec
    .at('secretObject', 'data')
    .items()
    .map((item) => namesIn(item, 'targetKey', 'sourcePath'));
  const message = classUnknown(app, className.value, namespace);
  const unknown = contents.length > 0 ? [] : [{ resource, at: className.path, message }];
  const { name = '' } = resource.manifest.metadata;
  const written = contents.length > 0 ? [secretOf(name, namespace, keys, contents)] : [];
  return [{ resource, written, files: [], needs: contents.flatMap(({ needs }) => needs), unknown }];
}

/** Nothing is mounted of a class whose provider the driver does not find, and who meant what by it nobody knows. */
function deliveryOfMisnamed(one: ProviderClass): Delivery {
  const { resource, provider } = one;
  const unknown = [{ resource, at: provider.path, message: misnamedProblem(one) }];
  return { resource, written: [], files: [], needs: [], unknown };
}

/** A volume that no driver mounts. */
function deliveryOfMisspelt({ workload: { resource }, misspeltDriver }: ClassVolume): Delivery[] {
  if (misspeltDriver === undefined) return [];
  const unknown = [{ resource, at: misspeltDriver.path, message: misspeltDriverProblem(misspeltDriver) }];
  return [{ resource, written: [], files: [], needs: [], unknown }];
}

/** A volume of which nobody knows the class: that may be of Infisical. */
function deliveryOfNobody(app: AppModel, { workload: { resource }, className }: ClassVolume): Delivery {
  const unknown = [{ resource, at: className.path, message: classUnknown(app, className.value, placeOf(resource)) }];
  return { resource, written: [], files: [], needs: [], unknown };
}

function classUnknown(app: AppModel, name: string | undefined, namespace: string | undefined): string {
  const what = name === undefined ? 'no SecretProviderClass is named' : absentClass(app, name, namespace);
  return what.endsWith('?') ? what : `${what}: whether it takes keys of Infisical is not known`;
}

function unique(all: readonly Unfollowed[]): Unfollowed[] {
  const told = new Map(all.map((one) => [JSON.stringify([one.at, one.lineInText, one.message]), one]));
  return [...told.values()];
}
