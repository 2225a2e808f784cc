import { type LocatedFinding, unreadFinding } from '../../formats/located-finding';
import { withRenderedLine } from '../../manifests/real-file';
import {
  type CheckFailure,
  type CheckReport,
  type EnvironmentReport,
  isUnknownStatus,
  type KeyStatus,
  type Location,
  messageOf,
  type Status,
} from '../report';

/** What a program that shows findings next to the code has to know of one. */
export interface Finding extends LocatedFinding {
  readonly key: string;
  readonly environment: string;
  /** Why it could not be checked, where that is so: one host or one login is often why many cannot. */
  readonly cause?: string;
}

/** All that is not plainly fine, folders that could not be asked included. */
export function findingsOf({ environments, failing }: CheckReport): Finding[] {
  return environments.flatMap((report) => [
    ...report.keys.filter(({ status }) => status !== 'ok').map((keyStatus) => findingOf(keyStatus, report, failing)),
    ...report.problems.map(({ path, message, locations }): Finding => {
      const environment = environmentName(report);
      return {
        id: 'unchecked',
        level: 'error',
        message: placedMessage(
          `project "${report.project}" at ${report.environment}:${path} could not be checked: ${message}`,
          locations,
        ),
        title: environment,
        object: `folder ${path}`,
        locations: locations.map(fileLocation),
        key: '*',
        environment,
        cause: message,
      };
    }),
  ]);
}

/** What keeps from checking: that nothing could be checked at all, and what could not be read. */
export function hindrancesIn({ unread, failure }: CheckReport): LocatedFinding[] {
  return [...(failure === undefined ? [] : [failedFinding(failure)]), ...unread.map(unreadAtRealPlace)];
}

function unreadAtRealPlace({ real, message, ...place }: CheckReport['unread'][number]): LocatedFinding {
  if (real === undefined) return unreadFinding({ ...place, message });
  return unreadFinding({ ...real, message: withRenderedLine(message, place.file, place) });
}

/** GitHub takes no document with a finding that is nowhere. */
function failedFinding({ message, path }: CheckFailure): LocatedFinding {
  return { id: 'failed', level: 'error', message, locations: [{ file: path, line: 1, column: 1 }] };
}

export function environmentName({ project, environment }: EnvironmentReport): string {
  return `${environment} of project ${project}`;
}

function findingOf(keyStatus: KeyStatus, report: EnvironmentReport, failing: readonly Status[]): Finding {
  const { status, key, locations } = keyStatus;
  const environment = environmentName(report);
  return {
    id: status,
    level: levelOf(status, failing),
    message: placedMessage(messageOf(keyStatus, report), locations),
    title: key === '*' ? environment : `${key} in ${environment}`,
    object: `key ${key} at ${keyStatus.wanted.join(', ')}`,
    locations: locations.map(fileLocation),
    key,
    environment,
    ...(status === 'unchecked' && { cause: keyStatus.hint ?? '' }),
  };
}

/** What is shown at a real file says where to look in the rendering. */
function placedMessage(message: string, [first]: readonly Location[]): string {
  return first?.source === undefined ? message : withRenderedLine(message, first.file, first);
}

/** Programs open the file: of what was rendered no file has the line. */
function fileLocation({
  file,
  line,
  column,
  at,
  source,
  sourceLine = 1,
}: Location): LocatedFinding['locations'][number] {
  const place = source === undefined ? { file, line, column } : { file: source, line: sourceLine, column: 1 };
  return { ...place, ...(at !== undefined && { at }) };
}

function levelOf(status: Status, failing: readonly Status[]): Finding['level'] {
  if (isUnknownStatus(status, failing) || failing.includes(status)) return 'error';
  return status === 'unused' || status === 'perhaps-unused' ? 'note' : 'warning';
}
