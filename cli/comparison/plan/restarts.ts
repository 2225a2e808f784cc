import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { podPlaceIn } from '../../../lib/model/pods';
import type { FieldChange } from './field-changes';

/** What keeps pods running, and replaces them where their template changes. */
const REPLACING: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout']);

/** Whether pods that run are replaced by a change of their template. */
export function replacesPods(manifest: Manifest): boolean {
  return podPlaceIn(manifest) !== undefined && REPLACING.has(manifest.kind);
}

/** Whether pods that run are replaced where this becomes of their workload. */
export function restartsPods(manifest: Manifest, changes: readonly Pick<FieldChange, 'from' | 'to'>[]): boolean {
  const place = podPlaceIn(manifest);
  if (place === undefined || !replacesPods(manifest)) return false;
  const spec = Field.of(manifest).at('spec');
  const isLater = spec.at('updateStrategy', 'type').raw === 'OnDelete' || spec.at('paused').raw === true;
  if (isLater || spec.at('replicas').raw === 0) return false;
  return changes.some(({ from, to }) => {
    const path = to ?? from ?? [];
    return path.length < place.length
      ? path.every((key, index) => key === place[index])
      : place.every((key, index) => key === path[index]);
  });
}
