import type { ComposeOptions } from '../access/compose-options';
import { composeUses, manifestPaths, readCompose, withCompose } from '../access/compose-uses';
import { type KeyUse, keyUsesIn } from '../access/key-uses';
import { configurationHere } from '../configuration/configuration';
import { tellUnread } from '../configuration/tell-unread';
import { asideNotices } from '../files/readable-output';
import type { RenderOptions } from '../render/options';
import { readRendered } from '../render/read-rendered';
import { lines } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';

export interface ReadForCheck {
  readonly uses: readonly KeyUse[];
  /** Whether that is all there is: what is unread is told on the side. */
  readonly isComplete: boolean;
}

/**
 * Who uses which key, by the manifests and by the compose files beside them.
 *
 * @throws if there is no manifest at all, and no compose file
 */
export async function readForCheck(
  given: readonly string[],
  options: ComposeOptions & RenderOptions,
): Promise<ReadForCheck> {
  const compose = readCompose(given, options);
  const paths = manifestPaths(given, compose);
  tell(lines(asideNotices(paths)));
  const read = withCompose(await readRendered(paths, { ...options, command: 'check' }), compose);
  const isComplete = tellUnread(read, { asked: paths }).length === 0;
  if (read.manifests.length === 0 && compose.files.length === 0 && paths.length > 0) {
    throw new Error(`there are no Kubernetes manifests in ${paths.join(', ')}`);
  }
  const { projects, operator } = configurationHere();
  const uses = keyUsesIn(read.manifests, projects, operator);
  return { uses: [...uses, ...composeUses(compose, uses, projects)], isComplete };
}
