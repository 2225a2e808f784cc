import {
  type CheckReport,
  type EnvironmentReport,
  type KeyStatus,
  type Location,
  messageOf,
  type Status,
} from '../report';

/** What a program that shows findings next to the code has to know of one. */
export interface Finding {
  readonly status: Status;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly locations: readonly Location[];
  readonly key: string;
  readonly environment: string;
  /** Why it could not be checked, where that is so: one host or one login is often why many cannot. */
  readonly cause?: string;
}

/** All that is not plainly fine, folders that could not be asked included. */
export function findingsOf({ environments, failing }: CheckReport): Finding[] {
  return environments.flatMap((report) => [
    ...report.keys.filter(({ status }) => status !== 'ok').map((keyStatus) => findingOf(keyStatus, report, failing)),
    ...report.problems.map(
      ({ path, message, locations }): Finding => ({
        status: 'unchecked',
        level: 'error',
        message: `project "${report.project}" at ${report.environment}:${path} could not be checked: ${message}`,
        locations,
        key: '*',
        environment: environmentName(report),
        cause: message,
      }),
    ),
  ]);
}

export function environmentName({ project, environment }: EnvironmentReport): string {
  return `${environment} of project ${project}`;
}

function findingOf(keyStatus: KeyStatus, report: EnvironmentReport, failing: readonly Status[]): Finding {
  const { status, key, locations } = keyStatus;
  return {
    status,
    level: levelOf(status, failing),
    message: messageOf(keyStatus, report),
    locations,
    key,
    environment: environmentName(report),
    ...(status === 'unchecked' && { cause: keyStatus.hint ?? '' }),
  };
}

function levelOf(status: Status, failing: readonly Status[]): Finding['level'] {
  if (status === 'unchecked' || failing.includes(status)) return 'error';
  return status === 'unused' ? 'note' : 'warning';
}
