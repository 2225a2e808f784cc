import { type Chart, Cron } from 'cdk8s';
import {
  ConcurrencyPolicy,
  type Container,
  CronJob,
  DaemonSet,
  Deployment,
  Job,
  Pod,
  Service,
  StatefulSet,
  type Workload,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type ManagedSecret, SyncedSecret, type WorkloadKeyInjection } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, type Manifest, printedLines, synthesize } from '../synthesis';

const containers = [{ name: 'main', image: 'main' }];
const metadata = { name: 'work' };
const secretKeyRef = (key: string) => ({ valueFrom: { secretKeyRef: { name: 'shop', key, optional: false } } });

/** Makes a workload and gives it keys of the managed Secret `shop`. */
const injected = (injection: WorkloadKeyInjection, make: (chart: Chart) => Workload | Pod = deployment) => {
  const manifests = synthesize((chart) => {
    const workload = make(chart);
    new SyncedSecret(chart, 'shop', SYNC).injectInto(workload, injection);
  });
  return manifests.find(({ metadata: { name } }) => name === 'work');
};

function deployment(chart: Chart): Deployment {
  const made = new Deployment(chart, 'work', { metadata, containers });
  made.addContainer({ name: 'sidecar', image: 'sidecar' });
  made.addInitContainer({ name: 'migrate', image: 'migrate' });
  return made;
}

function podSpec({ kind, spec }: Manifest) {
  if (kind === 'Pod') return spec;
  return kind === 'CronJob' ? spec.jobTemplate.spec.template.spec : spec.template.spec;
}

describe('one call gives keys to', () => {
  const service = (chart: Chart) =>
    new Service(chart, 'service', { metadata: { name: 'service' }, ports: [{ port: 80 }] });

  test.each<[string, (chart: Chart) => Workload | Pod]>([
    ['Deployment', (chart) => new Deployment(chart, 'work', { metadata, containers })],
    ['StatefulSet', (chart) => new StatefulSet(chart, 'work', { metadata, containers, service: service(chart) })],
    ['DaemonSet', (chart) => new DaemonSet(chart, 'work', { metadata, containers })],
    ['Job', (chart) => new Job(chart, 'work', { metadata, containers })],
    [
      'CronJob',
      (chart) =>
        new CronJob(chart, 'work', {
          metadata,
          containers,
          schedule: Cron.daily(),
          concurrencyPolicy: ConcurrencyPolicy.FORBID,
        }),
    ],
    ['Pod', (chart) => new Pod(chart, 'work', { metadata, containers })],
  ])('a %s', (kind, make) => {
    const workload = injected({ secretKeys: ['TOKEN'] }, make);
    expect(workload.kind).toBe(kind);
    expect(podSpec(workload).containers[0].env).toEqual([{ name: 'TOKEN', ...secretKeyRef('TOKEN') }]);
  });
});

describe('the containers that get keys', () => {
  const withKeys = (injection: WorkloadKeyInjection) => {
    const { containers, initContainers } = podSpec(injected(injection));
    return [...containers, ...initContainers].flatMap(({ name, env }) => (env ? [name] : []));
  };

  test('are all, but no init container', () => {
    expect(withKeys({ secretKeys: ['TOKEN'] })).toEqual(['main', 'sidecar']);
  });

  test('are those that are named', () => {
    expect(withKeys({ secretKeys: ['TOKEN'], containers: ['migrate', 'main'] })).toEqual(['main', 'migrate']);
  });

  test('must be there', () => {
    const errors = errorsOf((chart) => {
      const secret = new SyncedSecret(chart, 'shop', SYNC);
      secret.injectInto(deployment(chart), { secretKeys: ['TOKEN'], containers: ['worker', 'migrat', 'main'] });
    });
    expect(errors).toEqual([
      '[project/work] there is no container "worker" to give keys to: write one of "main", "sidecar", "migrate", or add containers before injectInto (C17)',
      '[project/work] there is no container "migrat" to give keys to: did you mean "migrate"? (C17)',
    ]);
  });

  test.each([
    [
      'one that is added later',
      { secretKeys: ['TOKEN'] },
      'there is no container yet to give keys to: add containers before injectInto (C17)',
    ],
    [
      'one that is named before it is added',
      { secretKeys: ['TOKEN'], containers: ['wroker'] },
      'there is no container "wroker" to give keys to: add containers before injectInto (C17)',
    ],
    [
      'none at all',
      { secretKeys: ['TOKEN'], containers: [] },
      'containers is an empty list, so that nobody gets the keys: name one, or leave it out (C17)',
    ],
  ])('are an error with the remedy where there is none: %s', (_, injection, message) => {
    const errors = errorsOf((chart) => {
      const work = new Deployment(chart, 'work', {});
      new SyncedSecret(chart, 'shop', SYNC).injectInto(work, injection);
      work.addContainer({ name: 'worker', image: 'worker:1' });
    });
    expect(errors).toEqual([`[project/work] ${message}`]);
  });

  test.each<[string, (chart: Chart) => unknown, string]>([
    ['a Service', (chart) => new Service(chart, 'service', { ports: [{ port: 80 }] }), '[project/service]'],
    ['a construct', (chart) => new Construct(chart, 'empty'), '[project/empty]'],
    ['nothing', () => undefined, 'undefined'],
    ['a promise', () => Promise.resolve(), 'a Promise'],
  ])('of a workload are no %s', (_, make, found) => {
    const errors = errorsOf((chart) => {
      const secret = new SyncedSecret(chart, 'shop', SYNC);
      secret.injectIntoContainer(make(chart) as never, { secretKeys: ['TOKEN'] });
    });
    expect(errors).toEqual([
      `[project/shop] injectIntoContainer takes a container of cdk8s-plus, found ${found}, which has no containers (C17)`,
    ]);
  });

  test('are no init containers, where these are all that there is', () => {
    const errors = errorsOf((chart) => {
      const work = new Deployment(chart, 'work', {});
      work.addInitContainer({ name: 'migrate', image: 'worker:1' });
      new SyncedSecret(chart, 'shop', SYNC).injectInto(work, { secretKeys: ['TOKEN'] });
      work.addContainer({ name: 'worker', image: 'worker:1' });
    });
    expect(errors).toEqual([
      '[project/work] there is no container yet to give keys to, and init containers get them by name only: add containers before injectInto, or write containers: ["migrate"] (C17)',
    ]);
  });
});

