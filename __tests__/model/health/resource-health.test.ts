import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { causeOf, KNOWN_MESSAGES } from '../../../lib/model/health/cause-of';
import { conditionsOf } from '../../../lib/model/health/conditions';
import { knownWordsOf } from '../../../lib/model/health/known-words';
import { durationWords, newestMomentIn } from '../../../lib/model/health/moments';
import { type HealthState, healthOfResource } from '../../../lib/model/health/resource-health';
import type { Manifest } from '../../../lib/model/manifest';
import { isRuleId } from '../../../lib/validation/rule-ids';
import { endsAtAll } from '../../watchdog';

/** Objects as operators wrote them, or write them by their source: of the health checks of Argo CD. */
const FIXTURES = join(__dirname, '..', '..', 'argocd', 'fixtures');
const NOW = Date.parse('2026-11-25T21:00:00Z');

/** What stands for a message that is not known, or for none. */
const NONE = undefined;

const EXPECTED: readonly [object: string, state: HealthState, cause?: string][] = [
  ['infisical-auth/block-of-the-method-missing', 'failed', 'method-without-block'],
  ['infisical-auth/changed-and-not-seen-yet', 'waiting', NONE],
  ['infisical-auth/connection-not-ready', 'failed', 'connection-not-ready'],
  ['infisical-auth/credentials-missing', 'failed', 'credentials-missing'],
  ['infisical-auth/credentials-wrong-now', 'ok', NONE],
  ['infisical-auth/credentials-wrong', 'failed', 'login-refused'],
  ['infisical-auth/logged-in', 'ok', NONE],
  ['infisical-connection/another-server-answers', 'failed', 'another-server'],
  ['infisical-connection/certificate-missing', 'failed', 'certificate-authority-missing'],
  ['infisical-connection/certificate-unknown', 'failed', 'certificate-refused'],
  ['infisical-connection/reached', 'ok', NONE],
  ['infisical-connection/unreachable', 'failed', 'host-unreachable'],
  ['infisical-dynamic-secret/credentials-wrong', 'failed', 'login-refused'],
  ['infisical-dynamic-secret/fails-while-an-older-reload-failure-stands', 'failed', 'no-access'],
  ['infisical-dynamic-secret/field-that-is-no-text-one-run-later', 'ok', NONE],
  ['infisical-dynamic-secret/field-that-is-no-text', 'failed', 'value-no-text'],
  ['infisical-dynamic-secret/leased', 'ok', NONE],
  ['infisical-dynamic-secret/no-lease', 'failed', 'no-lease'],
  ['infisical-dynamic-secret/typed-secret-refused', 'failed', 'typed-secret-refused'],
  ['infisical-dynamic-secret/waits-for-its-finalizer', 'deleting', NONE],
  ['infisical-dynamic-secret/workloads-cannot-be-listed', 'failed', 'not-allowed-in-cluster'],
  ['infisical-push-secret/credentials-wrong-after-a-push', 'failed', 'login-refused'],
  ['infisical-push-secret/fails-after-a-push', 'failed', 'source-missing'],
  ['infisical-push-secret/first-push-failed', 'waiting', NONE],
  ['infisical-push-secret/pushed', 'ok', NONE],
  ['infisical-push-secret/some-not-created', 'failed', 'push-refused'],
  ['infisical-push-secret/some-not-deleted', 'failed', 'push-refused'],
  ['infisical-push-secret/some-not-replaced', 'failed', 'push-refused'],
  ['infisical-push-secret/some-not-updated', 'failed', 'push-refused'],
  ['infisical-push-secret/template-quotes-a-value', 'failed', 'template-fails'],
  ['infisical-push-secret/waits-for-its-finalizer', 'deleting', NONE],
  ['infisical-secret/credentials-wrong', 'failed', 'login-refused'],
  ['infisical-secret/first-run-ends-before-conditions', 'waiting', NONE],
  ['infisical-secret/folder-missing', 'failed', 'folder-missing'],
  ['infisical-secret/later-run-ends-before-conditions', 'ok', NONE],
  ['infisical-secret/managed-secret-deleted', 'failed', 'managed-secret-missing'],
  ['infisical-secret/no-authentication-method', 'failed', 'no-login'],
  ['infisical-secret/synced', 'ok', NONE],
  ['infisical-secret/template-quotes-a-value', 'failed', 'template-fails'],
  ['infisical-secret/workload-cannot-be-restarted', 'ok', NONE],
  ['infisical-secret/workloads-cannot-be-listed', 'failed', 'not-allowed-in-cluster'],
  ['infisical-static-secret/certificate-unknown', 'failed', 'certificate-refused'],
  ['infisical-static-secret/changed-and-not-seen-yet', 'waiting', NONE],
  ['infisical-static-secret/fails-after-it-was-synced', 'failed', 'template-fails'],
  ['infisical-static-secret/key-missing', 'failed', 'key-missing'],
  ['infisical-static-secret/login-missing', 'failed', 'auth-missing'],
  ['infisical-static-secret/namespace-missing', 'failed', 'namespace-missing'],
  ['infisical-static-secret/no-run-yet', 'waiting', NONE],
  ['infisical-static-secret/synced', 'ok', NONE],
  ['infisical-static-secret/template-quotes-a-value', 'failed', 'template-fails'],
  ['infisical-static-secret/workload-cannot-be-restarted', 'failed', 'workload-not-restarted'],
];

