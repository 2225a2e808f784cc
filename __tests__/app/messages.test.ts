import { App, Chart, type Duration } from 'cdk8s';
import {
  type CreationPolicy,
  InfisicalHost,
  InfisicalRules,
  LocalService,
  LocalStack,
  SecretSyncedApp,
  SyncedSecret,
  SyncTarget,
} from '../../lib';
import { APP, SYNC } from '../declarations';
import { errorsOf } from '../synthesis';

const CREDENTIALS = [
  'https://app:hunter2PW@db/orders',
  'app:hunter2PW@db',
  `ghp_${'hunter2PW'.repeat(4)}`,
  'password=hunter2PW',
  'Bearer hunter2PW42',
];
const OBEYED = 'x\n::error::y\u001b[31m\u202e\u2028';

type Props = { [prop: string]: unknown };
const sync = (chart: Chart, props: Props) => new SyncedSecret(chart, 's', { ...SYNC, ...props } as typeof SYNC);
const app = (chart: Chart, props: Props) => new SecretSyncedApp(chart, 'api', { ...APP, ...props } as typeof APP);

/** Props that a message quotes. */
const QUOTED: { [prop: string]: (chart: Chart, text: string) => unknown } = {
  namespace: (chart, text) => sync(new Chart(chart, 'inner', { namespace: text }), {}),
  host: (chart, text) => sync(chart, { host: InfisicalHost.selfHosted(`${text} `) }),
  secretName: (chart, text) => sync(chart, { secretName: text }),
  creationPolicy: (chart, text) => sync(chart, { creationPolicy: text as CreationPolicy }),
  resyncInterval: (chart, text) => sync(chart, { resyncInterval: text as unknown as Duration }),
  source: (chart, text) => sync(chart, { source: text }),
  target: (chart, text) => sync(chart, { additionalTargets: [SyncTarget.secret(text)] }),
  name: (chart, text) => app(chart, { name: text }),
  containerName: (chart, text) => app(chart, { containerName: text }),
  replicas: (chart, text) => app(chart, { replicas: text }),
  labels: (chart, text) => app(chart, { labels: { team: `${text} ` } }),
};

describe.each(Object.entries(QUOTED))('a message about %s', (_, build) => {
  test.each(CREDENTIALS)('does not repeat %s', (text) => {
    expect(errorsOf((chart) => build(chart, text)).join('\n')).not.toContain('hunter2PW');
  });

  test('is one line that no terminal and no CI obeys', () => {
    for (const error of errorsOf((chart) => build(chart, OBEYED))) {
      expect(error).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }
  });
});

test('what the rules say of a manifest is such a line, too', () => {
  const spec = { managedKubeSecretReferences: [{ secretName: CREDENTIALS[0], secretNamespace: OBEYED }] };
  const manifest = { apiVersion: 'secrets.infisical.com/v1alpha1', kind: 'InfisicalSecret', metadata: {}, spec };
  const messages = InfisicalRules.check([manifest]).map(({ message }) => message);
  expect(messages.join(' ')).toContain('***@db/orders');
  for (const message of messages) expect(message).not.toMatch(/hunter2PW|[\p{Cc}\p{Cf}\u2028\u2029]/u);
});

test('a rule that does not exist is no way either', () => {
  const suppress = () => InfisicalRules.suppress(new Chart(new App(), 'c'), `${CREDENTIALS[0]}\n`, 'why');
  expect(suppress).toThrow('[c] cannot suppress "https://***@db/orders\\u000a", there is no such rule');
});

test('what a local stack complains of neither', () => {
  const stack = new LocalStack([], { projectId: 'p', services: { [CREDENTIALS[0]]: LocalService.of({ image: 'a' }) } });
  expect(() => stack.files()).toThrow(/^(?![\s\S]*hunter2PW)/);
});
