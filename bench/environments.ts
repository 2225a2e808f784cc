import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Contestant, saying } from './contestant';
import { hasKubeconform, kubeconform, writeSchemas } from './kubeconform';
import type { Command } from './measure';
import { LOSES, ManyApplications, mainOf, OBJECTS_OF_ONE } from './project';
import { runWatched } from './watch';

/** Names of contestants that others are compared with. */
export const FULL_SYNTH = 'synth after one change';
export const WATCHED_SYNTH = 'the same under synth --watch';
export const LINT = 'lint';
export const VALIDATED = 'kubeconform of the same files';

const PATIENCE_MS = 300_000;

/** The commands of the product, over a project with many applications in three environments; it is the same for all of them. */
export function environments(folder: string, count: number): { contestants: Contestant[]; page: string } {
  const work = join(folder, `three-environments-${count}`);
  mkdirSync(work);
  const project = new ManyApplications(join(work, 'project'), count);
  const objects = count * OBJECTS_OF_ONE;
  const page = 'report --format html';
  const adopted = join(work, 'adopted');
  const command = (name: string, says: RegExp, line = name.split(' ')) =>
    saying(name, says, ours(project.folder, join(work, name), line), PATIENCE_MS);
  const synth = command(FULL_SYNTH, /, 3 changed, 0 removed in 3 files\n/, ['synth']);
  return {
    page: join(work, page),
    contestants: [
      { ...synth, reset: () => project.changeOne() },
      { name: WATCHED_SYNTH, run: () => runWatched(project) },
      command('synth --check', /is up to date: \d+ manifests\n/),
      command(LINT, new RegExp(`^no findings in ${objects} objects of `)),
      ...(hasKubeconform() ? [kubeconformOf(project.folder, work, objects)] : []),
      command('check --offline', new RegExp(`^${count * 8 - 1} ok`, 'm')),
      command('report', new RegExp(`^${count} workloads in dev, staging and prod get `)),
      command(page, /<\/html>\s*$/),
      command('report --diff', LOSES, ['report', '--diff', 'HEAD']),
      {
        ...command('adopt', new RegExp(`${objects} objects come out as they went in`), [
          'adopt',
          'dist',
          '--out',
          adopted,
        ]),
        reset: () => rmSync(adopted, { recursive: true, force: true }),
      },
    ],
  };
}

function ours(cwd: string, stdout: string, line: readonly string[]): Command {
  return { program: process.execPath, args: [mainOf(cwd), ...line], cwd, stdout };
}

function kubeconformOf(project: string, work: string, objects: number): Contestant {
  const dist = join(project, 'dist');
  const schemas = writeSchemas(join(work, 'schemas'), readFileSync(join(dist, 'dev/team-0.k8s.yaml'), 'utf8'));
  return kubeconform(VALIDATED, schemas, { objects, of: dist, stdout: join(work, 'kubeconform.txt') });
}
