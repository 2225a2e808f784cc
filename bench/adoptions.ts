import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Contestant, has, saying } from './contestant';
import { helm, sampleOf } from './contestants';
import { layProject, mainOf } from './project';

/** Names of contestants that others are compared with. */
export const ADOPT = 'cdk8s-infisical adopt';

/** What one application has: the sync, the workload and the Service. */
const MANIFESTS_OF_ONE = 3;

/**
 * From manifests to the program that declares them, as people run it: run, its types checked and compared as well, and
 * without that. Beside them helm, which writes as many manifests.
 */
export function adoptions(folder: string, product: string, count: number): Contestant[] {
  const work = join(folder, `adopted-${count}`);
  const manifests = join(work, 'manifests');
  mkdirSync(manifests, { recursive: true });
  const sample = sampleOf(work, product);
  const applications = Math.ceil(count / MANIFESTS_OF_ONE);
  for (let i = 0; i < applications; i++) {
    writeFileSync(join(manifests, `app-${i}.yaml`), sample.replaceAll('app-0', `app-${i}`));
  }
  const project = join(work, 'project');
  layProject(project, '');
  const objects = applications * MANIFESTS_OF_ONE;
  return [
    ...(has('helm', 'version') ? [helm(work, sample, applications)] : []),
    adopt(ADOPT, project, manifests, new RegExp(`${objects} objects come out as they went in`)),
    adopt('adopt --no-verify', project, manifests, /^written/m, ['--no-verify']),
  ];
}

function adopt(
  name: string,
  project: string,
  manifests: string,
  says: RegExp,
  options: readonly string[] = [],
): Contestant {
  const outdir = join(project, name.replaceAll(/[^\w]+/g, '-'));
  const args = [mainOf(project), 'adopt', manifests, '--out', outdir, '--force', ...options];
  return {
    ...saying(name, says, { program: process.execPath, args, cwd: project, stdout: `${outdir}.out` }),
    reset: () => rmSync(outdir, { recursive: true, force: true }),
  };
}
