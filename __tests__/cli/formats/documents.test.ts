import assert from 'node:assert';
import fc from 'fast-check';
import type { Log } from 'sarif';
import { documentOf, FINDINGS_FORMATS } from '../../../cli/formats/document';
import {
  documentUri,
  type FindingsDocument,
  type LocatedFinding,
  unreadFinding,
} from '../../../cli/formats/located-finding';
import { hostile } from '../languages/hostile';
import { type JunitCase, readCommands, readIssues, readJunit } from './readers';

const C11_PAGE = documentUri('rules.md#c11');
const C11 = {
  id: 'C11',
  title: 'One thing holds',
  text: 'Else it breaks.',
  level: 'error',
  helpUri: C11_PAGE,
} as const;
const M2 = { id: 'M2', title: 'Another one', level: 'warning' } as const;
const AT = { file: './k8s/api.yaml', line: 7, column: 11, at: 'spec.a[0]' };
const FOUND: LocatedFinding = {
  id: 'C11',
  level: 'error',
  message: 'a [b](c) is wrong',
  object: 'Deployment a',
  locations: [AT],
};

function documented(findings: readonly LocatedFinding[], more: Partial<FindingsDocument> = {}): FindingsDocument {
  return { tool: 'cdk8s-infisical lint', rules: [C11, M2], findings, ...more };
}

function sarifRun(document: FindingsDocument): Log['runs'][number] {
  return (JSON.parse(documentOf('sarif', document)) as Log).runs[0];
}

function fingerprintsIn(findings: readonly LocatedFinding[]): unknown[] {
  const { results = [] } = sarifRun(documented(findings));
  const inSarif = results.map(({ partialFingerprints }) => partialFingerprints?.['cdk8sInfisical/v1']);
  const inGitlab = readIssues(documentOf('gitlab', documented(findings))).map(({ fingerprint }) => fingerprint);
  expect(inGitlab).toEqual(inSarif);
  return inSarif;
}

test('what is unread is an error in every format, and comes first where few are shown', () => {
  const unread = unreadFinding({ file: 'k8s/b.yaml', line: 3, column: 1, message: 'it is broken' });
  const document = documented([FOUND, unread]);

  const run = sarifRun(document);
  expect(run.invocations).toEqual([{ executionSuccessful: false }]);
  const [, result] = run.results ?? [];
  expect(result).toMatchObject({ ruleId: 'unread', level: 'error', message: { text: 'unread: it is broken' } });
  expect(run.tool.driver.rules?.[result.ruleIndex ?? -1]).toMatchObject({ id: 'unread' });

  const cases = readJunit(documentOf('junit', document));
  expect(cases.filter(({ outcome }) => outcome === 'error')).toEqual([
    expect.objectContaining({ type: 'unread', text: 'unread: it is broken\nk8s/b.yaml:3:1' }),
  ]);

  const [first] = readCommands(documentOf('github', document));
  expect(first).toMatchObject({ command: 'error', properties: { file: 'k8s/b.yaml', line: '3', col: '1' } });

  expect(readIssues(documentOf('gitlab', document))[1]).toMatchObject({ check_name: 'unread', severity: 'blocker' });
});

test('SARIF tells of each rule what it says and where more is told, of each place where it is, and of no line what it holds', () => {
  const { tool, results, originalUriBaseIds, invocations } = sarifRun(documented([FOUND]));
  expect(tool.driver.rules?.[0]).toEqual({
    id: 'C11',
    shortDescription: { text: 'One thing holds' },
    fullDescription: { text: 'Else it breaks.' },
    help: { text: `Else it breaks.\n\n${C11_PAGE}` },
    helpUri: C11_PAGE,
    defaultConfiguration: { level: 'error' },
  });
  expect(results?.[0]).toEqual({
    ruleId: 'C11',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'a \\[b\\](c) is wrong' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'k8s/api.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 7, startColumn: 11 },
        },
        logicalLocations: [{ fullyQualifiedName: 'spec.a[0]' }],
      },
    ],
    partialFingerprints: { 'cdk8sInfisical/v1': expect.stringMatching(/^[0-9a-f]{32}$/) },
  });
  expect(Object.keys(originalUriBaseIds ?? {})).toEqual(['%SRCROOT%']);
  expect(invocations).toEqual([{ executionSuccessful: true }]);
});

test.each([
  ['/srv/a b.yaml', { uri: 'file:///srv/a%20b.yaml' }],
  ['C:\\k8s\\a.yaml', { uri: 'file:///C:/k8s/a.yaml' }],
  ['\\\\host\\k8s\\a.yaml', { uri: 'file://host/k8s/a.yaml' }],
  ['.\\k8s\\a#1.yaml', { uri: 'k8s/a%231.yaml', uriBaseId: '%SRCROOT%' }],
  ['../a.yaml', { uri: '../a.yaml', uriBaseId: '%SRCROOT%' }],
  ['-', { uri: '-', uriBaseId: '%SRCROOT%' }],
])('SARIF makes a URI of %s', (file, artifactLocation) => {
  const { results } = sarifRun(documented([{ ...FOUND, locations: [{ ...AT, file }] }]));
  expect(results?.[0].locations?.[0].physicalLocation?.artifactLocation).toEqual(artifactLocation);
});

