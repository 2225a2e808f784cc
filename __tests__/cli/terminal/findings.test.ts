import { tellFindings } from '../../../cli/terminal/findings';
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
