import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { GitOpsApp, InfisicalRules, SecretSyncedApp, Severity } from '../../../lib';
import { findingsOfApp } from '../../../lib/evaluation/report/app-findings';
import { reportText } from '../../../lib/evaluation/report/report-text';
import { keptFindings } from '../../../lib/evaluation/report/run-findings';
import { APP, SYNC } from '../../declarations';

/** With a warning, the same suppressed, a mistake in the props, and one of another library. */
function appWithProblems<A extends App>(app: A): A {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const secretKeys = ['TOKEN'];
  const sync = { ...SYNC, source: { ...SYNC.source, keys: ['TOKEN', 'OTHER'] } } as typeof SYNC;
  const api = new SecretSyncedApp(chart, 'api', { ...APP, sync, secretKeys, env: { PORT: 3000 as unknown as string } });
  new SecretSyncedApp(chart, 'web', { ...APP, sync });
  new Construct(chart, 'other').node.addValidation({ validate: () => ['is not ready', 'nor will be'] });
  InfisicalRules.suppress(api, 'C3', 'used by others');
  return app;
}

const FOUND = [
  { severity: Severity.ERROR, environment: 'prod', path: 'shop/other', message: 'is not ready' },
  { severity: Severity.ERROR, environment: 'prod', path: 'shop/other', message: 'nor will be' },
  {
    severity: Severity.ERROR,
    rule: 'N5',
    environment: 'prod',
    path: 'shop/api',
    message: 'env["PORT"] must be text, found the number 3000, write "3000"',
  },
];

test('an app has all that is wrong with it, wherever it comes from', () => {
  const findings = findingsOfApp(appWithProblems(new GitOpsApp({ environment: 'prod' })));
  expect(findings).toEqual(expect.arrayContaining(FOUND));
  expect(findings).toContainEqual({
    severity: Severity.WARNING,
    rule: 'C3',
    environment: 'prod',
    path: 'shop/api/Secret',
    kind: 'InfisicalSecret',
    namespace: 'shop',
    name: 'api',
    at: 'spec',
    message: expect.stringContaining('"OTHER"'),
    suppressedBecause: 'used by others',
  });
});

test('a finding of a rule has its place in the finished object; one about props has none', () => {
  const app = new GitOpsApp({ environment: 'prod' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const sync = { ...SYNC, source: { ...SYNC.source, keys: ['TOKEN', 'OTHER'] } } as typeof SYNC;
  const secretKeys = ['TOKEN', 'OTHR'];
  new SecretSyncedApp(chart, 'api', { ...APP, sync, secretKeys, env: { PORT: 3000 as unknown as string } });
  const places = findingsOfApp(app).map(({ rule, at }) => [rule, at]);
  expect(places).toContainEqual(['C2', expect.stringMatching(/^spec\.template\.spec\.containers\[0\]\.env\[\d\]\./)]);
  expect(places).toContainEqual(['N5', undefined]);
});

test('an app that is no environment has no name in its findings', () => {
  for (const app of [new App(), new GitOpsApp()])
    expect(findingsOfApp(appWithProblems(app)).every((finding) => !('environment' in finding))).toBe(true);
});

test('asking leaves nothing behind: the same is found again, and nothing is kept or printed', () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const app = appWithProblems(new GitOpsApp({ environment: 'prod' }));
  const first = findingsOfApp(app);
  expect(findingsOfApp(app)).toEqual(first);
  expect(keptFindings()).toEqual([]);
  expect([write.mock.calls, warn.mock.calls]).toEqual([[], []]);
});

test('a test that synthesizes a chart prints nothing, and gets the errors as cdk8s puts them together', () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const [chart] = appWithProblems(new App()).charts;
  const lines = FOUND.map(({ path, message, rule }) => `[${path}] ${message}${rule === undefined ? '' : ` (${rule})`}`);
  for (let time = 0; time < 2; time++) {
    expect(() => Testing.synth(chart as Chart)).toThrow('Validation failed with the following errors:\n');
    for (const line of lines) expect(() => Testing.synth(chart as Chart)).toThrow(line);
  }
  expect([write.mock.calls, warn.mock.calls]).toEqual([[], []]);
});

test('what a GitOpsApp throws is the whole report, without colours, and its warnings are told once', () => {
  const app = appWithProblems(new GitOpsApp({ outdir: '/nowhere', environment: 'prod' }));
  expect(() => app.synth()).toThrow(
    /^error: prod: \[shop\/other\] is not ready\n(error: .*\n)+warning: (.*\n)*suppressed: .* \(C3\)\n\d+ errors, \d+ warnings?: nothing is written to \/nowhere\/prod$/,
  );
  const kept = keptFindings().length;
  expect(() => app.synth()).toThrow();
  expect(keptFindings()).toHaveLength(kept);
});

describe('two environments of 60 services', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'services-'));
  });
  afterEach(() => rmSync(outdir, { recursive: true }));

  function told(secretKeys: string[]): string {
    for (const environment of ['staging', 'prod']) {
      const app = new GitOpsApp({ outdir, environment });
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      const source = { ...SYNC.source, environment, keys: ['TOKEN', 'OTHER'] } as (typeof SYNC)['source'];
      for (let i = 0; i < 60; i++) {
        new SecretSyncedApp(chart, `app${i}`, { ...APP, sync: { ...SYNC, source }, secretKeys });
      }
      app.synth();
    }
    return reportText(keptFindings());
  }

  test('print nothing if all is right', () => {
    expect(told(['TOKEN', 'OTHER'])).toBe('');
  });

  test('print one line for what is unwise in all of them', () => {
    expect(told(['TOKEN']).split('\n')).toEqual([
      expect.stringMatching(/^warning: staging, prod: 60 InfisicalSecrets: \[shop\/app0\/Secret\], .* \(C3\)$/),
      '120 warnings',
      '',
    ]);
  });
});

test.each([
  [
    'a List',
    { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A_b' } }] },
  ],
  ['a list of one kind', { apiVersion: 'v1', kind: 'ConfigMapList', items: [{ metadata: { name: 'A_b' } }] }],
])('what %s holds is looked at as if it stood alone', (_, list) => {
  const app = new GitOpsApp();
  new ApiObject(new Chart(app, 'shop', { namespace: 'shop' }), 'list', list);
  expect(findingsOfApp(app)).toEqual([
    expect.objectContaining({ rule: 'N1', path: 'shop/list', kind: 'ConfigMap', at: 'metadata.name' }),
  ]);
});
