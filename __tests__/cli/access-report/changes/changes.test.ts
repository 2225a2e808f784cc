import { stringify } from 'yaml';
import { accessReport } from '../../../../cli/access-report/access-report';
import { plainText, withSentences } from '../../../../cli/access-report/changes/change-report';
import { changesBetween } from '../../../../cli/access-report/changes/compare';
import { textChanges } from '../../../../cli/access-report/changes/text';
import { manifestsIn } from '../../../../cli/manifests/read-manifests';
import { jsonChanges, markdownChanges } from '../../../../cli/report/change-formats';
import { COMMENT_LIMIT } from '../../../../cli/report/markdown/limit';
import type { Manifest } from '../../../../lib/model/manifest';
import { container, deployment, managedSecret, podTemplate } from '../../../validation/manifests';
import { readAs, reported, syncFrom, taker, workload } from '../../report/reported';

const API = syncFrom({});
const between = (before: Manifest[], after: Manifest[]) => changesBetween(reported(...before), reported(...after));
const sentences = (before: Manifest[], after: Manifest[]) =>
  withSentences(between(before, after)).map(({ pieces }) => plainText(pieces));
const grows = (before: Manifest[], after: Manifest[]) => between(before, after).some((change) => change.grows);

describe('a sentence says what changes', () => {
  test.each<[string, Manifest[], Manifest[], string[]]>([
    [
      'a key more',
      [API, workload('web', { A: 'A' })],
      [API, workload('web', { A: 'A', STRIPE_KEY: 'STRIPE_KEY' })],
      ['web gains STRIPE_KEY in prod (variable STRIPE_KEY, from /api)'],
    ],
    [
      'a key less',
      [API, workload('web', { A: 'A', OLD: 'OLD' })],
      [API, workload('web', { A: 'A' })],
      ['web loses OLD in prod (variable OLD, from /api)'],
    ],
    [
      'another place',
      [API, workload('web', { DB_URL: 'DATABASE_URL' })],
      [syncFrom({ secretsPath: '/web' }), workload('web', { DB_URL: 'DATABASE_URL' })],
      [
        'Secret shop/api-secrets now holds every key of /web in prod, whatever the workloads use of it',
        'web now gets DATABASE_URL in prod from another place: /api -> /web',
        'Secret shop/api-secrets no longer holds every key of /api in prod',
      ],
    ],
    [
      'several keys from another place',
      [API, workload('web', { A: 'A', B: 'B' })],
      [syncFrom({ secretsPath: '/web' }), workload('web', { A: 'A', B: 'B' })],
      expect.arrayContaining(['web now gets A, B in prod from another place: /api -> /web']),
    ],
    [
      'another project',
      [API, workload('web', { A: 'A' })],
      [syncFrom({ projectSlug: 'bank' }), workload('web', { A: 'A' })],
      expect.arrayContaining(['web now gets A in prod from another place: shop /api -> bank /api']),
    ],
    [
      'another host',
      [API, workload('web', { A: 'A' })],
      [syncFrom({}, { hostAPI: 'https://evil.example.com/api' }), workload('web', { A: 'A' })],
      expect.arrayContaining([
        'web now gets A in prod from another place: /api at https://secrets.example.com -> https://evil.example.com',
      ]),
    ],
    [
      'a new workload',
      [API],
      [API, workload('worker', { A: 'A', B: 'B', C: 'C', D: 'D' })],
      ['worker (new) gains 4 keys in prod: A, B, C, D (from /api)'],
    ],
    [
      'a workload that had no key before is not new',
      [API, workload('worker', {})],
      [API, workload('worker', { A: 'A' })],
      ['worker gains A in prod (variable A, from /api)'],
    ],
    [
      'a workload that is gone',
      [API, workload('worker', { A: 'A', B: 'B' })],
      [API],
      ['worker (removed) loses 2 keys in prod: A, B'],
    ],
    [
      'everything',
      [API, workload('web', { A: 'A' })],
      [API, taker('web')],
      ['web now gets every key of /api in prod (envFrom)', 'web loses A in prod (variable A, from /api)'],
    ],
    [
      'a second variable',
      [API, workload('web', { A: 'A' })],
      [API, workload('web', { A: 'A', B: 'A' })],
      ['web gets A in prod also as variable B'],
    ],
    [
      'a renamed variable',
      [API, workload('web', { A: 'A' })],
      [API, workload('web', { B: 'A' })],
      ['web gets A in prod also as variable B', 'web gets A in prod no longer as variable A'],
    ],
    [
      'a key that is optional now',
      [API, workload('web', { A: 'A' })],
      [API, workload('web', { A: 'A' }, { optional: true })],
      ['web now starts without A too in prod'],
    ],
    [
      'a key that is required now',
      [API, workload('web', { A: 'A' }, { optional: true })],
      [API, workload('web', { A: 'A' })],
      ['web no longer starts without A in prod'],
    ],
    ['nothing but the order and the image', [API, workload('web', { A: 'A' })], [workload('web', { A: 'A' }), API], []],
  ])('%s', (_, before, after, expected) => {
    expect(sentences(before, after)).toEqual(expected);
  });

  test('a second container that gets the key is named', () => {
    const secretKeyRef = { name: 'api-secrets', key: 'A' };
    const env = [{ name: 'A', valueFrom: { secretKeyRef } }];
    const containers = [container({ name: 'web', env }), container({ name: 'debug', env })];
    const both = deployment({ template: podTemplate({ containers }) }, { name: 'web' });
    expect(sentences([API, workload('web', { A: 'A' })], [API, both])).toEqual([
      'web gets A in prod also as variable A of debug',
    ]);
  });

  test('workloads of one name are told apart', () => {
    const statefulSet: Manifest = { ...workload('web', { A: 'A' }), kind: 'StatefulSet' };
    expect(sentences([API], [API, workload('web', { A: 'A' }), statefulSet])).toEqual([
      'Deployment shop/web (new) gains A in prod (variable A, from /api)',
      'StatefulSet shop/web (new) gains A in prod (variable A, from /api)',
    ]);
  });

  test('what happens alike in some environments is told once', () => {
    const prod = [API, workload('web', { A: 'A' })];
    const managed = managedSecret({ secretName: 'api-secrets', secretNamespace: 'shop-qa' });
    const sync = syncFrom({ envSlug: 'qa' }, { managedKubeSecretReferences: [managed] });
    const qa = [sync, workload('web', { A: 'A' }), workload('orders', { A: 'A' })].map((one) => ({
      ...one,
      metadata: { ...one.metadata, namespace: 'shop-qa' },
    }));
    const changes = changesBetween(reported(API), accessReport([...readAs(prod), ...readAs(qa, 'dist/qa')]));
    const gains = withSentences(changes).filter(({ changes: [{ kind }] }) => kind === 'gains');
    expect(gains.map(({ pieces }) => plainText(pieces))).toEqual([
      'orders (new) gains A in qa (variable A, from /api)',
      'web (new) gains A in qa and prod (variable A, from /api)',
    ]);
  });
});

