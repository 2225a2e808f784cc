import { grouped } from '../../lib/collections/grouped';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import { xmlText } from '../languages/xml';
import { type FindingsDocument, isUnknown, type LocatedFinding } from './located-finding';
import { shownFile } from './shown-file';

/** One test of a report. */
export interface TestCase {
  readonly name: string;
  readonly classname: string;
  /** `ok` if it has passed, `output` if something is to be said nevertheless. */
  readonly outcome: 'failure' | 'error' | 'skipped' | 'output' | 'ok';
  readonly type?: string;
  readonly message?: string;
  readonly text?: string;
}

export interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

/**
 * JUnit XML, as linters write it (ESLint's formatter: a suite a file, a case a message): a finding is a test that does not
 * pass, a file without any is one that does. By class and name GitLab knows a test again: neither has a line.
 */
export function junit({ tool, findings, files = [], failing = ['error'] }: FindingsDocument): string {
  const fileOf = ({ locations: [first] }: LocatedFinding) => shownFile(first?.file ?? tool);
  const found = grouped(findings, fileOf);
  const names = [...new Set([...files.map(shownFile), ...found.keys()])];
  const suites = (names.length > 0 ? names : [tool]).map((name): TestSuite => {
    const own = found.get(name) ?? [];
    const cases = own.map((finding) => caseOf(finding, name, failing.includes(finding.level)));
    return { name, cases: cases.length > 0 ? cases : [{ name: 'nothing is found', classname: name, outcome: 'ok' }] };
  });
  return junitText(tool, suites);
}

/** What was found, as the test that does not pass. GitLab shows the text, and not the message. */
function caseOf(finding: LocatedFinding, classname: string, isFailing: boolean): TestCase {
  const { id, message, locations, object, title } = finding;
  const name = [id, object ?? title, locations[0]?.at].filter((part) => part !== undefined).join(' ');
  const outcome = isUnknown(finding) ? 'error' : isFailing ? 'failure' : 'output';
  const text = [message, ...locations.map(({ file, line, column }) => `${file}:${line}:${column}`)].join('\n');
  return { name, classname, outcome, type: id, message, text };
}

/** Suites of tests as JUnit XML, which Jenkins, GitLab, Azure and others read. Of tests with one name GitLab shows the first. */
export function junitText(tool: string, suites: readonly TestSuite[]): string {
  const unique = uniquelyNamed(suites);
  const all = unique.flatMap(({ cases }) => cases);
  const attributes = attributesText([['name', tool], ...countsOf(all)]);
  const texts = unique.map(suiteText).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${texts}</testsuites>\n`;
}

function uniquelyNamed(suites: readonly TestSuite[]): TestSuite[] {
  const counts = new Map<string, number>();
  return suites.map((suite) => ({
    ...suite,
    cases: suite.cases.map((one) => {
      const id = JSON.stringify([suite.name, one.classname, one.name]);
      const before = counts.get(id) ?? 0;
      counts.set(id, before + 1);
      return before === 0 ? one : { ...one, name: `${one.name} (${before + 1})` };
    }),
  }));
}

function countsOf(cases: readonly TestCase[]): [name: string, value: string][] {
  const count = (outcome: TestCase['outcome']) => String(cases.filter((one) => one.outcome === outcome).length);
  return [
    ['tests', String(cases.length)],
    ['failures', count('failure')],
    ['errors', count('error')],
  ];
}

function suiteText({ name, cases }: TestSuite): string {
  const skipped = String(cases.filter(({ outcome }) => outcome === 'skipped').length);
  const attributes = attributesText([['name', name], ...countsOf(cases), ['skipped', skipped]]);
  return `  <testsuite${attributes}>\n${cases.map(caseText).join('')}  </testsuite>\n`;
}

function caseText(one: TestCase): string {
  const { name, classname } = one;
  const start = `    <testcase${attributesText([
    ['name', name],
    ['classname', classname],
  ])}`;
  return one.outcome === 'ok' ? `${start}/>\n` : `${start}>\n${outcomeText(one)}    </testcase>\n`;
}

function outcomeText({ outcome, type = '', message = '', text = '' }: TestCase): string {
  if (outcome === 'output') return `      <system-out>${shownText(message)}</system-out>\n`;
  const kind: [string, string][] = outcome === 'skipped' ? [] : [['type', type]];
  return `      <${outcome}${attributesText([...kind, ['message', message]])}>${shownText(text)}</${outcome}>\n`;
}

function attributesText(attributes: readonly (readonly [name: string, value: string])[]): string {
  return attributes.map(([name, value]) => ` ${name}="${shownText(value)}"`).join('');
}

/** A name may hold the credentials of a URL. */
function shownText(text: string): string {
  return xmlText(withoutCredentialsIn(text));
}
