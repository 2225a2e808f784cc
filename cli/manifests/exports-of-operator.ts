import { fields } from '../../lib/json/json';
import { addressOf } from '../../lib/model/address';
import { managedObjectsOf } from '../../lib/model/app-model';
import { hasAccountOfOperator, isLive } from '../../lib/model/live-object';
import { managedAddress } from '../../lib/model/operator-resource';
import type { ReadManifest } from './read-manifests';

/**
 * An object that was cleaned of what the API server adds is of an export all the same where a resource of an export
 * manages it, and the operator's account of that stands on it.
 */
export function withExportsOfOperator(manifests: readonly ReadManifest[]): ReadManifest[] {
  const managed = new Set(manifests.filter(isLive).flatMap((read) => managedObjectsOf(read).map(managedAddress)));
  return manifests.map((read) =>
    !read.isExport &&
    managed.has(addressOf(read.manifest.kind, fields(read.manifest.metadata))) &&
    hasAccountOfOperator(read)
      ? { ...read, isExport: true }
      : read,
  );
}
