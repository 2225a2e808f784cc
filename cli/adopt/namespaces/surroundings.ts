import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { remotesIn } from '../../git/same-repository';
import { bytesOf } from '../../manifests/file-bytes';
import { kustomizationsAround, realIdentity } from '../../manifests/kustomizations-around';
import { projectOf } from '../../manifests/manifest-files';
import { manifestsInBytes } from '../../manifests/read-files';
import type { Surroundings } from './given-namespaces';

/** What lies around the files at the paths. */
export function surroundingsOf(paths: readonly string[]): Surroundings {
  const kustomizations = kustomizationsAround(paths).flatMap((file) => {
    const bytes = bytesOf(file);
    return typeof bytes === 'string'
      ? []
      : (manifestsInBytes(bytes, { file, folder: dirname(file) }).kustomizations ?? []);
  });
  return { kustomizations, identityOf: realIdentity(), pathInTree, remotesOf: remotesByTree() };
}

/** Git is asked once of each work tree. */
function remotesByTree(): Surroundings['remotesOf'] {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const tree = existsSync(file) ? projectOf(realpathSync(file)) : undefined;
    if (tree === undefined || !existsSync(join(tree, '.git'))) return [];
    const remotes = known.get(tree) ?? remotesIn(tree);
    known.set(tree, remotes);
    return remotes;
  };
}

function pathInTree(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const real = realpathSync(file);
  const project = projectOf(real);
  return existsSync(join(project, '.git')) ? relative(project, real).split(sep).join('/') : undefined;
}
