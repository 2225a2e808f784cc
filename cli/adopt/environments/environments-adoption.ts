import type { ReadManifests } from '../../manifests/read-manifests';
import { type Adoption, type AdoptionOptions, adoptionOf, type ClusterRelease, type Migration } from '../adoption';
import { programOfEnvironments } from '../program/environments/environment-program';

/** What was read of one environment. */
export interface ReadEnvironment {
  readonly name: string;
  readonly read: Pick<ReadManifests, 'manifests' | 'problems' | 'variables'>;
}

/** What becomes of several environments: one program, and of each what becomes of its manifests. */
export function adoptionOfEnvironments(environments: readonly ReadEnvironment[], options: AdoptionOptions): Adoption {
  const own = environments.map(({ name, read }) => ({ name, adoption: adoptionOf(read, options) }));
  const all = own.map(({ adoption }) => adoption);
  const planned = own
    .filter(({ adoption }) => adoption.charts.length > 0)
    .map(({ name, adoption }) => ({ name, charts: adoption.charts }));
  const program = planned.length === 0 ? undefined : programOfEnvironments(planned, options);
  return {
    charts: all.flatMap(({ charts }) => charts),
    files: program?.files ?? new Map(),
    apart: program?.apart ?? [],
    adopted: all.flatMap(({ adopted }) => adopted),
    leftOut: all.flatMap(({ leftOut }) => leftOut),
    findings: all.flatMap(({ findings }) => findings),
    warnings: all.flatMap(({ warnings }) => warnings),
    release: newest(all.map(({ release }) => release)),
    environments: own,
    ...(all.every(({ migration }) => migration !== undefined) && {
      migration: joinedMigrations(all.flatMap(({ migration }) => migration ?? [])),
    }),
  };
}

/** The release that takes all of them. */
function newest(releases: readonly ClusterRelease[]): ClusterRelease {
  const [{ told }] = releases;
  const needed = releases.flatMap((one) => one.needed ?? []).sort((a, b) => minor(b.version) - minor(a.version));
  const contradicted = releases
    .flatMap((one) => one.contradicted ?? [])
    .sort((a, b) => minor(b.version) - minor(a.version));
  return {
    ...(told !== undefined && { told }),
    ...(needed.length > 0 && { needed: { version: needed[0].version, found: needed.flatMap(({ found }) => found) } }),
    ...(contradicted.length > 0 && {
      contradicted: { version: contradicted[0].version, found: contradicted.flatMap(({ found }) => found) },
    }),
  };
}

function minor(version: string): number {
  return Number(version.split('.')[1]);
}

function joinedMigrations(migrations: readonly Migration[]): Migration {
  return {
    migrated: migrations.flatMap(({ migrated }) => migrated),
    kept: migrations.flatMap(({ kept }) => kept),
    restarted: migrations.flatMap(({ restarted }) => restarted),
    contested: migrations.flatMap(({ contested }) => contested),
  };
}
