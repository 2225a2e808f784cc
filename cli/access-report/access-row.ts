import { fields, text } from '../../lib/json/json';
import { pathText } from '../../lib/model/field';
import type { KeyUse } from '../access/key-use';
import type { NeededKey } from '../access/managed-keys';
import type { Source } from '../access/source';
import type { ReadManifest } from '../manifests/read-manifests';
import { printable } from '../terminal/printable';
import { type Folder, folderOf, type Origin } from './folder';
import { shownPath } from './shown-path';

/** An object of the cluster. */
export interface Named {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** The file that declares it; absent for what the operator writes. */
  readonly file?: string;
  /** What stands for it where the file is a rendering. */
  readonly source?: string;
}

/** One key that arrives in one variable or file of one container. Names only. */
export interface AccessRow {
  /** The slug of the environment in Infisical. */
  readonly environment: string;
  /** The folder of the manifests, which is for one cluster. */
  readonly cluster: string;
  /** The workload; the Secret or ConfigMap itself where a template puts the key into it and no workload takes it. */
  readonly holder: Named;
  readonly container?: string;
  readonly via: KeyUse['via'];
  readonly variable?: string;
  readonly file?: string;
  /** The field that names the managed object, where the holder runs no pods. */
  readonly field?: string;
  /** The secret key in Infisical, or that of a lease; absent where the holder gets every key there is. */
  readonly key?: string;
  /** Which of these, where not all: `each key that matches ^BARN_`. */
  readonly wording?: string;
  /** Of a key of which only the name is known that it has in the object, that one: a rule renames keys. */
  readonly renamedTo?: string;
  /** The dynamic secret that is leased. */
  readonly lease?: string;
  /** Where the key comes from: the first one that has it. */
  readonly folders: readonly Folder[];
  /** Those of them that have the key, or what is imported there, as far as the key catalogue knows. */
  readonly origins?: readonly Origin[];
  readonly managed: Named & { readonly key?: string };
  readonly resource: Named;
  /** Whether the holder does without the key if it is missing. */
  readonly optional: boolean;
}

/** The very folders that have a key, of those that it may come from; undefined where nobody knows. */
export type OriginsOf = (key: string, sources: readonly Source[]) => readonly Origin[] | undefined;

/** The rows of a use: a template may need several keys for one variable, and a constant text needs none. */
export function rowsOf(use: KeyUse, originsOf?: OriginsOf): AccessRow[] {
  const about = aboutOf(use);
  if (use.needs.length > 0)
    return use.needs.map((need) => {
      const origins = need.key === '*' ? undefined : originsOf?.(need.key, need.sources);
      return { ...about, ...fieldsOfNeed(need, use), ...(origins && { origins }) };
    });
  const [source] = use.sources;
  const isLease = use.resource.manifest.kind === 'InfisicalDynamicSecret';
  if (use.managed.key !== undefined && !isLease) return [];
  const folders = use.sources.map(folderOf);
  return [
    {
      ...about,
      environment: folders[0]?.environment ?? '',
      key: use.managed.key === undefined ? undefined : printable(use.managed.key),
      lease: isLease ? printable(source?.secretName ?? '') : undefined,
      folders,
      optional: use.optional,
    },
  ];
}

/** Whether the holder gets every key that there is. */
export function isEveryKey({ key, lease, renamedTo }: Pick<AccessRow, 'key' | 'lease' | 'renamedTo'>): boolean {
  return key === undefined && lease === undefined && renamedTo === undefined;
}

/** Whether no workload is there yet: the key only comes into the cluster. */
export function isBetween({ via }: Pick<AccessRow, 'via'>): boolean {
  return via === 'template' || via === 'delivery';
}

/** For people: what the row is about. */
export function keyName({ key, lease, wording }: Pick<AccessRow, 'key' | 'lease' | 'wording'>): string {
  const name = key ?? wording ?? 'every key';
  return lease === undefined ? name : `${name} of the lease ${lease}`;
}

/** Where the key arrives. */
function targetName({ variable, file, field, via }: Pick<AccessRow, 'variable' | 'file' | 'field' | 'via'>): string {
  if (variable !== undefined) return `variable ${variable}`;
  if (field !== undefined) return `field ${field}`;
  if (file !== undefined) return `file ${file}`;
  if (via === 'driver') return 'driver of a volume';
  return via === 'imagePullSecrets' ? 'image pull secret' : via;
}

/** Where a key arrives: the variable or file, with the container where it has another name than its workload. */
export function arrivalText(row: AccessRow): string {
  const { container, holder } = row;
  return `${targetName(row)}${container === undefined || container === holder.name ? '' : ` of ${container}`}`;
}

/** The name of an object: `Deployment shop/api`. */
export function objectName(named: Named): string {
  return `${named.kind} ${qualifiedName(named)}`;
}

/** The name of an object without its kind: `shop/api`. */
export function qualifiedName({ namespace, name }: Named): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function aboutOf({ folder, workload, container, via, variable, file, field, managed, resource }: KeyUse) {
  const object: Named = {
    kind: managed.kind,
    namespace: printableIfAny(managed.namespace),
    name: printable(managed.name),
  };
  return {
    cluster: shownPath(folder),
    holder: workload === undefined ? object : namedOf(workload),
    container: printableIfAny(container),
    via,
    variable: printableIfAny(variable),
    file: printableIfAny(file),
    field: field && printable(pathText(field)),
    managed: { ...object, key: printableIfAny(managed.key) },
    resource: namedOf(resource),
  };
}

function fieldsOfNeed({ key, wording, optional, sources, wanted }: NeededKey, use: KeyUse) {
  const folders = sources.map(folderOf);
  return {
    environment: folders[0]?.environment ?? '',
    ...(key === '*'
      ? { wording: printableIfAny(wording), ...(wanted && { renamedTo: printable(wanted.name) }) }
      : { key: printable(key) }),
    folders,
    optional: optional || use.optional,
  };
}

export function namedOf({ manifest, file, rendered }: ReadManifest): Named {
  const { name, namespace } = fields(manifest.metadata);
  return {
    kind: printable(manifest.kind),
    namespace: printableIfAny(text(namespace)),
    name: printable(text(name) ?? ''),
    file: shownPath(file),
    ...(rendered !== undefined && { source: shownPath(rendered.file) }),
  };
}

function printableIfAny(name: string | undefined): string | undefined {
  return name === undefined ? undefined : printable(name);
}