const textOf = (name: string) => readFileSync(join(FIXTURES, `${name}.yaml`), 'utf8');
const objectIn = (name: string): Manifest => parse(textOf(name));

test.each(EXPECTED)('%s is %s, because of %s', (name, state, cause) => {
  const health = healthOfResource(objectIn(name), NOW);
  expect([health.state, health.cause?.id]).toEqual([state, cause]);
});

test('every object has a row', () => {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  expect(EXPECTED.map(([name]) => `${name}.yaml`)).toEqual(files.map((file) => file.replaceAll('\\', '/')).sort());
});

test('what fails says what to do', () => {
  const silent = EXPECTED.filter(([name, state]) => state !== 'ok' && !healthOfResource(objectIn(name), NOW).next);
  expect(silent).toEqual([]);
});

const CANARY = 'canary-s3cr3t-value';

test('a value that the operator quotes is nowhere', () => {
  const quoting = EXPECTED.map(([name]) => name).filter((name) => textOf(name).includes(CANARY));
  expect(quoting.length).toBeGreaterThan(2);
  const said = quoting.map((name) => {
    const { verdict, ...health } = healthOfResource(objectIn(name), NOW);
    return JSON.stringify([health, verdict.message]);
  });
  expect(said.filter((text) => text.includes(CANARY))).toEqual([]);
});

test('every rule that explains a cause exists', () => {
  expect(KNOWN_MESSAGES.filter(({ rule }) => rule !== undefined && !isRuleId(rule))).toEqual([]);
});

const OBJECT = { apiVersion: 'a', kind: 'InfisicalSecret', metadata: {}, spec: { path: '/shop' } } as Manifest;

