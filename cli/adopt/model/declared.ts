import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import type { ReadManifest } from '../../manifests/read-manifests';
import { SERVER_FIELDS } from '../compare/defaults';
import { withoutDefaults } from '../compare/without-defaults';

/** The object as somebody declares it: without null, which means nothing, and without what an export of a cluster adds. */
export function declared(read: ReadManifest): ReadManifest {
  const hasNull = containsNull(read.manifest);
  if (!isLive(read.manifest) && !hasNull) return read;
  const manifest = hasNull ? (withoutNull(read.manifest) as Manifest) : structuredClone(read.manifest);
  withoutDefaults(manifest as unknown as Record<string, unknown>, SERVER_FIELDS);
  return { ...read, manifest };
}

const BOOKKEEPING = /^(secrets\.infisical\.com\/managed-secret\.|kubectl\.kubernetes\.io\/last-applied-configuration$)/;

function isLive(manifest: Manifest): boolean {
  const object = Field.of(manifest);
  const metadata = object.at('metadata');
  const annotations = [metadata, object.at('spec', 'template', 'metadata')].flatMap((one) =>
    one.at('annotations').entries(),
  );
  return (
    ['uid', 'resourceVersion'].some((field) => metadata.at(field).isGiven) ||
    annotations.some(([name]) => BOOKKEEPING.test(name))
  );
}

function containsNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(containsNull);
}

/** In a list null is an item that stays. */
function withoutNull(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNull);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNull(item)]])),
  );
}
