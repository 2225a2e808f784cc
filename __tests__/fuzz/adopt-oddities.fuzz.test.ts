import { join } from 'node:path';
import { adoptionOf } from '../../cli/adopt/adoption';
import { withFixes } from '../../cli/adopt/fixes/apply-fixes';
import { readManifests } from '../../cli/manifests/read-manifests';
import type { Manifest } from '../../lib/model/manifest';

const VALID = join(__dirname, '../fixtures/adopt/valid');
const OPTIONS = { extension: '', includeRest: false, migrate: true } as const;

describe('whatever stands in a field, it is read', () => {
  const ODDITIES = [null, 'x', 5, [], {}, true];

  test.each(['deployment-with-its-service', 'v1beta1-with-other-names', 'push-generated-passwords'])('%s', (name) => {
    const { manifests } = readManifests([join(VALID, `${name}.yaml`)]);
    for (const [index, { manifest }] of manifests.entries()) {
      for (const path of placesIn(manifest)) {
        for (const oddity of ODDITIES) {
          const odd = manifests.map((read, at) =>
            at === index ? { ...read, manifest: replaced(manifest, path, oddity) } : read,
          );
          const { manifests: fixed } = withFixes(odd);
          expect(() => adoptionOf({ manifests: fixed, problems: [] }, OPTIONS)).not.toThrow();
        }
      }
    }
  });
});

function* placesIn(value: unknown, path: string[] = []): Generator<string[]> {
  if (path.length > 0 && !['apiVersion', 'kind'].includes(path[0])) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) yield* placesIn(item, [...path, key]);
}

function replaced(manifest: Manifest, path: readonly string[], value: unknown): Manifest {
  const copy = structuredClone(manifest);
  const holder = path.slice(0, -1).reduce((place: unknown, key) => (place as Record<string, unknown>)[key], copy);
  (holder as Record<string, unknown>)[path[path.length - 1]] = value;
  return copy;
}
