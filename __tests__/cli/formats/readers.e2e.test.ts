import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentOf, FINDINGS_FORMATS } from '../../../cli/formats/document';
import { type FindingsDocument, type LocatedFinding, unreadFinding } from '../../../cli/formats/located-finding';

/** Other readers of the formats, by who keeps them. */
const PACKAGES = ['sarif-tools==3.0.5', 'junitparser==5.0.3'];
const READER = `
import json, sys
from junitparser import JUnitXml, Error, Failure
from sarif import loader
folder = sys.argv[1]
sarif = loader.load_sarif_file(folder + '/sarif')
records = [[one['Code'], one['Severity'], one['Location'], one['Line']] for one in sarif.get_records()]
xml = JUnitXml.fromfile(folder + '/junit')
cases = [case for suite in xml for case in suite]
kinds = {Error: 'error', Failure: 'failure'}
results = [[case.name, [kinds.get(type(one), 'other') for one in case.result]] for case in cases]
print(json.dumps({'sarif': records, 'junit': results, 'counts': [xml.tests, xml.failures, xml.errors]}))
`;

const HOSTILE = '\u001b[31m]]>\n::error::<x a="b">%0A,:&\u202e##vso[task.x] https://u:hunter2@h/?token=hunter2 [a](b)';
const C11 = { id: 'C11', title: 'One thing holds', text: 'Else it breaks.', level: 'error' } as const;
const at = (file: string, line: number) => ({ file, line, column: 3, at: 'spec' });
const FINDINGS: LocatedFinding[] = [
  unreadFinding({ file: 'k8s/b.yaml', line: 3, column: 1, message: HOSTILE }),
  { id: 'C11', level: 'error', message: HOSTILE, object: HOSTILE, locations: [at('k8s/a b.yaml', 7)] },
  { id: 'M2', level: 'warning', message: 'unwise', object: 'Deployment a', locations: [at('k8s/ä#1.yaml', 8)] },
  { id: 'M2', level: 'note', message: 'unwise', object: 'Deployment a', locations: [at('k8s/ä#1.yaml', 9)] },
];

let temp: string;

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'formats-'));
  execFileSync('python3', ['-m', 'venv', 'venv'], { cwd: temp });
  execFileSync(join(temp, 'venv/bin/pip'), ['install', '--quiet', ...PACKAGES], { cwd: temp });
  writeFileSync(join(temp, 'read.py'), READER);
});

afterAll(() => rmSync(temp, { recursive: true, force: true }));

test('sarif-tools and junitparser find what was written, whatever the texts are', () => {
  const document: FindingsDocument = { tool: 'cdk8s-infisical lint', rules: [C11], findings: FINDINGS };
  for (const format of FINDINGS_FORMATS) writeFileSync(join(temp, format), documentOf(format, document));
  const read = JSON.parse(
    execFileSync(join(temp, 'venv/bin/python'), ['read.py', temp], { cwd: temp, encoding: 'utf8' }),
  );
  expect(read.sarif.sort()).toEqual([
    ['C11', 'error', 'k8s/a%20b.yaml', 7],
    ['M2', 'note', 'k8s/%C3%A4%231.yaml', 9],
    ['M2', 'warning', 'k8s/%C3%A4%231.yaml', 8],
    ['unread', 'error', 'k8s/b.yaml', 3],
  ]);
  expect(read.counts).toEqual([4, 1, 1]);
  expect(read.junit.map(([, kinds]: [string, string[]]) => kinds)).toEqual([['error'], ['failure'], [], []]);
  expect(new Set(read.junit.map(([name]: [string]) => name)).size).toBe(4);
});
