import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { isOperatorKind, OPERATOR_GROUP } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import { differingFields } from './differing-fields';
import type { DistFolder } from './dist-folders';
import type { LiveState } from './live-state';
import { isPassing } from './passing-objects';

/** An object that is not in the cluster as it is in dist. */
export interface DistDifference {
  readonly environment: string;
  readonly folder: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `not given` is what is not known of a kind that is not the operator's. */
  readonly is: 'missing' | 'different' | 'only there' | 'not known' | 'not given';
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
    if (found === undefined && isPassing(wanted)) return [];
    if (found === undefined) return [{ ...placeIn(dist, wanted), is: absence(wanted, state), fields: [] }];
    const fields = differingFields(wanted, found);
    return fields.length === 0 ? [] : [{ ...placeIn(dist, wanted), is: 'different', fields }];
  });
  const unplaced = dist.unplaced.map(
    (wanted): DistDifference => ({ ...placeIn(dist, wanted), is: 'not given', fields: [] }),
  );
  return [...own, ...unplaced, ...onlyThere(dist, live)];
}

function absence({ apiVersion, kind, metadata }: Manifest, state: LiveState): DistDifference['is'] {
  const group = groupOf(apiVersion);
  if (state.isWhole({ group, kind }, metadata.namespace)) return 'missing';
  return group === OPERATOR_GROUP ? 'not known' : 'not given';
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
    .map(([, manifest]) => ({ ...placeIn(dist, manifest), is: 'only there', fields: [] }));
}

function placeIn({ environment, folder }: Pick<DistFolder, 'environment' | 'folder'>, { kind, metadata }: Manifest) {
  return { environment, folder, kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
}
