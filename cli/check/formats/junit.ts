import {
  type CheckReport,
  type EnvironmentReport,
  type KeyVerdict,
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
  const verdicts = report.keys.filter(({ status }) => status !== 'unused' || failing.includes('unused'));
  const outcomes = verdicts.map(({ status }) => outcomeOf(status, failing));
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  const attributes = [
    ['name', environmentName(report)],
    ['tests', String(verdicts.length + report.problems.length)],
    ['failures', String(count('failure'))],
    ['errors', String(count('error') + report.problems.length)],
    ['skipped', String(count('skipped'))],
  ];
  const cases = [
    ...verdicts.map((verdict, index) => testcase(verdict, outcomes[index], report)),
    ...report.problems.map(({ path, message }) =>
      caseOf(path, environmentName(report), element('error', 'unchecked', message)),
    ),
  ];
  return `  <testsuite${attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')}>\n${cases.join('')}  </testsuite>\n`;
}

type CaseOutcome = 'failure' | 'error' | 'skipped' | 'output' | 'ok';

function outcomeOf(status: Status, failing: readonly Status[]): CaseOutcome {
  if (status === 'unchecked') return 'error';
  if (failing.includes(status)) return 'failure';
  if (status === 'optional-missing') return 'skipped';
  return status === 'ok' ? 'ok' : 'output';
}

function testcase(verdict: KeyVerdict, outcome: CaseOutcome, report: EnvironmentReport): string {
  const { key, wanted, status, locations } = verdict;
  const message = messageOf(verdict, report);
  const where = locations.map(({ file, line }) => `${file}:${line}`).join('\n');
  const inner =
    outcome === 'ok'
      ? ''
      : outcome === 'output'
        ? `      <system-out>${escaped(message)}</system-out>\n`
        : element(outcome, STATUS_NAMES[status], message, where);
  return caseOf(key, `${environmentName(report)} at ${wanted.join(', ')}`, inner);
}

function caseOf(name: string, classname: string, inner: string): string {
  const start = `    <testcase name="${escaped(name)}" classname="${escaped(classname)}"`;
  return inner === '' ? `${start}/>\n` : `${start}>\n${inner}    </testcase>\n`;
}

function element(name: 'failure' | 'error' | 'skipped', type: string, message: string, text = ''): string {
  const kind = name === 'skipped' ? '' : ` type="${escaped(type)}"`;
  return `      <${name}${kind} message="${escaped(message)}">${escaped(text)}</${name}>\n`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

function escaped(text: string): string {
  // XML 1.0 has no way to write the other control characters.
  const writable = text.replaceAll(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
  return writable.replaceAll(/[&<>"\n]/g, (one) => ESCAPES[one]);
}