test('what the files of one folder declare for an environment each is told of each', () => {
  const filesOf = (keys: { [variable: string]: string }) => {
    const of = (envSlug: string) => {
      const all = [syncFrom({ envSlug }), workload('web', keys)].map((manifest) => stringify(manifest));
      return manifestsIn(all.join('---\n'), `dist/${envSlug}.yaml`, 'dist').manifests;
    };
    return accessReport([...of('staging'), ...of('prod')]);
  };
  const [none, two] = [filesOf({}), filesOf({ A: 'A', B: 'B' })];
  const told = (before: typeof none, after: typeof none) =>
    withSentences(changesBetween(before, after)).map(({ pieces }) => plainText(pieces));
  expect(told(none, two)).toEqual(['web gains 2 keys in staging and prod: A, B (from /api)']);
  expect(told(two, two)).toEqual([]);
});

describe('a variable that takes another key', () => {
  const before = [API, workload('api', { STRIPE_KEY: 'STRIPE_KEY' })];
  const after = [API, workload('api', { STRIPE_KEY: 'STRIPE_SECRET_KEY' })];
  const inEach = (manifests: Manifest[], environments: string[]) =>
    accessReport(
      environments.flatMap((environment) =>
        readAs(
          manifests.map((one) => (one === API ? syncFrom({ envSlug: environment }) : one)),
          `dist/${environment}`,
        ),
      ),
    );

  test('is one change, in one line for all environments', () => {
    const all = ['prod', 'dev', 'staging'];
    const changes = changesBetween(inEach(before, all), inEach(after, all));
    expect(textChanges(changes)).toBe(
      '+ api: STRIPE_KEY now takes STRIPE_SECRET_KEY in dev, staging, prod (from /api)\n',
    );
    const { changes: each, summary, grows: isMore } = JSON.parse(jsonChanges(changes));
    expect({ isMore, kinds: each.map(({ kind }: { kind: string }) => kind) }).toEqual({
      isMore: true,
      kinds: Array(3).fill('takes-another-key'),
    });
    expect(each[0]).toMatchObject({
      environment: 'dev',
      keys: [{ key: 'STRIPE_SECRET_KEY' }],
      replaced: [{ key: 'STRIPE_KEY' }],
      sentence: 'api: STRIPE_KEY now takes STRIPE_SECRET_KEY in dev (from /api)',
    });
    expect(each[0]).not.toHaveProperty('inOneProject');
    expect(summary).toEqual([
      {
        sentence: 'api: STRIPE_KEY now takes STRIPE_SECRET_KEY in dev, staging, prod (from /api)',
        kind: 'takes-another-key',
        grows: true,
        environments: ['dev', 'staging', 'prod'],
      },
    ]);
  });

  test('says what it took before where that is not its name, and from where', () => {
    const [from, to] = [workload('api', { KEY: 'A' }), workload('api', { KEY: 'B' })];
    expect(sentences([API, from], [API, to])).toEqual(['api: KEY now takes B in prod (instead of A, from /api)']);
    expect(sentences([API, from], [syncFrom({ secretsPath: '/b' }), to])).toContain(
      'api: KEY now takes B in prod (instead of A from /api, from /b)',
    );
    const elsewhere = syncFrom({}, { hostAPI: 'https://evil.example.com/api' });
    expect(sentences([API, from], [elsewhere, to])).toContain(
      'api: KEY now takes B in prod (instead of A from /api, from /api at https://evil.example.com instead of https://secrets.example.com)',
    );
  });

  test('keeps what is left of both keys', () => {
    expect(
      sentences([API, workload('api', { X: 'A', W: 'A' })], [API, workload('api', { X: 'B', W: 'A', Z: 'B' })]),
    ).toEqual(['api gains B in prod (variable Z, from /api)', 'api: X now takes B in prod (instead of A, from /api)']);
    expect(sentences([API, workload('api', { X: 'A', W: 'B' })], [API, workload('api', { X: 'B', W: 'A' })])).toEqual([
      'api: W now takes A in prod (instead of B, from /api)',
      'api: X now takes B in prod (instead of A, from /api)',
    ]);
  });

  test('is told of each environment alone where these differ', () => {
    const now = accessReport([
      ...readAs([syncFrom({ envSlug: 'dev' }), after[1]], 'dist/dev'),
      ...readAs(before, 'dist/prod'),
    ]);
    const changes = changesBetween(inEach(before, ['dev', 'prod']), now);
    expect(withSentences(changes).map(({ scopes }) => scopes)).toEqual([['dev']]);
  });
});

