import { quotedText } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { isSubstituted } from '../../../text/substitution';
import type { Field } from '../../field';
import type { Resource } from '../../resource';
import type { DeliveryNeed, DeliverySource } from '../delivery';
import { tester } from './go-regexp';
import { folderPath } from './stores';
import { isOlderThan } from './versions';

/** What a `find` asks for, as far as anybody can say. */
interface Finding {
  readonly need?: DeliveryNeed;
  /** Whether the keys of the Secret are called as those of Infisical are. */
  readonly hasPlainNames: boolean;
  readonly problem?: string;
  readonly at?: Field;
}

/** Each key of the store's folder whose name matches, as that version of the operator looks for it. */
export function findingOf(
  find: Field,
  store: DeliverySource,
  resource: Resource,
  version: string | undefined,
): Finding {
  if (!find.isObject) return { hasPlainNames: false, problem: `find is ${shown(find.raw)}` };
  const [tags, path, regexp] = [find.at('tags'), find.text('path'), find.text('name', 'regexp')];
  if (tags.isGiven) return { hasPlainNames: false, at: tags, problem: 'Infisical stores find nothing by tags' };
  for (const field of [path, regexp]) {
    if (field.isGiven && (field.value === undefined || isSubstituted(field.value))) {
      return { hasPlainNames: false, at: field, problem: `${String(field.key)} cannot be read` };
    }
  }
  const folder = folderOf(path.value, store, version);
  const needOf = (source: DeliverySource, prefix = ''): Pick<Finding, 'need' | 'problem' | 'at'> => {
    const { value } = regexp;
    const matches = value === undefined ? undefined : tester(value);
    const test = value === undefined ? () => true : matches;
    const need: DeliveryNeed = {
      source,
      ...((value !== undefined || prefix !== '') &&
        test && { matches: (key: string) => key.startsWith(prefix) && test(key) }),
      wording: value === undefined ? 'every key' : `each key that matches ${quotedText(value)}`,
      resource,
      at: (regexp.isGiven ? regexp : path.isGiven ? path : find).path,
      optional: false,
    };
    if (test !== undefined) return { need };
    return { need, at: regexp, problem: `the regular expression ${quotedText(value ?? '')} is not tried here` };
  };
  const found = needOf(folder.source, folder.prefix);
  const problem = folder.problem === undefined ? {} : { at: path, problem: folder.problem };
  return { hasPlainNames: found.problem === undefined, ...found, ...problem };
}

/** Which folder a `find` reads; with a problem where that depends on a version that nobody told. */
function folderOf(
  path: string | undefined,
  store: DeliverySource,
  version: string | undefined,
): { readonly source: DeliverySource; readonly prefix?: string; readonly problem?: string } {
  if (path === undefined) return { source: store };
  if (version !== undefined && isOlderThan(version, '2.2')) return { source: store, prefix: path };
  const later = { ...store, path: folderPath(path) };
  const earlier = sourceBelow(path, store);
  if (version !== undefined && isOlderThan(version, '2.10')) {
    if (earlier !== undefined) return { source: earlier };
    const problem = `find.path is ${quotedText(path)}, which is not below the store's folder: nothing is found`;
    return { source: later, problem };
  }
  if (version !== undefined) return { source: later };
  if (JSON.stringify(later) === JSON.stringify(earlier)) return { source: later };
  const upTo = earlier === undefined ? 'finds nothing' : `reads ${earlier.path}`;
  return {
    source: later,
    problem:
      `find.path is ${quotedText(path)}, which External Secrets 2.2 to 2.9 ${upTo} with, and later ones read as the ` +
      `folder: leave it out, and name the folder in the store's secretsPath`,
  };
}

/** What of a store's folders is left where only those are kept whose path begins with a text. */
function sourceBelow(path: string, store: DeliverySource): DeliverySource | undefined {
  if (store.path.startsWith(path)) return store;
  const isBelow = path.startsWith(store.path === '/' ? '/' : `${store.path}/`);
  return store.recursive && isBelow ? { ...store, path: folderPath(path) } : undefined;
}
