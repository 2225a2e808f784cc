import { configurationHere } from '../configuration/configuration';
import { tellUnread } from '../configuration/tell-unread';
import { asideNotices } from '../files/readable-output';
import { commitAt, manifestsAt } from '../git/manifests-at';
import { withExportsOfOperator } from '../manifests/exports-of-operator';
import { inPaths } from '../manifests/in-paths';
import type { NamespaceOptions } from '../manifests/namespace-option';
import { withNamespace } from '../manifests/placed-manifests';
import type { ReadManifests, ReadProblem } from '../manifests/read-manifests';
import type { RenderOptions } from '../render/options';
import { readRendered } from '../render/read-rendered';
import { renderedAt } from '../render/rendered-at';
import { lines } from '../terminal/terminal-text';
import { tell, tellNote } from '../terminal/writer';
import { unplacedLines } from './unplaced';

export interface ReadForLint {
  readonly now: ReadManifests;
  /** What the ref has; absent without one. */
  readonly before?: ReadManifests;
  /** What is unread, and may not be. */
  readonly unread: readonly ReadProblem[];
}

/**
 * The manifests that were asked for, and what a git ref has at the same paths.
 *
 * @throws if there is no manifest at all
 */
export async function readForLint(
  paths: readonly string[],
  ref: string | undefined,
  options: NamespaceOptions & RenderOptions,
): Promise<ReadForLint> {
  // What is wrong with the configuration is told before anything else.
  const { unread: exceptions } = configurationHere();
  const commit = ref === undefined ? undefined : commitAt(ref, '--previous');
  if (commit !== undefined && paths.includes('-'))
    throw new Error('standard input has no past in git: name files or folders');
  tellNote(lines(asideNotices(paths)));
  const now = await manifestsNow(paths, options);
  const unread = tellUnread(now, { exceptions, asked: paths });
  tell(lines(unplacedLines(now.manifests)));
  if (now.manifests.length === 0 && unread.length === 0) {
    throw new Error(`there are no Kubernetes manifests ${inPaths(paths)}`);
  }
  if (commit === undefined) return { now, unread };
  const before = withNamespace(await renderedAt(commit, manifestsAt(commit, paths), options), options.namespace);
  const past = tellUnread(before, { at: `${ref}:`, exceptions }).map((one) => ({
    ...one,
    message: `at ${ref}: ${one.message}`,
  }));
  return { now, before, unread: [...unread, ...past] };
}

export async function manifestsNow(
  paths: readonly string[],
  options: NamespaceOptions & RenderOptions,
): Promise<ReadManifests> {
  const read = withNamespace(await readRendered(paths, { ...options, command: 'lint' }), options.namespace);
  return { ...read, manifests: withExportsOfOperator(read.manifests) };
}
