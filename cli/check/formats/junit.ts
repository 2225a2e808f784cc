import { xmlText } from '../../languages/xml';
import {
  type CheckReport,
  type EnvironmentReport,
  type KeyStatus,
  messageOf,
  STATUS_NAMES,
  type Status,
} from '../report';
import { environmentName } from './findings';

/** JUnit XML: an environment is a suite, a key that somebody needs a case. */
export function junit({ environments, failing }: CheckReport): string {
  const suites = environments.map((report) => suite(report, failing)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cdk8s-infisical check">\n${suites}</testsuites>\n`;
}

function suite(report: EnvironmentReport, failing: readonly Status[]): string {
  const keyStatuses = report.keys.filter(({ status }) => status !== 'unused' || failing.includes('unused'));
  const outcomes = keyStatuses.map(({ status }) => outcomeOf(status, failing));
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  const attributes = [
    ['name', environmentName(report)],
    ['tests', String(keyStatuses.length + report.problems.length)],
    ['failures', String(count('failure'))],
    ['errors', String(count('error') + report.problems.length)],
    ['skipped', String(count('skipped'))],
  ];
  const cases = [
    ...keyStatuses.map((keyStatus, index) => testcase(keyStatus, outcomes[index], report)),
    ...report.problems.map(({ path, message }) =>
      caseOf(path, environmentName(report), element('error', 'unchecked', message)),
    ),
  ];
  return `  <testsuite${attributes.map(([name, value]) => ` ${name}="${xmlText(value)}"`).join('')}>\n${cases.join('')}  </testsuite>\n`;
}

type CaseOutcome = 'failure' | 'error' | 'skipped' | 'output' | 'ok';

function outcomeOf(status: Status, failing: readonly Status[]): CaseOutcome {
  if (status === 'unchecked') return 'error';
  if (failing.includes(status)) return 'failure';
  if (status === 'optional-missing') return 'skipped';
  return status === 'ok' ? 'ok' : 'output';
}

function testcase(keyStatus: KeyStatus, outcome: CaseOutcome, report: EnvironmentReport): string {
  const { key, wanted, status, locations } = keyStatus;
  const message = messageOf(keyStatus, report);
  const where = locations.map(({ file, line }) => `${file}:${line}`).join('\n');
  const inner =
    outcome === 'ok'
      ? ''
      : outcome === 'output'
        ? `      <system-out>${xmlText(message)}</system-out>\n`
        : element(outcome, STATUS_NAMES[status], message, where);
  return caseOf(key, `${environmentName(report)} at ${wanted.join(', ')}`, inner);
}

function caseOf(name: string, classname: string, inner: string): string {
  const start = `    <testcase name="${xmlText(name)}" classname="${xmlText(classname)}"`;
  return inner === '' ? `${start}/>\n` : `${start}>\n${inner}    </testcase>\n`;
}

function element(name: 'failure' | 'error' | 'skipped', type: string, message: string, text = ''): string {
  const kind = name === 'skipped' ? '' : ` type="${xmlText(type)}"`;
  return `      <${name}${kind} message="${xmlText(message)}">${xmlText(text)}</${name}>\n`;
}
