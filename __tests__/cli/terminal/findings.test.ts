import { tellFindings, tellGone } from '../../../cli/terminal/findings';
import type { FindingRecord } from '../../../lib/evaluation/report/finding-record';
import { Severity } from '../../../lib/validation/severity';

let told: string;
beforeEach(() => {
  told = '';
  process.stderr.isTTY = true;
  jest.replaceProperty(process, 'env', { ...process.env, CI: '', NO_COLOR: '1' });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += text;
    return true;
  });
});
const { isTTY } = process.stderr;
afterEach(() => {
  process.stderr.isTTY = isTTY;
  jest.restoreAllMocks();
});

const finding = (rule: string, severity = Severity.WARNING, rest: Partial<FindingRecord> = {}): FindingRecord => ({
  severity,
  rule,
  message: `something of ${rule}`,
  ...rest,
});

function hintOf(findings: readonly FindingRecord[]): string | undefined {
  tellFindings(findings, { isVerbose: false, whole: '--verbose' });
  return /^more: .*$/m.exec(told)?.[0];
}

test('on a terminal a line says how to explain the rules that speak, errors first, each once, and no more than three', () => {
  const all = [finding('C5'), finding('H1'), finding('C5'), finding('O2'), finding('C2', Severity.ERROR)];
  expect(hintOf(all)).toBe('more: npx cdk8s-infisical explain C2 C5 H1');
  expect(told.endsWith('explain C2 C5 H1\n')).toBe(true);
});

test.each<[string, () => FindingRecord[]]>([
  ['what is suppressed', () => [finding('C2', Severity.ERROR, { suppressedBecause: 'of a reason' })]],
  ['rules of plugins of others', () => [finding('no-latest'), finding('x; rm -r y')]],
  ['nothing', () => []],
])('there is none for %s', (_, findings) => {
  expect(hintOf(findings())).toBeUndefined();
});

test.each<[string, () => void]>([
  [
    'in a pipe',
    () => {
      process.stderr.isTTY = false;
    },
  ],
  [
    'in CI',
    () => {
      process.env.CI = 'true';
    },
  ],
])('nor is there one %s', (_, arrange) => {
  arrange();
  expect(hintOf([finding('C2')])).toBeUndefined();
  expect(told).toContain('something of C2');
});

describe('a line that is longer than the terminal', () => {
  const { columns } = process.stderr;
  afterEach(() => {
    process.stderr.columns = columns;
  });
  const long = finding('C2', Severity.ERROR, { message: `reads ${'KEY, '.repeat(20)}from /orders` });

  test.each<[string, () => void]>([
    ['of what is found', () => tellFindings([long], { isVerbose: false, whole: '--verbose' })],
    ['of what is gone', () => tellGone([long])],
  ])('%s goes on behind blanks, in no other place than between words', (_, tellIt) => {
    process.stderr.columns = 40;
    tellIt();
    const [first, ...further] = told.split('\n').filter((line) => /KEY|orders/.test(line));
    expect([first, ...further].every((line) => line !== undefined && line.length <= 40)).toBe(true);
    expect([first, ...further.map((line) => line.replace(/^ {4}/, ''))].join(' ')).toContain(long.message);
  });

  test('is one line where there is no terminal', () => {
    process.stderr.isTTY = false;
    process.stderr.columns = 40;
    tellGone([long]);
    expect(told).toBe(`gone: ${long.message} (C2)\n`);
  });

  test('begins none with what a CI obeys', () => {
    process.stderr.columns = 40;
    tellGone([{ ...long, message: `${'word '.repeat(8)}::error::obeyed` }]);
    expect(told).not.toMatch(/^\s*::/m);
  });
});