test.each([
  ['Get "https://h/api": tls: failed to verify certificate: x509: unknown authority', 'certificate-refused'],
  ['dial tcp: lookup app.infisical.com: no such host', 'host-unreachable'],
  ['[POST https://h/api/v1/auth/universal-auth/login] [status-code=500]', 'infisical-fails'],
  ['[POST https://h/api/v1/auth/universal-auth/login] [status-code=404]', 'another-server'],
  ['unexpected status from Infisical at https://h/status: invalid JSON', 'another-server'],
  ['failed to list secrets due to rate limit', 'rate-limited'],
  ['too many requests', 'rate-limited'],
  ['failed to find project by slug: project with slug "shop" not found', 'project-missing'],
  ['unable to get project by slug. [err=404]', 'project-missing'],
  [
    '[status=404, body={"message":"Folder with path \'/a\' in environment with slug \'p\' not found"}]',
    'folder-missing',
  ],
  ['[status=404, body={"message":"Environment with slug \'prd\' not found"}]', 'environment-missing'],
  ['Unauthorized access: status 403', 'no-access'],
  ['Unauthorized access: status 401', 'token-refused'],
  ['cross-namespace owner references are disallowed', 'owner-in-another-namespace'],
  ['invalid refreshInterval "1h30m": invalid format', 'invalid-resource'],
  ['duplicate target "Secret/shop/a"', 'invalid-resource'],
  ['unable to get: a is not allowed because of: unknown namespace for the cache', 'namespace-not-watched'],
  ['something that nobody has seen', undefined],
  // What the cluster itself refuses is not what Infisical refuses.
  ['secrets "a" is forbidden: exceeded quota: few, requested: secrets=1', 'quota-exceeded'],
  [
    'secrets "a" is forbidden: unable to create new content in namespace shop because it is being terminated',
    'namespace-being-deleted',
  ],
  ['secrets is forbidden: User "x" cannot create resource "secrets"', 'not-allowed-in-cluster'],
  [
    'failed calling webhook "v.kyverno.svc": Post "https://k.kyverno.svc:443/v": dial tcp 10.0.0.1:443: connect: connection refused',
    'webhook-silent',
  ],
  [
    'admission webhook "v.kyverno.svc" denied the request: Secrets are not allowed to be made here',
    'refused-by-policy',
  ],
  [
    'Get "https://10.96.0.1:443/api/v1/namespaces/shop/secrets/a": dial tcp 10.96.0.1:443: i/o timeout',
    'cluster-unreachable',
  ],
  ['Get "https://app.infisical.com/api/v1/auth": dial tcp: i/o timeout', 'host-unreachable'],
  // What the names of objects say is nothing.
  ['unable to fetch kube secret [err=secrets "project tokens" not found]', 'source-missing'],
  ['failed to update managed secret [err=secrets "project-environment" not found]', undefined],
  ['unable to get statefulSets in the [namespace=project] [err=statefulsets "environment" not found]', undefined],
  // Of a login that comes not about, Infisical may have heard nothing.
  [
    'unable to login with AWS IAM auth [err=failed to get credentials: no EC2 IMDS role found, operation error]',
    'cloud-identity-missing',
  ],
  ['unable to login with GCP IAM auth [err=google: could not find default credentials]', 'cloud-identity-missing'],
  ['unable to login with Azure auth [err=something else]', 'login-failed'],
  [
    'Failed to authenticate with Infisical API. This can be caused by invalid service token or an invalid API host that is set. Check operator logs for more info',
    'login-failed',
  ],
  ['CallUniversalMachineIdentityLogin: Unsuccessful response: [response={"statusCode":400}]', 'login-refused'],
  [
    'CallGetProject: Unsuccessful response: [response={"statusCode":401,"message":"Token is expired"}]',
    'token-refused',
  ],
  [
    'CallGetProject: Unsuccessful response: [response={"statusCode":403,"message":"You are not a member of this project"}]',
    'project-missing',
  ],
  ['[status=404, body={"message":"Project with ID \'a\' not found"}]', 'project-missing'],
  ['unable to get ClusterGenerator resource [err=clustergenerators "a" not found]', 'generator-unusable'],
  ['404 Route GET:/api/api/v4/secrets not found', 'another-server'],
  ['Secret "a" is invalid: data[tls.crt]: Required value', 'typed-secret-refused'],
])('%s is %s', (message, cause) => {
  expect(causeOf(message, OBJECT)?.id).toBe(cause);
});

test('whose credentials are wrong names the Secret that it has them from', () => {
  const nextOf = (name: string) => healthOfResource(objectIn(name), NOW).next;
  expect(nextOf('infisical-secret/credentials-wrong')).toMatch(/ \(Secret shop\/infisical-credentials\)$/);
  expect(nextOf('infisical-auth/credentials-wrong')).toMatch(/ \(Secret shop\/[\w-]+\)$/);
  expect(nextOf('infisical-secret/folder-missing')).not.toContain('(Secret');
});

