import { isLive } from '../../../lib/model/live-object';
import type { Manifest } from '../../../lib/model/manifest';
import type { ReadManifest } from '../../manifests/read-manifests';
import { SERVER_FIELDS } from '../compare/defaults';
import { dropDefaults } from '../compare/drop-defaults';
import { isOfKubernetes, withoutFinalizers } from '../compare/finalizers';
import { applyEdits } from '../edits';

/** The object as somebody declares it: without null, which means nothing, and without what an export of a cluster adds. */
export function asDeclared(read: ReadManifest): ReadManifest {
  const manifest = withoutNull(read.manifest) as Manifest;
  dropDefaults(manifest as unknown as Record<string, unknown>, SERVER_FIELDS);
  applyEdits(manifest, withoutFinalizers(manifest, isOfKubernetes));
  return { ...read, manifest, isExport: read.isExport ?? isLive({ manifest: read.manifest }) };
}

/** In a list null is an item that stays. */
function withoutNull(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNull);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNull(item)]])),
  );
}
