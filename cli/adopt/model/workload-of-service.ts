import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { podPlaceIn } from '../../../lib/model/pods';
import type { ReadManifest } from '../../manifests/read-manifests';
import type { Draft } from '../draft/draft';

/** A workload that the program declares, as a Service sees it. */
export interface Workload {
  readonly read: ReadManifest;
  /** Whether an application declares its Service, of which this one has the name. */
  readonly mayBeDeclaredWith: boolean;
}

/** The first workload of some drafts to whose pods a Service leads; undefined where there is none. */
export function workloadOfService({ kind, metadata, spec }: Manifest, drafts: readonly Draft[]): Workload | undefined {
  const selector = Field.of(spec).at('selector').entries();
  if (kind !== 'Service' || selector.length === 0) return undefined;
  const found = drafts.find(({ of: { manifest } }) => {
    const labels = podLabelsOf(manifest);
    const isNear = manifest.metadata.namespace === metadata.namespace;
    return isNear && selector.every(([name, { raw }]) => labels?.at(name).raw === raw);
  });
  return (
    found && {
      read: found.of,
      mayBeDeclaredWith: found.form === 'SecretSyncedApp' && found.of.manifest.metadata.name === metadata.name,
    }
  );
}

function podLabelsOf(manifest: Manifest): Field | undefined {
  const place = podPlaceIn(manifest);
  return place && Field.of(manifest).at(...place, 'metadata', 'labels');
}
