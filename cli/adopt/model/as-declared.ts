import { Field } from '../../../lib/model/field';
import { isLive } from '../../../lib/model/live-object';
import type { Manifest } from '../../../lib/model/manifest';
import type { Edit } from '../../../lib/validation/rule';
import { OF_JOB, SERVER_FIELDS } from '../../comparison/defaults';
import { dropDefaults } from '../../comparison/drop-defaults';
import { isOfKubernetes, withoutFinalizers } from '../../comparison/finalizers';
import { applyEdits } from '../../findings/edits';
import type { ReadManifest } from '../../manifests/read-manifests';

/** The object as somebody declares it: without null, which means nothing, and without what an export of a cluster adds. */
export function asDeclared(read: ReadManifest): ReadManifest {
  const manifest = withoutNull(read.manifest) as Manifest;
  const isExport = read.isExport ?? isLive({ manifest: read.manifest });
  const tree = manifest as unknown as Record<string, unknown>;
  dropDefaults(tree, SERVER_FIELDS);
  if (isExport) {
    applyEdits(manifest, withoutFinalizers(manifest, isOfKubernetes));
    if (manifest.kind === 'Job' && !isSelectedByHand(manifest)) dropDefaults(tree, OF_JOB);
  }
  const addresses = isExport && manifest.kind === 'Service' ? addressesGiven(manifest) : [];
  applyEdits(manifest, addresses);
  return { ...read, manifest, isExport, ...(addresses.length > 0 && { hadAddresses: true }) };
}

/** What a cluster has chosen of the addresses of a Service. No address, and two families, are what somebody wants. */
function addressesGiven(service: Manifest): Edit[] {
  const spec = Field.of(service).at('spec');
  const isHeadless = spec.text('clusterIP').value === 'None';
  const isOfOneFamily = spec.text('ipFamilyPolicy').value === 'SingleStack';
  const chosen = [
    ...(isHeadless ? [] : ['clusterIP']),
    'clusterIPs',
    ...(isOfOneFamily ? ['ipFamilies', 'ipFamilyPolicy'] : []),
  ];
  return chosen.map((name) => spec.at(name)).flatMap(({ isGiven, path }) => (isGiven ? [{ path }] : []));
}

function isSelectedByHand(job: Manifest): boolean {
  return Field.of(job).flag('spec', 'manualSelector').value === true;
}

/** In a list null is an item that stays. */
function withoutNull(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNull);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNull(item)]])),
  );
}
