import { fields, type Manifest } from '../../../lib/validation/manifest';
import type { ReadManifest } from '../../manifests/read-manifests';
import { SERVER_FIELDS } from '../compare/defaults';
import { withoutDefaults } from '../compare/without-defaults';

/** The object as somebody declares it, where it was exported from a cluster. */
export function declared(read: ReadManifest): ReadManifest {
  if (!isLive(read.manifest)) return read;
  const manifest = structuredClone(read.manifest);
  withoutDefaults(manifest as unknown as Record<string, unknown>, SERVER_FIELDS);
  return { ...read, manifest };
}

const BOOKKEEPING = /^(secrets\.infisical\.com\/managed-secret\.|kubectl\.kubernetes\.io\/last-applied-configuration$)/;

function isLive({ metadata, spec }: Manifest): boolean {
  const { uid, resourceVersion, annotations } = fields(metadata);
  const { annotations: ofPods } = fields(fields(fields(spec).template).metadata);
  const names = [...Object.keys(fields(annotations)), ...Object.keys(fields(ofPods))];
  return uid !== undefined || resourceVersion !== undefined || names.some((name) => BOOKKEEPING.test(name));
}
