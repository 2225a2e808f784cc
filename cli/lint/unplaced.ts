import { grouped } from '../../lib/collections/grouped';
import { isOfCluster } from '../../lib/model/cluster-scoped-kinds';
import { counted } from '../../lib/text/counted';
import { quotedName } from '../../lib/text/key-name';
import type { ReadManifest } from '../manifests/read-manifests';

/**
 * Of objects that name no namespace in a folder where others name theirs: the rules take them for objects of any. Where
 * none names one, all are meant for the same.
 */
export function unplacedLines(manifests: readonly ReadManifest[]): string[] {
  const placed = manifests.filter(({ manifest }) => !isOfCluster(manifest));
  const unplaced = [...grouped(placed, ({ folder }) => folder).values()].flatMap((objects) => {
    const lacking = objects.filter(({ manifest }) => !manifest.metadata?.namespace);
    return lacking.length < objects.length ? lacking : [];
  });
  const [first] = unplaced;
  if (first === undefined) return [];
  const { manifest, file, line, column } = first;
  const objects = counted(unplaced.length, 'object');
  const verb = unplaced.length === 1 ? 'names' : 'name';
  const example = `${manifest.kind} ${quotedName(manifest.metadata?.name ?? '')}`;
  const they = unplaced.length === 1 ? `it is ${example}, and` : `the first is ${example}, and each`;
  return [
    `${file}:${line}:${column}: ${objects} ${verb} no namespace, while others do: ${they} is taken for one of any. Say which it is with --namespace`,
  ];
}
