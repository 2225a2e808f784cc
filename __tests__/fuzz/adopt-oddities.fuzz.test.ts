import { join } from 'node:path';
import fc from 'fast-check';
import { adoptionOf } from '../../cli/adopt/adoption';
import { withFixes } from '../../cli/adopt/fixes/apply-fixes';
import { readManifests } from '../../cli/manifests/read-files';
import type { Manifest } from '../../lib/model/manifest';
import { inTime } from '../property-runs';

const VALID = join(__dirname, '../fixtures/adopt/valid');
const ODDITIES = [null, 'x', 5, [], {}, true];
const OPTIONS = { extension: '', includeRest: false, migrate: true } as const;

describe('whatever stands in a field, it is read', () => {
  test.each(['deployment-with-its-service', 'v1beta1-with-other-names', 'push-generated-passwords'])('%s', (name) => {
    const { manifests } = readManifests([join(VALID, `${name}.yaml`)]);
    const read = manifests.map(({ manifest }) => manifest);
    for (const { index, path, oddity } of inTime(odditiesIn(read))) {
      const odd = manifests.map((one, at) =>
        at === index ? { ...one, manifest: replaced(one.manifest, path, oddity) } : one,
      );
      const { manifests: fixed } = withFixes(odd);
      const adopt = () => adoptionOf({ manifests: fixed, problems: [] }, OPTIONS);
      expect({ index, path, oddity, thrown: thrownBy(adopt) }).toEqual({ index, path, oddity, thrown: undefined });
    }
  });
});

interface Oddity {
  readonly index: number;
  readonly path: readonly string[];
  readonly oddity: unknown;
}

/** Each kind of value at each place, in another order each time: there may be no time for all of them. */
function odditiesIn(manifests: readonly Manifest[]): Oddity[] {
  const all = manifests.flatMap((manifest, index) =>
    [...placesIn(manifest)].flatMap((path) => ODDITIES.map((oddity): Oddity => ({ index, path, oddity }))),
  );
  return fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), 1)[0] ?? [];
}

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

function thrownBy(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}
