import type { Log } from 'sarif';
import { github } from '../../../cli/check/formats/github';
import { json } from '../../../cli/check/formats/json';
import { junit } from '../../../cli/check/formats/junit';
import { sarif } from '../../../cli/check/formats/sarif';
import { table } from '../../../cli/check/formats/table';
import type { CheckReport, KeyStatus, User } from '../../../cli/check/report';
import { commandLine } from '../command-line';
import { shop } from '../infisical-double/world';
import { check, double, folderWith, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from './workplace';

afterAll(tidyUp);

const API: User = {
  object: 'Deployment shop/api',
  container: 'api',
  as: 'variable PORT',
  file: 'dist/a.yaml',
  line: 7,
  column: 11,
  at: 'spec.template.spec.containers[0].env[0]',
};
const WEB: User = { object: 'Job shop/web', as: 'file /etc/PORT', file: 'dist/b.yaml', line: 9, column: 1 };

function status(status: KeyStatus['status'], about: Partial<KeyStatus> = {}): KeyStatus {
  const users = status === 'unused' ? [] : [API];
  const found = status === 'ok' || status === 'unused' ? ['prod:/'] : [];
  return { status, key: 'PORT', wanted: ['prod:/'], found, users, locations: [API], ...about };
}

function report(keys: readonly KeyStatus[], more: Partial<CheckReport['environments'][number]> = {}): CheckReport {
  const environment = {
    host: 'https://x.example.com',
    project: 'shop',
    environment: 'prod',
    keys,
    problems: [],
    ...more,
  };
  return { environments: [environment], unread: [], failing: ['missing'] };
}

const ALL = report(
  [
    status('ok'),
    status('missing', { key: 'PROT', hint: 'did you mean "PORT"?', users: [API, WEB], locations: [API, WEB] }),
    status('optional-missing', { key: 'A' }),
    status('duplicate', { key: 'B', found: ['prod:/', 'prod:/b'], hint: 'keep one' }),
    status('unused', { key: 'C' }),
    status('unchecked', { key: 'D', hint: 'no answer' }),
  ],
  { problems: [{ path: '/', message: 'no answer', locations: [WEB] }] },
);

/** Names that mean something to terminals, GitHub, XML or JSON. */
const HOSTILE = '\u001b[31m]]>\n::error::<x a="b">%0A,:&\u202e';
const EVIL = report(
  [
    status('missing', {
      key: HOSTILE,
      users: [{ ...API, object: HOSTILE, file: HOSTILE }],
      hint: HOSTILE,
      locations: [{ file: HOSTILE, line: 1, column: 1, at: HOSTILE }],
    }),
  ],
  {
    project: HOSTILE,
    problems: [{ path: HOSTILE, message: HOSTILE, locations: [] }],
  },
);

function inSources(uri: string) {
  return { uri, uriBaseId: '%SRCROOT%' };
}

const plain = (text: string) => text;
const PAINTS = { bold: plain, red: plain, yellow: plain, dim: plain };

test('the table shows what to look at, and counts what is fine', () => {
  expect(table(ALL, PAINTS)).toBe(
    [
      'prod of project shop https://x.example.com',
      '1 ok, 1 missing or not visible, 1 missing, but optional, 1 duplicate, 1 unused, 1 not checked',
      '  missing or not visible  PROT  prod:/   dist/a.yaml:7  Deployment shop/api, variable PORT  did you mean "PORT"?',
      '                                         dist/b.yaml:9  Job shop/web, file /etc/PORT',
      '  missing, but optional   A     prod:/   dist/a.yaml:7  Deployment shop/api, variable PORT',
      '  duplicate               B     prod:/   dist/a.yaml:7  Deployment shop/api, variable PORT  keep one',
      '                                prod:/b',
      'unused: C at prod:/',
      'not checked: prod:/ (D): no answer',
      '  D  dist/a.yaml:7  Deployment shop/api, variable PORT',
      '',
    ].join('\n'),
  );
});

test('the table gives a terminal nothing to obey', () => {
  for (const character of ['\u001b', '\u202e']) expect(table(EVIL, PAINTS)).not.toContain(character);
});

test('JSON holds every key with its status, the places and the lines', () => {
  expect(JSON.parse(json(ALL))).toEqual({ environments: ALL.environments, unread: [] });
});

describe('SARIF', () => {
  const { runs, version } = JSON.parse(sarif(ALL)) as Log;
  const [{ results = [], tool }] = runs;

  test('has a result for all that is not fine, with its level', () => {
    expect(version).toBe('2.1.0');
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['missing', 'error'],
      ['optional-missing', 'warning'],
      ['duplicate', 'warning'],
      ['unused', 'note'],
      ['unchecked', 'error'],
      ['unchecked', 'error'],
    ]);
    for (const { ruleId, ruleIndex = -1 } of results) expect(tool.driver.rules?.[ruleIndex].id).toBe(ruleId);
  });

  test('points at the place of everybody who needs the key, in its file and in its object', () => {
    expect(results[0].message.text).toBe(
      'the key "PROT" is missing or not visible in project "shop" at prod:/: did you mean "PORT"? Needed by Deployment shop/api, container api, variable PORT; Job shop/web, file /etc/PORT',
    );
    expect(results[0].locations).toEqual([
      {
        physicalLocation: { artifactLocation: inSources('dist/a.yaml'), region: { startLine: 7, startColumn: 11 } },
        logicalLocations: [{ fullyQualifiedName: 'spec.template.spec.containers[0].env[0]' }],
      },
      { physicalLocation: { artifactLocation: inSources('dist/b.yaml'), region: { startLine: 9, startColumn: 1 } } },
    ]);
  });

  test('makes a URI of any name of a file', () => {
    const [run] = (JSON.parse(sarif(EVIL)) as Log).runs;
    expect(run.results?.[0].locations?.[0].physicalLocation?.artifactLocation?.uri).toMatch(/^[\w%.~!*'()/-]+$/);
  });
});

describe('JUnit', () => {
  test('has a suite for each environment and a case for each key that somebody needs', () => {
    expect(
      junit(ALL)
        .split('\n')
        .filter((line) => line.includes('<test')),
    ).toEqual([
      '<testsuites name="cdk8s-infisical check" tests="6" failures="1" errors="2">',
      '  <testsuite name="prod of project shop" tests="6" failures="1" errors="2" skipped="1">',
      '    <testcase name="PORT" classname="prod of project shop at prod:/"/>',
      '    <testcase name="PROT" classname="prod of project shop at prod:/">',
      '    <testcase name="A" classname="prod of project shop at prod:/">',
      '    <testcase name="B" classname="prod of project shop at prod:/">',
      '    <testcase name="D" classname="prod of project shop at prod:/">',
      '    <testcase name="/" classname="prod of project shop">',
    ]);
    expect(junit(ALL)).toContain('did you mean &quot;PORT&quot;?');
  });

  test('is XML whatever the names are', () => {
    const text = junit(EVIL);
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
    expect(text.slice(text.indexOf('\n')).replaceAll(/<\/?[a-z]+( [a-z]+="[^"<>]*")*\/?>/g, '')).not.toMatch(
      /[<>]|&(?!(amp|lt|gt|quot|#10);)/,
    );
    expect(text).not.toContain('\u001b');
  });
});

describe('annotations of GitHub', () => {
  test('stand at the line that needs the key', () => {
    expect(github(ALL).split('\n').slice(0, 4)).toEqual([
      '::error file=dist/a.yaml,line=7,col=11,title=PROT in prod of project shop::the key "PROT" is missing or not visible in project "shop" at prod:/: did you mean "PORT"? Needed by Deployment shop/api, container api, variable PORT; Job shop/web, file /etc/PORT',
      '::warning file=dist/a.yaml,line=7,col=11,title=A in prod of project shop::the key "A" is missing, but optional in project "shop" at prod:/. Needed by Deployment shop/api, container api, variable PORT',
      '::warning file=dist/a.yaml,line=7,col=11,title=B in prod of project shop::the key "B" exists more than once in project "shop", at prod:/ and prod:/b: keep one. Needed by Deployment shop/api, container api, variable PORT',
      '::notice file=dist/a.yaml,line=7,col=11,title=C in prod of project shop::the key "C" in project "shop" at prod:/ is used by nobody in these manifests',
    ]);
  });

  test('are one for all that one cause keeps from being checked: GitHub shows ten of them', () => {
    const paths = Array.from({ length: 40 }, (_, i) => `/a${i}`);
    const keys = paths.map((path, i) =>
      status('unchecked', { key: `K${i}`, wanted: [`prod:${path}`], hint: 'no answer' }),
    );
    const problems = paths.map((path) => ({ path, message: 'no answer', locations: [WEB] }));
    expect(github(report([status('missing'), ...keys], { problems }))).toBe(
      '::error file=dist/a.yaml,line=7,col=11,title=PORT in prod of project shop::the key "PORT" is missing or not visible in project "shop" at prod:/. Needed by Deployment shop/api, container api, variable PORT\n' +
        '::error file=dist/b.yaml,line=9,col=1,title=prod of project shop::project "shop" at prod:/a0 could not be checked: no answer (and so 39 more folders and 40 keys)\n',
    );
  });

  test('are one line each, whatever the names are', () => {
    const lines = github(EVIL).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^::error [^:]*::/);
  });
});

test('every format is the same in every run', async () => {
  const infisical = await double({ world: shop({ prod: { '/api': ['PORT', 'B', 'A'] } }) });
  const manifests = [sync(infisical.url), user(['PROT', 'B', 'C', 'PORT'])];
  for (const format of ['table', 'json', 'sarif', 'junit', 'github', 'gitlab']) {
    const [first, second] = await Promise.all([0, 1].map(() => check(infisical, manifests, ['--format', format])));
    expect(first.status).toBe(1);
    expect(first.stdout).toBe(second.stdout);
    expect(first.stdout).not.toContain(first.folder);
  }
});

test('a variable that needs a key has the same place in every format: file, line and column, and where in the object', async () => {
  const infisical = await double({ world: shop({ prod: { '/api': ['PORT'] } }) });
  const manifests = [sync(infisical.url), user(['PORT', 'PROT'])];
  const [asJson, asSarif, asGithub] = await Promise.all(
    ['json', 'sarif', 'github'].map((format) => check(infisical, manifests, ['--format', format])),
  );
  const [{ keys }] = JSON.parse(asJson.stdout).environments as CheckReport['environments'];
  const [{ users }] = keys.filter(({ key }) => key === 'PROT');
  const [{ file, line, column, at }] = users;
  expect(
    textsIn(asJson.folder)
      [file].split('\n')
      [line - 1].slice(column - 1),
  ).toBe('name: PROT');
  expect(at).toBe('spec.template.spec.containers[0].env[1]');
  const [{ results = [] }] = (JSON.parse(asSarif.stdout) as Log).runs;
  expect(results[0].locations).toEqual([
    {
      physicalLocation: { artifactLocation: inSources(file), region: { startLine: line, startColumn: column } },
      logicalLocations: [{ fullyQualifiedName: at }],
    },
  ]);
  expect(asGithub.stdout).toContain(`::error file=${file},line=${line},col=${column},title=PROT in prod`);
});

test('--output writes to a file, and nothing to standard output', async () => {
  const infisical = await double({ world: shop({ prod: { '/api': ['PORT'] } }) });
  const { status, stdout, folder } = await check(
    infisical,
    [sync(infisical.url), user(['PROT'])],
    ['--format', 'sarif', '--output', 'check.sarif'],
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect((JSON.parse(textsIn(folder)['check.sarif']) as Log).runs[0].results).toHaveLength(2);
});

test('a file that is unread is an error in every format: who reads only the document does not see green', async () => {
  const infisical = await double({ world: shop({ prod: { '/api': ['PORT'] } }) });
  const manifests = yaml([sync(infisical.url), user(['PORT'])]);
  const cwd = folderWith({ 'dist/a.yaml': manifests, 'dist/broken.yaml': 'kind: [\n' });
  const args = ['check', '--host', infisical.url, '--format'];
  for (const [format, unread] of [
    ['table', /^unread, and so not checked: dist\/broken\.yaml:\d\n/],
    ['json', /"unread": \[\s+\{\s+"file": "dist\/broken\.yaml"/],
    ['sarif', /"ruleId": "unread",\s+"ruleIndex": 7,\s+"level": "error"/],
    ['junit', /<testcase name="dist\/broken\.yaml" classname="unread">\s+<error /],
    ['github', /^::error file=dist\/broken\.yaml,line=\d,col=\d,title=unread%3A Every file is read::unread: /],
    ['gitlab', /"check_name": "unread",\s+"fingerprint": "\w+",\s+"severity": "blocker"/],
  ] as const) {
    const { status, stdout } = await commandLine([...args, format], { cwd, env: UNIVERSAL });
    expect(status).toBe(2);
    expect(stdout).toMatch(unread);
  }
});
