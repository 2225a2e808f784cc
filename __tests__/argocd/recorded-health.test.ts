import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { InfisicalKind } from '../../lib';
import { healthOf, lua } from './lua-health';

/** Objects as operators wrote them, or write them by their source: the first lines of each file say which. */
const FIXTURES = join(__dirname, 'fixtures');

const WAITING = 'The operator has not told of its last run: if that stays so, its log says why';
const MISSING =
  'The managed Secret is missing or cannot be read, or the workloads of its namespace cannot be listed: see the condition AutoRedeployReady';
const notReady = (message: string) => `${message}: see the condition IsReady`;
const NO_LOGIN = notReady('The login to Infisical failed, or its InfisicalConnection is not ready');
const NO_CONNECTION = notReady('Infisical did not answer as it should, or the CA certificate cannot be read');
const NO_SYNC = 'The last sync failed: see the condition';
const NO_LEASE = 'The last run failed: there is no lease, or nobody renews it: see the condition Reconcile';

const SHOWN: readonly [object: string, status: string, message: string][] = [
  ['infisical-secret/synced', 'Healthy', 'The last sync succeeded'],
  [
    'infisical-secret/credentials-wrong',
    'Degraded',
    'The login to Infisical failed: see the condition LoadedInfisicalToken',
  ],
  [
    'infisical-secret/no-authentication-method',
    'Degraded',
    'The login to Infisical failed: see the condition LoadedInfisicalToken',
  ],
  ['infisical-secret/folder-missing', 'Degraded', `${NO_SYNC} ReadyToSyncSecrets`],
  ['infisical-secret/template-quotes-a-value', 'Degraded', `${NO_SYNC} ReadyToSyncSecrets`],
  ['infisical-secret/managed-secret-deleted', 'Degraded', MISSING],
  ['infisical-secret/workloads-cannot-be-listed', 'Degraded', MISSING],
  // What the operator does not say nobody can show.
  ['infisical-secret/workload-cannot-be-restarted', 'Healthy', 'The last sync succeeded'],
  ['infisical-secret/first-run-ends-before-conditions', 'Progressing', WAITING],
  ['infisical-secret/later-run-ends-before-conditions', 'Healthy', 'The last sync succeeded'],

  ['infisical-static-secret/synced', 'Healthy', 'The last sync succeeded'],
  ['infisical-static-secret/certificate-unknown', 'Degraded', `${NO_SYNC} LastReconcileStatus`],
  ['infisical-static-secret/key-missing', 'Degraded', `${NO_SYNC} LastReconcileStatus`],
  ['infisical-static-secret/fails-after-it-was-synced', 'Degraded', `${NO_SYNC} LastReconcileStatus`],
  ['infisical-static-secret/namespace-missing', 'Degraded', `${NO_SYNC} LastReconcileStatus`],
  ['infisical-static-secret/login-missing', 'Degraded', `${NO_SYNC} LastReconcileStatus`],
  ['infisical-static-secret/workload-cannot-be-restarted', 'Degraded', `${NO_SYNC} LastReconcileStatus`],
  ['infisical-static-secret/template-quotes-a-value', 'Degraded', `${NO_SYNC} LastReconcileStatus`],
  ['infisical-static-secret/changed-and-not-seen-yet', 'Progressing', WAITING],
  ['infisical-static-secret/no-run-yet', 'Progressing', WAITING],

  ['infisical-dynamic-secret/leased', 'Healthy', 'The lease was valid at the last run'],
  ['infisical-dynamic-secret/credentials-wrong', 'Degraded', NO_LEASE],
  ['infisical-dynamic-secret/no-lease', 'Degraded', NO_LEASE],
  ['infisical-dynamic-secret/typed-secret-refused', 'Degraded', NO_LEASE],
  ['infisical-dynamic-secret/field-that-is-no-text', 'Degraded', NO_LEASE],
  ['infisical-dynamic-secret/field-that-is-no-text-one-run-later', 'Healthy', 'The lease was valid at the last run'],
  ['infisical-dynamic-secret/fails-while-an-older-reload-failure-stands', 'Degraded', NO_LEASE],
  ['infisical-dynamic-secret/workloads-cannot-be-listed', 'Degraded', MISSING],
  ['infisical-dynamic-secret/waits-for-its-finalizer', 'Progressing', 'Being deleted'],

  ['infisical-push-secret/pushed', 'Healthy', 'The last push succeeded'],
  ...['create', 'update', 'delete', 'replace'].map((operation): [string, string, string] => [
    `infisical-push-secret/some-not-${operation}d`,
    'Degraded',
    `Infisical did not ${operation} some of the secrets: see the condition FailedTo${operation[0].toUpperCase()}${operation.slice(1)}Secrets`,
  ]),
  ['infisical-push-secret/fails-after-a-push', 'Degraded', 'The last push failed: see the condition Reconcile'],
  [
    'infisical-push-secret/credentials-wrong-after-a-push',
    'Degraded',
    'The login to Infisical failed: see the condition Authenticated',
  ],
  ['infisical-push-secret/template-quotes-a-value', 'Degraded', 'The last push failed: see the condition Reconcile'],
  ['infisical-push-secret/first-push-failed', 'Progressing', WAITING],
  ['infisical-push-secret/waits-for-its-finalizer', 'Progressing', 'Being deleted'],

  ...['logged-in', 'credentials-wrong-now'].map((name): [string, string, string] => [
    `infisical-auth/${name}`,
    'Healthy',
    'Logged in to Infisical when last validated: a login that is held already counts',
  ]),
  ['infisical-auth/credentials-wrong', 'Degraded', NO_LOGIN],
  ['infisical-auth/credentials-missing', 'Degraded', NO_LOGIN],
  ['infisical-auth/block-of-the-method-missing', 'Degraded', NO_LOGIN],
  ['infisical-auth/connection-not-ready', 'Degraded', NO_LOGIN],
  ['infisical-auth/changed-and-not-seen-yet', 'Progressing', WAITING],

  ['infisical-connection/reached', 'Healthy', 'Infisical answered when last asked'],
  ['infisical-connection/unreachable', 'Degraded', NO_CONNECTION],
  ['infisical-connection/certificate-unknown', 'Degraded', NO_CONNECTION],
  ['infisical-connection/another-server-answers', 'Degraded', NO_CONNECTION],
  ['infisical-connection/certificate-missing', 'Degraded', NO_CONNECTION],
];

