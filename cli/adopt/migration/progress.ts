import { distinct } from '../../../lib/collections/order';
import { repeated } from '../../../lib/collections/repeated';
import { isOfOperator } from '../../../lib/model/app-model';
import { objectName } from '../../findings/input-findings';
import type { ReadManifest, ReadManifests } from '../../manifests/read-manifests';
import { adoptionOf } from '../adoption';
import type { LeftOut } from '../left-out';
import { metadataProblem } from '../model/manifest-problem';

/** How far manifests are on their way to v1beta1. */
export interface MigrationProgress {
  /** What is of v1beta1. */
  readonly arrived: readonly ReadManifest[];
  /** What is of v1alpha1 and can move. */
  readonly movable: readonly ReadManifest[];
  /** What is of v1alpha1 and cannot move as it stands, and why. */
  readonly staying: readonly LeftOut[];
  /** What the operator restarts when that which can move has moved. */
  readonly restarted: readonly ReadManifest[];
}

/** How far the manifests are; where folders have objects of the same names, such as environments, each by itself. */
export function migrationProgress(read: Pick<ReadManifests, 'manifests' | 'variables'>): MigrationProgress {
  const all = environmentsIn(read.manifests).map((manifests) => progressOf({ ...read, manifests }));
  return {
    arrived: all.flatMap(({ arrived }) => arrived),
    movable: all.flatMap(({ movable }) => movable),
    staying: all.flatMap(({ staying }) => staying),
    restarted: all.flatMap(({ restarted }) => restarted),
  };
}

function environmentsIn(manifests: readonly ReadManifest[]): (readonly ReadManifest[])[] {
  const folders = distinct(manifests.map(({ folder }) => folder));
  const perFolder = folders.map((folder) => manifests.filter((one) => one.folder === folder));
  const once = perFolder.flatMap((own) => distinct(own.map(identityOf)));
  return repeated(once).length > 0 ? perFolder : [manifests];
}

function identityOf({ manifest }: ReadManifest): string {
  return `${manifest.apiVersion} ${objectName(manifest)}`;
}

function progressOf({ manifests, variables }: Pick<ReadManifests, 'manifests' | 'variables'>): MigrationProgress {
  const unsound = manifests.flatMap((read) => {
    const problem = isOld(read) ? metadataProblem(read.manifest) : undefined;
    return problem === undefined ? [] : [{ read, reason: problem.message }];
  });
  const { adopted, leftOut, migration } = adoptionOf(
    { manifests, problems: [], variables },
    { extension: '', includeRest: false, migrate: true },
  );
  const movable = migration?.migrated.map(({ read }) => read) ?? [];
  const reasons = new Map([...leftOut, ...(migration?.kept ?? [])].map(({ read, reason }) => [read, reason]));
  const all = [...adopted, ...leftOut.map(({ read }) => read)].filter(({ manifest }) => isOfOperator(manifest));
  return {
    arrived: all.filter((read) => !isOld(read)),
    movable: all.filter((read) => movable.includes(read)),
    staying: [
      ...all
        .filter((read) => isOld(read) && !movable.includes(read))
        .map((read) => ({ read, reason: reasons.get(read) ?? NOT_SOUND })),
      ...unsound,
    ],
    restarted: migration?.restarted ?? [],
  };
}

const NOT_SOUND = 'it is not sound: adopt says why';

function isOld({ manifest }: ReadManifest): boolean {
  return isOfOperator(manifest) && manifest.apiVersion.endsWith('/v1alpha1');
}
