import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asCanonical } from '../../../cli/comparison/canonical';
import { diffTrees } from '../../../cli/comparison/difference';
import { readManifests } from '../../../cli/manifests/read-files';
import type { Manifest } from '../../../lib/model/manifest';
import { sampled } from '../../property-runs';

const VALID = join(__dirname, '../../fixtures/adopt/valid');

type Path = (string | number)[];

const valueAt = (manifest: Manifest, path: Path) =>
  path.reduce((place: unknown, key) => (place as Record<string, unknown>)[key], manifest);

function* leavesOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) yield path;
  else for (const [key, item] of Object.entries(value)) yield* leavesOf(item, [...path, key]);
}

/** The manifest with another value at one place. */
function changed(manifest: Manifest, path: Path): Manifest {
  const copy = structuredClone(manifest);
  const last = path[path.length - 1];
  const fields = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  const value = fields[last];
  fields[last] = typeof value === 'number' ? value + 7 : typeof value === 'boolean' ? !value : `${value}x`;
  return copy;
}

/** Fields whose value the cluster does not look at. */
const MEANINGLESS =
  /^(status|.*secrets\.infisical\.com\/managed-secret|metadata\.(uid|resourceVersion|generation|creationTimestamp|managedFields|annotations\.(kubectl|deployment)\.kubernetes\.io))/;

/** The old name of a field of pods: where the new one is, the API server writes its value over it. */
function isOldNameOfAnother(manifest: Manifest, path: Path): boolean {
  const beside = [...path.slice(0, -1), 'serviceAccountName'];
  return path.at(-1) === 'serviceAccount' && valueAt(manifest, beside) !== undefined;
}

/** What the operator adds by itself, whatever it calls it. */
const OF_OPERATOR = /^\w+\.secrets\.infisical\.com\/finalizer$/;

test.each(sampled(readdirSync(VALID).filter((file) => !/hundred|many/.test(file))))(
  'no change of a single value goes unnoticed: %s',
  (file) => {
    const unnoticed = readManifests([join(VALID, file)]).manifests.flatMap(({ manifest }) =>
      [...leavesOf(manifest)]
        .filter((path) => !MEANINGLESS.test(path.join('.')) && !OF_OPERATOR.test(String(valueAt(manifest, path))))
        .filter((path) => !isOldNameOfAnother(manifest, path))
        .filter((path) => diffTrees(asCanonical(manifest), asCanonical(changed(manifest, path))).length === 0)
        .map((path) => path.join('.')),
    );
    expect(unnoticed).toEqual([]);
  },
);