test('a push whose login fails says why where the operator says it of the run only', () => {
  const push = objectIn('infisical-push-secret/credentials-wrong-after-a-push');
  const conditions = conditionsOf(push).map((one) => ({
    ...one,
    message: one.message.replace(
      /(?<=Error: )unable to authenticate.*/s,
      'dial tcp: lookup infisical.example: no such host',
    ),
  }));
  expect(healthOfResource({ ...push, status: { conditions } }, NOW).cause?.id).toBe('host-unreachable');
});

test('a folder without a key has taken all keys of the Secret away', () => {
  const synced = objectIn('infisical-secret/synced');
  const found = (count: number) => {
    const message = `Infisical controller has started syncing your secrets. Last reconcile synced ${count} secrets`;
    const conditions = conditionsOf(synced).map((one) => ({ ...one, message }));
    return healthOfResource({ ...synced, status: { conditions } }, NOW).state;
  };
  expect([0, 1, 10].map(found)).toEqual(['failed', 'ok', 'ok']);
});

test('a name is repeated only where the object has it itself', () => {
  const folder = (path: string) => `Folder with path '${path}' in environment with slug 'x' not found`;
  expect(causeOf(folder('/shop'), OBJECT)?.words).toContain('"/shop"');
  expect(causeOf(folder(CANARY), OBJECT)?.words).toBe('the folder is not in the environment of the project');
});

test.each([
  ['failed to frobnicate: hunter2 in Secret shop', 'failed to … in Secret shop'],
  ['error calling x: "\u001b[31mPa55 word"', 'error …'],
  ['hunter2', ''],
])('of %j is shown %j', (message, shown) => {
  expect(knownWordsOf(message, new Set(['shop']))).toBe(shown);
});

test.each(['unable to login with ', '-auth/login] ', "Folder with path '", 'project id ', 'a"/[ ', '…'])(
  'a long hostile message of %j is read at all',
  (part) => {
    endsAtAll(() => causeOf(part.repeat(100_000), OBJECT));
    endsAtAll(() => knownWordsOf(part.repeat(100_000), new Set()));
  },
);

describe('time', () => {
  const synced = (message: string, refreshInterval?: string): Manifest => ({
    ...objectIn('infisical-static-secret/synced'),
    spec: { syncOptions: { refreshInterval } },
    status: {
      conditions: [
        { type: 'secrets.infisical.com/LastReconcileStatus', status: 'True' },
        { type: 'secrets.infisical.com/LastSuccessfulReconcileAt', status: 'True', message },
      ],
    },
  });

  test.each([
    ['2026-11-25T20:57:30Z', '1m', 'ok'],
    ['2026-11-25T20:55:00Z', '1m', 'stale'],
    ['2026-11-25T20:55:00Z', '1h', 'ok'],
    ['2026-11-25T20:30:00Z', undefined, 'stale'],
    ['2020-11-25T20:30:00Z', '0m', 'ok'],
    ['2026-11-26T20:30:00Z', '1m', 'ok'],
    ['yesterday', '1m', 'ok'],
  ])('synced at %s every %s is %s', (time, interval, state) => {
    expect(healthOfResource(synced(time, interval), NOW).state).toBe(state);
  });

  test('nothing is stale where nobody knows the time', () => {
    expect(healthOfResource(synced('2020-01-01T00:00:00Z', '1m'), undefined).state).toBe('ok');
  });

  test('what has no condition is waiting at first, and fails then', () => {
    const created = (creationTimestamp: string) => ({ ...OBJECT, metadata: { creationTimestamp } }) as Manifest;
    expect(healthOfResource(created('2026-11-25T20:59:00Z'), NOW).state).toBe('waiting');
    expect(healthOfResource(created('2026-11-25T18:59:00Z'), NOW)).toMatchObject({
      state: 'failed',
      words: 'The operator has told of no run in the 2 h since it was created',
    });
  });

  test('the newest moment is told of every field that has one', () => {
    expect(newestMomentIn(synced('2026-11-25T20:55:00Z'))).toBe(Date.parse('2026-11-25T20:55:00Z'));
    expect(newestMomentIn(OBJECT)).toBeUndefined();
  });

  test.each([
    [0, '0 s'],
    [59_000, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [86_400_000, '24 h'],
    [172_800_000, '2 days'],
  ])('%d ms is %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });
});