const textOf = (name: string) => readFileSync(join(FIXTURES, `${name}.yaml`), 'utf8');
const objectIn = (name: string): { kind: InfisicalKind } => parse(textOf(name));

afterAll(() => lua.close());

test.each(SHOWN)('Argo CD shows %s as %s', async (name, status, message) => {
  const object = objectIn(name);
  expect(await healthOf(object.kind, object)).toEqual({ status, message });
});

test('is there for every object', () => {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const objects = files.flatMap((file) => (file.endsWith('.yaml') ? file.slice(0, -'.yaml'.length) : []));
  expect(SHOWN.map(([name]) => name).sort()).toEqual(objects.sort());
});

const CANARY = 'canary-s3cr3t-value';
const QUOTING = SHOWN.map(([name]) => name).filter((name) => textOf(name).includes(CANARY));

test('objects of three kinds quote a value in their conditions', () => {
  expect(QUOTING.map((name) => objectIn(name).kind)).toEqual([
    'InfisicalSecret',
    'InfisicalStaticSecret',
    'InfisicalPushSecret',
  ]);
});

test.each(QUOTING)('the value that a condition of %s quotes is only shown where that was asked for', async (name) => {
  const object = objectIn(name);
  expect(JSON.stringify(await healthOf(object.kind, object))).not.toContain(CANARY);
  expect(JSON.stringify(await healthOf(object.kind, object, true))).toContain(CANARY);
});
