import type { NamedProject } from '../../../lib/configuration/configuration';
import type { ToldHosts } from '../../access/unknown-host';
import { ExitCode } from '../../terminal/exit-code';
import type { CheckOptions } from '../options';
import { type EnvironmentReport, isUnknownStatus, type UnreadPlace } from '../report';
import { withLastUses } from './last-uses';
import { isAnySeen, type UnusedView, unusedPlaces } from './unused-view';

export interface FoundUnused {
  readonly environments: readonly EnvironmentReport[];
  /** What was not seen of the environments. */
  readonly unseen: readonly string[];
  readonly unread: readonly UnreadPlace[];
}

export interface UnusedSettings {
  /** Of the manifests that are checked. */
  readonly paths: readonly string[];
  readonly projects: readonly NamedProject[];
  readonly told: ToldHosts;
}

/** What nobody can see from here, whatever is asked. */
const NEVER_SEEN = [
  'projects and environments that nothing here names',
  'values: one may refer to a key that nobody declares, ${KEY}',
];

/** The keys that nobody declares, with who used them last. */
export async function viewOf(found: FoundUnused, settings: UnusedSettings, options: CheckOptions): Promise<UnusedView> {
  const { compose, catalogue } = options;
  const asked = { ...settings, compose: { compose }, catalogue };
  const { places, history, notLookedAt } = await withLastUses(unusedPlaces(found.environments), asked);
  const unanswered = found.environments.flatMap(({ project, environment, problems }) =>
    problems.map(({ path, message }) => `${environment}:${path} of project ${project}: ${message}`),
  );
  return {
    places,
    isSeen: isAnySeen(found.environments),
    history,
    notLookedAt: [...unanswered, ...found.unseen, ...notLookedAt, ...NEVER_SEEN],
    unread: found.unread,
  };
}

/** An unused key is no finding unless somebody says so; what could not be looked at leaves it open. */
export function exitCodeOfUnused({ environments, unread }: FoundUnused, { failOn }: CheckOptions): number {
  const failing = failOn.filter((status) => status === 'unused');
  const statuses = environments.flatMap(({ keys }) => keys.map(({ status }) => status));
  const isOpen = (status: (typeof statuses)[number]) => status === 'perhaps-unused' && isUnknownStatus(status, failing);
  if (unread.length > 0 || environments.some(({ problems }) => problems.length > 0) || statuses.some(isOpen))
    return ExitCode.FAILURE;
  return statuses.some((status) => status === 'unused' && failing.length > 0) ? ExitCode.FINDINGS : ExitCode.SUCCESS;
}