test('a key can have another name as a variable', () => {
  const { containers } = podSpec(injected({ secretKeys: { DB_URL: 'DATABASE_URL' }, containers: ['main'] }));
  expect(containers[0].env).toEqual([{ name: 'DB_URL', ...secretKeyRef('DATABASE_URL') }]);
});

test('every key of the managed Secret, with a prefix', () => {
  const { containers } = podSpec(injected({ everyKey: true, prefix: 'SHOP_', containers: ['main'] }));
  expect(containers[0].envFrom).toEqual([{ prefix: 'SHOP_', secretRef: { name: 'shop' } }]);
});

describe('keys as files', () => {
  test('are read-only, under the names and with the permissions that are asked for', () => {
    const files = { path: '/etc/tls', secretKeys: { 'server.crt': 'CERTIFICATE', 'server.key': 'KEY' }, mode: 0o440 };
    const { containers, volumes } = podSpec(injected({ files, containers: ['main'] }));
    expect(containers[0].volumeMounts).toEqual([{ mountPath: '/etc/tls', name: 'shop-etc-tls', readOnly: true }]);
    expect(volumes).toEqual([
      {
        name: 'shop-etc-tls',
        secret: {
          secretName: 'shop',
          defaultMode: 0o440,
          optional: false,
          items: [
            { key: 'CERTIFICATE', path: 'server.crt' },
            { key: 'KEY', path: 'server.key' },
          ],
        },
      },
    ]);
  });

  test('are one volume for containers that want the same, and another for those that want others', () => {
    const workload = synthesize((chart) => {
      const secret = new SyncedSecret(chart, 'shop', SYNC);
      const made = deployment(chart);
      const [main, sidecar] = made.containers;
      const [migrate] = made.initContainers;
      const mount = (container: Container, key: string) =>
        secret.injectIntoContainer(container, { files: { path: '/keys', secretKeys: [key] } });
      mount(main, 'A');
      mount(sidecar, 'A');
      mount(migrate, 'B');
    }).find(({ kind }) => kind === 'Deployment');
    const { containers, initContainers, volumes } = podSpec(workload);
    const volumeOf = ({ volumeMounts }: Manifest) => volumeMounts[0].name;
    expect([...containers, ...initContainers].map(volumeOf)).toEqual(['shop-keys', 'shop-keys', 'shop-keys-2']);
    expect(volumes.map(({ name }: Manifest) => name).sort()).toEqual(['shop-keys', 'shop-keys-2']);
  });

  test('cannot be one key under two names, which cdk8s-plus does not know', () => {
    const files = { path: '/keys', secretKeys: { one: 'A', two: 'A' } };
    expect(
      errorsOf((chart) => new SyncedSecret(chart, 'shop', SYNC).injectInto(deployment(chart), { files })),
    ).toContain(
      '[project/shop] the key "A" becomes two files of the container "main": keep one, or mount another folder (C4)',
    );
  });
});

test('fails for a key that is not among those declared', () => {
  const source = { ...SYNC.source, keys: ['TOKEN'] };
  const build = (inject: (secret: ManagedSecret, workload: Workload) => void) =>
    errorsOf((chart) => inject(new SyncedSecret(chart, 'shop', { ...SYNC, source }), deployment(chart)));
  const message = expect.stringMatching(/^\[project\/work\] .*"TOKN".*did you mean "TOKEN"\? \(C2\)$/);
  expect(
    build((secret, workload) => secret.injectInto(workload, { secretKeys: ['TOKN'], containers: ['main'] })),
  ).toEqual([message]);
  const files = { path: '/keys', secretKeys: ['TOKN'] };
  expect(build((secret, workload) => secret.injectInto(workload, { files, containers: ['migrate'] }))).toEqual([
    message,
  ]);
});

describe('auto-reload', () => {
  const warnings = () => printedLines().filter((line) => /\(C([6-9]|1[01])\)$/.test(line));

  test('restarts a workload whose references the operator sees', () => {
    const workload = injected({ secretKeys: ['TOKEN'], containers: ['main'], autoReload: true });
    expect(workload.metadata.annotations).toEqual({ 'secrets.infisical.com/auto-reload': 'true' });
    expect(warnings()).toEqual([]);
  });

  test('is warned about on a kind that the operator does not restart', () => {
    injected({ secretKeys: ['TOKEN'], autoReload: true }, (chart) => new Job(chart, 'work', { metadata, containers }));
    expect(warnings()).toEqual([expect.stringMatching(/^warning: \[project\/work\] .*\(C7\)$/)]);
  });

  test('is warned about where only an init container uses a key, which the operator does not look at', () => {
    injected({ secretKeys: ['TOKEN'], containers: ['migrate'], autoReload: true });
    expect(warnings()).toEqual([expect.stringMatching(/^warning: \[project\/work\] .*init container.*\(C\d+\)$/)]);
  });
});
