import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { podPlaceIn } from '../../../lib/model/pods';
import type { FieldChange } from './field-changes';

/** What keeps pods running, and replaces them where their template changes. */
const REPLACING: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout']);

/** Whether pods that run are replaced where this becomes of their workload. */
export function restartsPods(manifest: Manifest, changes: readonly FieldChange[]): boolean {
  const place = podPlaceIn(manifest);
  if (place === undefined || !REPLACING.has(manifest.kind)) return false;
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
