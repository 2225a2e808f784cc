import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { isOperatorKind, OPERATOR_GROUP } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import { looksLikeCredential, namesCredential } from '../../lib/text/credential-text';
import { asCanonical } from '../comparison/canonical';
import { type Difference, diffTrees } from '../comparison/difference';
import type { DistFolder } from './dist-folders';
import type { LiveState } from './live-state';

/** An object that is not in the cluster as it is in dist. */
export interface DistDifference {
  readonly environment: string;
  readonly folder: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly is: 'missing' | 'different' | 'only there' | 'not known';
  /** The fields that differ, in words. */
  readonly fields: readonly string[];
}

/** What of a folder is not there, is there otherwise, or was not told. */
export function differencesFrom(
  dist: DistFolder,
  live: ReadonlyMap<string, Manifest>,
  state: LiveState,
): DistDifference[] {
  const own = [...dist.objects].flatMap(([identity, wanted]): DistDifference[] => {
    // What a Secret holds is not for anybody to compare.
    if (wanted.apiVersion === 'v1' && wanted.kind === 'Secret') return [];
    const found = live.get(identity);
    if (found === undefined)
      return [{ ...named(dist, wanted), is: isTold(wanted, state) ? 'missing' : 'not known', fields: [] }];
    const fields = differingFields(wanted, found);
    return fields.length === 0 ? [] : [{ ...named(dist, wanted), is: 'different', fields }];
  });
  return [...own, ...onlyThere(dist, live)];
}

function isTold({ apiVersion, kind, metadata }: Manifest, state: LiveState): boolean {
  return state.isWhole({ group: groupOf(apiVersion), kind }, metadata.namespace);
}

/** Syncs that nobody declares: what else is in a namespace may be of anybody. */
function onlyThere(
  { objects, namespaces, ...dist }: DistFolder,
  live: ReadonlyMap<string, Manifest>,
): DistDifference[] {
  return [...live]
    .filter(([identity, { apiVersion, kind, metadata }]) => {
      const isSync = groupOf(apiVersion) === OPERATOR_GROUP && isOperatorKind(kind);
      return isSync && namespaces.has(metadata.namespace ?? '') && !objects.has(identity);
    })
    .map(([, manifest]) => ({ ...named(dist, manifest), is: 'only there', fields: [] }));
}

function named({ environment, folder }: Pick<DistFolder, 'environment' | 'folder'>, { kind, metadata }: Manifest) {
  return { environment, folder, kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
}

/**
 * Where an object does not have what dist says. What it has besides is what API servers, controllers and Argo CD add; of
 * the operator's own resources only the operator adds anything, which the canonical form is without.
 */
export function differingFields(wanted: Manifest, found: Manifest): string[] {
  if (wanted.apiVersion !== found.apiVersion)
    return [`apiVersion: dist has ${wanted.apiVersion}, the cluster ${found.apiVersion}`];
  const isOurs = groupOf(wanted.apiVersion) === OPERATOR_GROUP;
  return diffTrees(asCanonical(wanted), asCanonical(found))
    .filter((one) => one.path[0] !== 'status' && ('was' in one || (isOurs && one.path[0] === 'spec')))
    .map(fieldText);
}

const LONGEST = 80;
/** What may hold values that are nobody's business, whatever they look like. */
const HIDDEN = /(?:^|\.)(?:data|stringData|binaryData|annotations|args|command|env|template)(?:$|[.[])/;

function fieldText({ path, was, is }: Difference): string {
  const shown = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
  const isPodTemplate = shown.replace(/^spec\.(?:jobTemplate\.spec\.)?template\./, '');
  const [wanted, found] = [was, is].map((value) => valueText(value, isPodTemplate));
  if (wanted === undefined || found === undefined) return `${shown} is not the same`;
  return `${shown}: dist has ${wanted}, the cluster ${found}`;
}

function valueText(value: unknown, path: string): string | undefined {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || text.length > LONGEST || HIDDEN.test(path)) return undefined;
  const name = path.split('.').at(-1) ?? '';
  return looksLikeCredential(text) || namesCredential(name) ? undefined : text || '""';
}
