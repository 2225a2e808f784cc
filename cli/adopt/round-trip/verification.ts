import { yamlDocument } from '../../../lib/yaml/yaml-writer';
import { manifestsIn, type ReadManifest } from '../../manifests/read-manifests';
import type { Adoption } from '../adoption';
import { compareObjects, type ObjectDifference } from './comparison';

/**
 * Where what the program wrote is not what was read. A document that is, letter by letter, the one of an object that was
 * compared and found equal already needs no second look; every other one is read and compared.
 */
export function differencesIn(
  documents: readonly string[],
  { adopted, charts, migration }: Adoption,
): ObjectDifference[] {
  const drafts = charts.flatMap((chart) => chart.drafts);
  const expected = new Map(drafts.flatMap(({ of, verified }) => (verified ? [[yamlDocument(verified), of]] : [])));
  const asExpected = new Set<ReadManifest>();
  const others = documents.filter((document) => {
    const read = expected.get(document);
    if (read === undefined || asExpected.has(read)) return true;
    asExpected.add(read);
    return false;
  });
  const remaining = adopted.filter((read) => !asExpected.has(read));
  return compareObjects(remaining, manifestsIn(others.join('---\n'), 'output').manifests, migration?.migrated);
}