describe('a fingerprint', () => {
  const other = { ...FOUND, object: 'Deployment b' };

  test('is that of the finding after its lines and its message have changed, and whatever others there are', () => {
    const moved = { ...FOUND, message: 'said otherwise', locations: [{ ...AT, line: 90, column: 2 }] };
    const [one] = fingerprintsIn([FOUND]);
    expect(fingerprintsIn([other, moved])[1]).toBe(one);
  });

  test('is another one for each finding, also for equal ones', () => {
    const unplaced = { ...FOUND, object: undefined, locations: [{ file: 'a.yaml', line: 1, column: 1 }] };
    const all = [FOUND, FOUND, FOUND, other, unplaced, { ...unplaced, message: 'something else' }];
    expect(new Set(fingerprintsIn(all)).size).toBe(all.length);
  });

  test('of a finding that has nothing but a message is that of the message without its numbers', () => {
    const at = (line: number) => {
      const message = `line ${line} is broken`;
      return { id: 'unread', level: 'error' as const, message, locations: [{ file: 'a.yaml', line, column: 1 }] };
    };
    expect(fingerprintsIn([at(3)])).toEqual(fingerprintsIn([at(40)]));
  });
});

describe('JUnit', () => {
  test('has a suite for each file, and a test for each finding, or one that passes', () => {
    const warned = { ...FOUND, id: 'M2', level: 'warning' as const };
    const cases = (more: Partial<FindingsDocument>) =>
      readJunit(documentOf('junit', documented([FOUND, FOUND, warned], more))).map(({ name, classname, outcome }) => [
        classname,
        name,
        outcome,
      ]);
    const found = [
      ['k8s/api.yaml', 'C11 Deployment a spec.a[0]', 'failure'],
      ['k8s/api.yaml', 'C11 Deployment a spec.a[0] (2)', 'failure'],
      ['k8s/api.yaml', 'M2 Deployment a spec.a[0]', 'output'],
    ];
    expect(cases({})).toEqual(found);
    expect(cases({ files: ['./k8s/api.yaml', './k8s/web.yaml'] })).toEqual([
      ...found,
      ['k8s/web.yaml', 'nothing is found', 'ok'],
    ]);
    expect(cases({ failing: ['error', 'warning'] })[2][2]).toBe('failure');
    expect(readJunit(documentOf('junit', documented([])))).toMatchObject([{ outcome: 'ok' }]);
  });
});

test('GitHub gets the title of the rule where a finding has none', () => {
  const [one, two] = readCommands(documentOf('github', documented([FOUND, { ...FOUND, title: 'PORT in prod' }])));
  expect(one).toEqual({
    command: 'error',
    properties: { file: 'k8s/api.yaml', line: '7', col: '11', title: 'C11: One thing holds' },
    message: 'a [b](c) is wrong',
  });
  expect(two.properties.title).toBe('PORT in prod');
});

test('GitLab gets a place for each issue, and the severity of its level', () => {
  const levels = (['error', 'warning', 'note'] as const).map((level) => ({ ...FOUND, level, locations: [] }));
  const issues = readIssues(documentOf('gitlab', documented([FOUND, ...levels])));
  expect(issues.map(({ severity }) => severity)).toEqual(['major', 'major', 'minor', 'info']);
  expect(issues[0].location).toEqual({ path: 'k8s/api.yaml', lines: { begin: 7 } });
});

test('every format is read as it was meant, whatever the texts are', () => {
  const place = fc.record({ file: hostile, line: fc.nat(9), column: fc.nat(9), at: hostile });
  const finding = fc.record({
    id: hostile,
    level: fc.constantFrom('error' as const, 'warning' as const, 'note' as const),
    message: hostile,
    title: hostile,
    object: hostile,
    locations: fc.array(place, { minLength: 1, maxLength: 2 }),
  });
  const rule = fc.record({ id: hostile, title: hostile, text: hostile, level: fc.constant('error' as const) });
  const documents = fc.record({
    tool: fc.constant('cdk8s-infisical lint'),
    rules: fc.uniqueArray(rule, { maxLength: 2, selector: ({ id }) => id }),
    findings: fc.array(finding, { maxLength: 3 }),
  });
  fc.assert(fc.property(documents, holdsInEach), { numRuns: 60, seed: 1 });
});

function holdsInEach(document: FindingsDocument): void {
  const { findings } = document;
  for (const format of FINDINGS_FORMATS) {
    const text = documentOf(format, document);
    assert.equal(text, documentOf(format, document));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]|##\w*\[/);
  }
  const cases: JunitCase[] = readJunit(documentOf('junit', document));
  assert.equal(cases.length, Math.max(findings.length, 1));
  assert.equal(new Set(cases.map(({ classname, name }) => `${classname}\0${name}`)).size, cases.length);
  assert.equal(readCommands(documentOf('github', document)).length, findings.length);
  assert.equal(readIssues(documentOf('gitlab', document)).length, findings.length);
  const { results = [], tool } = sarifRun(document);
  assert.equal(results.length, findings.length);
  for (const { ruleId, ruleIndex = -1, locations = [] } of results) {
    assert.equal(tool.driver.rules?.[ruleIndex].id, ruleId);
    for (const { physicalLocation } of locations) {
      assert.match(physicalLocation?.artifactLocation?.uri ?? '', /^[\w%.~!*'()/:-]*$/);
      assert.ok((physicalLocation?.region?.startLine ?? 0) >= 1);
    }
  }
}
