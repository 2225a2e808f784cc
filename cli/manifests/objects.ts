import { type Fields, fields } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';
import type { Path } from '../yaml/kubernetes-yaml';
import { directiveIn } from './patch-directives';
import { isForRendering, PATCH, renderingProblem } from './rendered-folders';

/** An object of a document, or why a part of it is none that kubectl takes. */
export type Placed =
  | { readonly at: Path; readonly manifest: Manifest }
  | { readonly at: Path; readonly problem: string };

/** Whose settings look like objects, and are for no cluster: builds, clusters themselves, catalogues, plugins of kustomize. */
const OTHER_TOOLS =
  /^(?:builtin$|skaffold\/|(?:backstage|eksctl|k3d|kind\.x-k8s|kubeadm\.k8s|kubelet\.config\.k8s|kubeproxy\.config\.k8s)\.io\/)/;

const PARTS_OF_OBJECTS = ['metadata', 'spec', 'items', 'data', 'stringData', 'template'];
const MAX_ITEMS_IN_ITEMS = 20;

/**
 * The objects of a document; those of a list in its place, as kubectl does with whatever has `items`; none for a
 * kustomization that leaves them as they are. undefined if the document is something else.
 */
export function objectsOf(content: unknown, file: string): Placed[] | undefined {
  if (isForRendering(content, file)) {
    const problem = renderingProblem(content, file);
    return problem === undefined ? [] : [{ at: [], problem }];
  }
  if (Array.isArray(content)) {
    if (content.length > 0 && content.every(isChange)) return [{ at: [], problem: PATCH }];
    return content.some(claimsToBeObject)
      ? [{ at: [], problem: 'objects stand in a plain list: write kind: List' }]
      : undefined;
  }
  return claimsToBeObject(content) ? objectsAt(content, [], 0) : undefined;
}

function objectsAt(content: unknown, at: Path, depth: number): Placed[] {
  const { apiVersion, kind, items, metadata } = fields(content);
  if (!isName(apiVersion))
    return [{ at, problem: `it is no Kubernetes object: its apiVersion is ${lackOf(apiVersion)}` }];
  if (!isName(kind)) return [{ at, problem: `it is no Kubernetes object: its kind is ${lackOf(kind)}` }];
  if (items === undefined) {
    // Somebody's own kind may be called so, and its objects have names.
    return kind.endsWith('List') && fields(metadata).name === undefined
      ? [{ at, problem: 'it is a list without items' }]
      : [objectAt(content as Manifest, at)];
  }
  // As Go writes a list without any.
  if (items === null && kind.endsWith('List')) return [];
  if (!Array.isArray(items)) return [{ at: [...at, 'items'], problem: 'the items of a list are no list' }];
  if (depth >= MAX_ITEMS_IN_ITEMS) return [{ at, problem: 'lists stand in lists without end' }];
  return items.flatMap((item: unknown, index) => {
    const place = [...at, 'items', index];
    if (item === null || typeof item !== 'object' || Array.isArray(item)) {
      return [{ at: place, problem: `an item of a list is ${item === null ? 'null' : 'no object'}` }];
    }
    return objectsAt(withTypeOf(item as Fields, apiVersion, kind), place, depth + 1);
  });
}

function objectAt(manifest: Manifest, at: Path): Placed {
  const directive = directiveIn(manifest);
  return directive === undefined ? { at, manifest } : { at: [...at, ...directive], problem: PATCH };
}

/** As kubectl completes the items of a typed list, which have no type of their own. */
function withTypeOf(item: Fields, apiVersion: string, kind: string): Fields {
  const own = [item.apiVersion, item.kind].some((value) => value !== undefined && value !== '');
  return own ? item : { ...item, apiVersion, kind: kind.replace(/List$/, '') };
}

/** Whether somebody means it for the cluster, complete or not. */
function claimsToBeObject(content: unknown): boolean {
  const object = fields(content);
  if (isOfOtherTool(object)) return false;
  const given = ['apiVersion', 'kind'].filter((field) => Object.hasOwn(object, field));
  if (given.length === 2) return true;
  return given.length === 1 && PARTS_OF_OBJECTS.some((field) => Object.hasOwn(object, field));
}

const CHANGES = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

/** Whether an entry of a list is a change of an object, as RFC 6902 writes them. */
function isChange(content: unknown): boolean {
  const { op, path } = fields(content);
  return CHANGES.some((one) => one === op) && typeof path === 'string' && path.startsWith('/');
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function lackOf(value: unknown): string {
  return value === undefined || value === null || value === '' ? 'missing' : 'no text';
}

function isOfOtherTool({ apiVersion, kind }: Fields): boolean {
  // `v1 Config` is a kubeconfig.
  return typeof apiVersion === 'string' && (OTHER_TOOLS.test(apiVersion) || (apiVersion === 'v1' && kind === 'Config'));
}
