import { ownField } from '../../../lib/json/json';
import { diffTrees } from '../../comparison/difference';

type Tree = { readonly [field: string]: unknown };

/** Lists of a pod whose items are told apart by fields, so that a merge changes items and adds others at the end. */
const MERGED: ReadonlyMap<string, readonly string[]> = new Map([
  ['containers', ['name']],
  ['initContainers', ['name']],
  ['ephemeralContainers', ['name']],
  ['volumes', ['name']],
  ['env', ['name']],
  ['imagePullSecrets', ['name']],
  ['hostAliases', ['ip']],
  ['volumeMounts', ['mountPath']],
  ['volumeDevices', ['devicePath']],
  ['ports', ['containerPort', 'protocol']],
  ['topologySpreadConstraints', ['topologyKey']],
  ['resourceClaims', ['name']],
]);

/** As the first item of a list: it is not merged, but replaced. */
const REPLACE = { $patch: 'replace' };

/** What is to be merged into a pod's spec. */
export interface MergePatch {
  readonly patch: Tree;
  /** The fields that it sets or removes, without the numbers of list items: `containers[].stdin`. */
  readonly fields: readonly string[];
}

/**
 * What a strategic merge has to say so that one pod's spec becomes the other; undefined where there is nothing to say.
 *
 * @param was what shall come out, in canonical form
 * @param is what comes out without the patch, in canonical form
 * @param written what shall come out, as it was written
 */
export function mergePatch(was: unknown, is: unknown, written: unknown): MergePatch | undefined {
  const fields: string[] = [];
  const patch = new Merge(fields).object(asTree(was), asTree(is), asTree(written), '');
  return patch && { patch, fields };
}

class Merge {
  public constructor(private readonly fields: string[]) {}

  public object(was: Tree, is: Tree, written: Tree, at: string): Tree | undefined {
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    const patch = names.flatMap((name) => {
      const value = this.value(
        name,
        [was, is, written].map((tree) => ownField(tree, name)),
        `${at}${name}`,
      );
      return value === undefined ? [] : [[name, value] as const];
    });
    return patch.length > 0 ? Object.fromEntries(patch) : undefined;
  }

  private value(name: string, [was, is, written = was]: readonly unknown[], at: string): unknown {
    if (diffTrees(was, is).length === 0) return undefined;
    if (was === undefined) return this.said(at, null);
    if (isTree(was) && isTree(is)) return this.object(was, is, asTree(written), `${at}.`);
    const identity = MERGED.get(name);
    if (!Array.isArray(was) || identity === undefined || (is !== undefined && !Array.isArray(is)))
      return this.said(at, written);
    return this.list(identity, [was, is ?? [], written as readonly unknown[]], at);
  }

  /** Replaced where the items do not stand in the same order; undefined where two of them cannot be told apart. */
  private list(identity: readonly string[], [was, is, written]: readonly (readonly unknown[])[], at: string): unknown {
    const names = was.map((item) => identityOf(item, identity));
    if (new Set(names).size < names.length) return undefined;
    if (is.some((item, index) => identityOf(item, identity) !== names[index]))
      return [REPLACE, ...(this.said(at, written) as unknown[])];
    const items = was.flatMap((item, index) => {
      const own = asTree(written[index]);
      if (index >= is.length) return [this.said(`${at}[]`, own, identity)];
      const patch = this.object(asTree(item), asTree(is[index]), own, `${at}[].`);
      const known = identity.flatMap((name) => (Object.hasOwn(own, name) ? [[name, own[name]] as const] : []));
      return patch === undefined ? [] : [{ ...Object.fromEntries(known), ...patch }];
    });
    return items.length > 0 ? items : undefined;
  }

  /** Remembers the leaves of what is said, but for those by which an item is told apart. */
  private said(at: string, value: unknown, identity: readonly string[] = []): unknown {
    this.fields.push(...leavesOf(value, at).filter((leaf) => !identity.some((name) => leaf === `${at}.${name}`)));
    return value;
  }
}

function identityOf(item: unknown, identity: readonly string[]): string {
  return JSON.stringify(identity.map((name) => ownField(asTree(item), name) ?? (name === 'protocol' ? 'TCP' : null)));
}

/** The places of all values in a tree, without the numbers of list items; of what is empty, its own. */
export function leavesOf(value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Array.isArray(value)
    ? value.flatMap((item) => leavesOf(item, `${at}[]`))
    : Object.entries(value).flatMap(([name, item]) => leavesOf(item, at === '' ? name : `${at}.${name}`));
  return inner.length > 0 || at === '' ? inner : [at];
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asTree(value: unknown): Tree {
  return isTree(value) ? value : {};
}
