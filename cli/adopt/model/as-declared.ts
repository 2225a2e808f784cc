import { Field } from '../../../lib/model/field';
import { OPERATOR_GROUP } from '../../../lib/model/kinds';
import { isLive } from '../../../lib/model/live-object';
import type { Manifest } from '../../../lib/model/manifest';
import type { Edit } from '../../../lib/validation/rule';
import { OF_JOB, SERVER_FIELDS } from '../../comparison/defaults';
import { dropDefaults } from '../../comparison/drop-defaults';
import { isOfKubernetes, withoutFinalizers } from '../../comparison/finalizers';
import { withoutNull } from '../../comparison/without-null';
import { applyEdits } from '../../findings/edits';
import type { ReadManifest, TakenOff } from '../../manifests/read-manifests';

/** The object as somebody declares it: without null, which means nothing, and without what an export of a cluster adds. */
export function asDeclared(read: ReadManifest): ReadManifest {
  const manifest = withoutNull(read.manifest) as Manifest;
  const isExport = read.isExport ?? isLive({ manifest: read.manifest });
  const tree = manifest as unknown as Record<string, unknown>;
  const takenOff = new Set<TakenOff>();
  if (tree.status !== undefined) takenOff.add('status');
  if (isRestarted(manifest)) takenOff.add('restart annotations');
  dropDefaults(tree, SERVER_FIELDS);
  if (isExport) {
    const finalizers = withoutFinalizers(manifest, isOfKubernetes);
    if (finalizers.length > 0) takenOff.add('finalizers of Kubernetes');
    applyEdits(manifest, finalizers);
    if (manifest.kind === 'Job' && !isSelectedByHand(manifest)) dropDefaults(tree, OF_JOB);
  }
  const addresses = isExport && manifest.kind === 'Service' ? addressesGiven(manifest) : [];
  if (addresses.length > 0) takenOff.add('addresses');
  applyEdits(manifest, addresses);
  // What is as it was read stays that: much is known of it already.
  const isAsRead = JSON.stringify(manifest) === JSON.stringify(read.manifest);
  return {
    ...read,
    manifest: isAsRead ? read.manifest : manifest,
    isExport,
    ...(takenOff.size > 0 && { takenOff: [...takenOff] }),
  };
}

/** Whether it has the annotations by which the operator restarts its pods. */
function isRestarted(manifest: Manifest): boolean {
  const object = Field.of(manifest);
  return [object, object.at('spec', 'template')].some((part) =>
    part
      .at('metadata', 'annotations')
      .entries()
      .some(([name]) => name.startsWith(RESTARTING)),
  );
}

const RESTARTING = `${OPERATOR_GROUP}/managed-secret.`;

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
