import { type ReadManifest, readManifests } from '../manifests/read-manifests';
import { lines } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';

/**
 * The manifests, with a warning for each thing in the files that is none.
 *
 * @throws if there is no manifest at all
 */
export function readForCheck(paths: readonly string[]): { manifests: readonly ReadManifest[]; isComplete: boolean } {
  const { manifests, problems } = readManifests(paths);
  tell(lines(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)));
  if (manifests.length === 0) throw new Error(`there are no Kubernetes manifests in ${paths.join(', ')}`);
  // Files of another kind stand in many folders; one that nobody can read may be a manifest.
  return { manifests, isComplete: !problems.some(({ message }) => message.startsWith('this is no YAML')) };
}
