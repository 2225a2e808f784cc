import { Field } from '../../lib/model/field';
import { counted } from '../../lib/text/counted';
import type { ReadManifest } from '../manifests/read-manifests';
import { colours } from '../terminal/colours';

/** What Helm writes on each object that it has installed, and `helm template` does not. */
const RELEASE = 'meta.helm.sh/release-name';

/** That Helm goes on to own what it has installed, whatever declares it now. */
export function helmNote(adopted: readonly Pick<ReadManifest, 'manifest'>[]): string {
  const owned = adopted.filter(({ manifest }) => Field.of(manifest).at('metadata', 'annotations', RELEASE).isGiven);
  if (owned.length === 0) return '';
  const objects = `${counted(owned.length, 'object')} ${owned.length === 1 ? 'has' : 'have'}`;
  return `${colours.bold('still owned by Helm')}
  ${objects} the annotation ${RELEASE}, and keep${owned.length === 1 ? 's' : ''} it: \`helm upgrade\` would change, and \`helm uninstall\` delete what
  the program declares. Once it is deployed, have Helm forget the release, without uninstalling it: delete the Secrets in
  which it keeps its record, as \`kubectl delete secret -l owner=helm,name=<release>\` does in the namespace of the release`;
}
