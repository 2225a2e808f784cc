import type { ComposeOptions } from '../access/compose-options';
import { composeUses, manifestPaths, readCompose, withCompose } from '../access/compose-uses';
import type { KeyUse } from '../access/key-use';
import { accessIn, withUnfollowed } from '../access/key-uses';
import { configurationHere } from '../configuration/configuration';
import { tellUnread } from '../configuration/tell-unread';
import { asideNotices } from '../files/readable-output';
import { type ReadProblem, readManifests } from '../manifests/read-manifests';
import { lines } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';

export interface ReadForCheck {
  readonly uses: readonly KeyUse[];
  /** What is not known of it: it is told on the side too. */
  readonly unread: readonly ReadProblem[];
}

/**
 * Who uses which key, by the manifests and by the compose files beside them.
 *
 * @throws if there is no manifest at all, and no compose file
 */
export function readForCheck(given: readonly string[], options: ComposeOptions): ReadForCheck {
  const compose = readCompose(given, options);
  const paths = manifestPaths(given, compose);
  tell(lines(asideNotices(paths)));
  const read = withCompose(readManifests(paths), compose);
  const { projects, operator } = configurationHere();
  const access = accessIn(read.manifests, projects, operator);
  const unread = tellUnread(withUnfollowed(read, access), { asked: paths });
  if (read.manifests.length === 0 && compose.files.length === 0 && paths.length > 0) {
    throw new Error(`there are no Kubernetes manifests in ${paths.join(', ')}`);
  }
  const { uses } = access;
  return { uses: [...uses, ...composeUses(compose, uses, projects)], unread };
}
