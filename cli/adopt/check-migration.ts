import { tellUnread } from '../configuration/tell-unread';
import { jsonText } from '../languages/json';
import { inPaths } from '../manifests/in-paths';
import type { NamespaceOptions } from '../manifests/namespace-option';
import type { RenderOptions } from '../render/options';
import { readRendered } from '../render/read-rendered';
import { ExitCode } from '../terminal/exit-code';
import { migrationProgress } from './migration/progress';
import { progressAsJson, progressAsText } from './migration/progress-report';
import { keepJson } from './model/manifest-problem';
import { withGivenNamespaces } from './namespaces/given-namespaces';
import { surroundingsOf } from './namespaces/surroundings';

export interface CheckMigrationOptions extends NamespaceOptions, RenderOptions {
  readonly json: boolean;
}

/**
 * Says how far the manifests are on their way to v1beta1, and writes nothing.
 *
 * @throws if there is nothing of the operator that could be anywhere on it
 */
export async function checkMigration(
  paths: readonly string[],
  { json, ...options }: CheckMigrationOptions,
): Promise<{ readonly printed: string; readonly exitCode: number }> {
  const read = keepJson(await readRendered(paths, { ...options, command: 'adopt --check' }));
  const unread = tellUnread(read, { asked: paths });
  const { manifests } = withGivenNamespaces(read.manifests, surroundingsOf(paths));
  const progress = migrationProgress({ ...read, manifests });
  const { arrived, movable, staying } = progress;
  const isLeft = movable.length + staying.length > 0;
  if (!isLeft && arrived.length === 0 && unread.length === 0) {
    throw new Error(`there is no resource of the Infisical operator ${inPaths(paths)}`);
  }
  const printed = json ? jsonText(progressAsJson(progress, unread)) : progressAsText(progress, paths, unread);
  if (unread.length > 0) return { printed, exitCode: ExitCode.FAILURE };
  return { printed, exitCode: isLeft ? ExitCode.FINDINGS : ExitCode.SUCCESS };
}