describe('access grows', () => {
  const before = [API, workload('web', { A: 'A' })];

  test.each<[string, Manifest[], boolean]>([
    ['with a key more', [API, workload('web', { A: 'A', B: 'B' })], true],
    ['with everything', [API, taker('web')], true],
    ['with another place', [syncFrom({ secretsPath: '/x' }), workload('web', { A: 'A' })], true],
    ['not with a key less', [API, workload('web', {})], false],
    ['not with an optional key', [API, workload('web', { A: 'A' }, { optional: true })], false],
    ['not without a change', before, false],
  ])('%s', (_, after, expected) => {
    expect(grows(before, after)).toBe(expected);
  });
});

describe('as Markdown', () => {
  test('a warning catches the eye, and each name is code', () => {
    const before = [API, workload('web', { A: 'A' })];
    const after = [API, taker('job'), workload('web', { A: 'A', B: 'B' })];
    expect(
      markdownChanges(between(before, after), 'origin/main'),
    ).toBe(`## Who gets which key: what changes against \`origin/main\`

> [!CAUTION]
> - \`job\` (new) **now gets every key** of \`/api\` in \`prod\` (\`envFrom\`)

- **+** \`web\` gains \`B\` in \`prod\` (\`variable B\`, from \`/api\`)
`);
  });

  test('nothing is said to be nothing', () => {
    expect(markdownChanges([], 'main')).toContain('No workload gains or loses a key.');
    expect(textChanges([])).toBe('No workload gains or loses a key.\n');
  });

  test('say what could not be read, and never that nothing changes then', () => {
    const place = 'dist/`a`.yaml:1:1';
    expect(textChanges([], [place])).toBe(
      `? ${place} is unread: nobody knows what it changes\nNo workload gains or loses a key in what could be read.\n`,
    );
    expect(markdownChanges([], 'main', [place])).toContain(
      '> [!WARNING]\n> - <code>dist&#47;&#96;a&#96;&#46;yaml&#58;1&#58;1</code> is unread: nobody knows what it changes\n\nNo workload gains or loses a key in what',
    );
    expect(JSON.parse(jsonChanges([], [place])).unread).toEqual([place]);
  });

  test('it fits into a comment', () => {
    const many = Array.from({ length: 300 }, (_, i) => workload(`service-${'x'.repeat(200)}-${i}`, { KEY: 'KEY' }));
    const text = markdownChanges(between([API], [API, ...many]), 'main');
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text).toMatch(/\n\d+ changes cut off here, because a comment has its limit\.\n$/);
  });
});
