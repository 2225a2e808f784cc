import { createHash } from 'node:crypto';
import { Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { GitOpsApp, SecretSyncedApp, SyncedSecret } from '../../lib';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import { reportText } from '../../lib/evaluation/report/report-text';
import { APP, SYNC } from '../declarations';

/** Bytes as random as a credential, and always the same. */
const bytes = (seed: string) => createHash('sha512').update(seed).digest();

const VALUES: readonly [kind: string, value: string][] = [
  ['a URL with a password', 'postgres://app:hunter2PW@db.example.com:5432/orders'],
  ['a URL without', 'amqp://rabbit.example.com/vhost'],
  ['a token of GitHub', `ghp_${bytes('a').toString('hex').slice(0, 36)}`],
  ['a key of Stripe', `sk_live_${bytes('b').toString('hex').slice(0, 24)}`],
  ['a JSON Web Token', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${bytes('c').toString('base64url').slice(0, 43)}`],
  ['base64', bytes('d').subarray(0, 32).toString('base64')],
  ['base64 of URLs', bytes('e').subarray(0, 32).toString('base64url')],
  ['hex', bytes('f').subarray(0, 32).toString('hex')],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'],
  ['an assignment', 'DATABASE_URL=hunter2'],
];

/** The ways on which a value can come in where the name of a key should stand. */
const WAYS: readonly [way: string, use: (chart: Chart, value: string) => void][] = [
  [
    'secretKeys as a map',
    (chart, value) => new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: { DATABASE_URL: value } }),
  ],
  ['secretKeys as a list', (chart, value) => new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: [value] })],
  [
    'injectInto',
    (chart, value) => {
      const worker = new Deployment(chart, 'worker', { containers: [{ image: 'worker:1' }] });
      new SyncedSecret(chart, 'secret', SYNC).injectInto(worker, { secretKeys: { A: value } });
    },
  ],
  [
    'files',
    (chart, value) => {
      const worker = new Deployment(chart, 'worker', { containers: [{ image: 'worker:1' }] });
      const files = { path: '/etc/keys', secretKeys: { key: value } };
      new SyncedSecret(chart, 'secret', SYNC).injectInto(worker, { files });
    },
  ],
  [
    'envValue',
    (chart, value) => {
      const worker = new Deployment(chart, 'worker', { containers: [{ image: 'worker:1' }] });
      worker.containers[0].env.addVariable('A', new SyncedSecret(chart, 'secret', SYNC).envValue(value));
    },
  ],
  [
    'keys of the source',
    (chart, value) =>
      new SyncedSecret(chart, 'secret', { ...SYNC, source: { ...SYNC.source, keys: [value] } as never }),
  ],
  [
    'secretName of the source',
    (chart, value) =>
      new SyncedSecret(chart, 'secret', { ...SYNC, source: { ...SYNC.source, secretName: value } as never }),
  ],
];

describe.each(WAYS)('a value in the place of the name of a key: %s', (_, use) => {
  test.each(VALUES)('%s is refused, and not repeated', (_kind, value) => {
    const app = new GitOpsApp();
    use(new Chart(app, 'shop', { namespace: 'shop' }), value);
    const message = reportText(findingsOfApp(app), { isVerbose: true });
    expect(message).toMatch(/\(K7\)/);
    for (const line of value.split('\n')) expect(message).not.toContain(line);
    expect(message).not.toContain('hunter2');
  });
});
