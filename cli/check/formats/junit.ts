import { junitText, type TestCase, type TestSuite } from '../../formats/junit';
import {
  type CheckFailure,
  type CheckReport,
  type EnvironmentReport,
  isUnknownStatus,
  type KeyStatus,
  messageOf,
  STATUS_NAMES,
  type Status,
  type UnreadPlace,
} from '../report';
import { CHECK } from './check-document';
import { environmentName } from './findings';
import { fromText } from './user-lines';

/** JUnit XML: an environment is a suite, a key that somebody needs a case; what is unread is an error of its own. */
export function junit({ environments, failing, unread, failure }: CheckReport): string {
  const unreadSuite = { name: 'files that are unread', cases: unread.map(unreadCase) };
  const suites = environments.map((report) => suiteOf(report, failing));
  const failed = failure === undefined ? [] : [{ name: CHECK, cases: [failedCase(failure)] }];
  return junitText(CHECK, [...failed, ...(unread.length > 0 ? [unreadSuite] : []), ...suites]);
}

function failedCase({ message, path }: CheckFailure): TestCase {
  return { name: path, classname: 'failed', outcome: 'error', type: 'failed', message };
}

function unreadCase({ file, line, column, message, real }: UnreadPlace): TestCase {
  return {
    name: file,
    classname: 'unread',
    outcome: 'error',
    type: 'unread',
    message,
    text: `${file}:${line}:${column}${fromText({ source: real?.file, sourceLine: real?.line })}`,
  };
}

function suiteOf(report: EnvironmentReport, failing: readonly Status[]): TestSuite {
  const keyStatuses = report.keys.filter(({ status }) => failing.includes('unused') || !/unused$/.test(status));
  const name = environmentName(report);
  const cases = [
    ...keyStatuses.map((keyStatus) => caseOf(keyStatus, outcomeOf(keyStatus.status, failing), report)),
    ...report.problems.map(
      ({ path, message }): TestCase => ({ name: path, classname: name, outcome: 'error', type: 'unchecked', message }),
    ),
  ];
  return { name, cases };
}

function outcomeOf(status: Status, failing: readonly Status[]): TestCase['outcome'] {
  if (isUnknownStatus(status, failing)) return 'error';
  if (failing.includes(status)) return 'failure';
  if (status === 'optional-missing') return 'skipped';
  return status === 'ok' ? 'ok' : 'output';
}

function caseOf(keyStatus: KeyStatus, outcome: TestCase['outcome'], report: EnvironmentReport): TestCase {
  const { key, wanted, status, locations } = keyStatus;
  return {
    name: key,
    classname: `${environmentName(report)} at ${wanted.join(', ')}`,
    outcome,
    type: STATUS_NAMES[status],
    message: messageOf(keyStatus, report),
    text: locations.map((location) => `${location.file}:${location.line}${fromText(location)}`).join('\n'),
  };
}
