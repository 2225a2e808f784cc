import type { Chart } from 'cdk8s';
import { Deployment, DnsPolicy, ServiceAccount } from 'cdk8s-plus-28';
import { type KeyFiles, SecretSyncedApp, type SecretSyncedAppProps, SyncedSecret } from '../../lib';
import { APP, SYNC } from '../declarations';
import { errorsOf } from '../synthesis';

const POD = '[project/api/Deployment] spec.template.spec';
const LABEL = 'which must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit';

describe('a pod that the API server would refuse stops the synthesis, and each mistake is told once', () => {
  test.each<[string, (chart: Chart) => Partial<SecretSyncedAppProps>, string[]]>([
    [
      'hostAliases',
      () => ({ hostAliases: [{ ip: 'db', hostnames: ['db'] }] }),
      ['.hostAliases[0].ip is "db", which must be an IP address, such as 10.9.8.7 or 2001:db8::ffff (P30)'],
    ],
    [
      'dns',
      () => ({ dns: { policy: DnsPolicy.DEFAULT, nameservers: ['dns'], hostname: 'Api' } }),
      [
        `.hostname is "Api", ${LABEL} (P28)`,
        '.dnsConfig.nameservers[0] is "dns", which must be an IP address, such as 10.9.8.7 or 2001:db8::ffff (P29)',
      ],
    ],
    [
      'securityContext',
      () => ({ securityContext: { fsGroup: -1 } }),
      ['.securityContext.fsGroup is the number -1: write a number from 0 to 2147483647 (P35)'],
    ],
    [
      'volumes',
      () => ({ volumes: [{ name: 'My_Cache', emptyDir: {} }] }),
      [`.volumes[0].name is "My_Cache", ${LABEL} (P22)`],
    ],
    [
      'the claim of a volume',
      () => ({ volumes: [{ name: 'up', persistentVolumeClaim: { claimName: '' } }] }),
      ['.volumes[0].persistentVolumeClaim.claimName is empty: write the name of a claim (P25)'],
    ],
    [
      'volumeMounts',
      () => ({
        volumes: [
          { name: 'one', emptyDir: {} },
          { name: 'two', emptyDir: {} },
        ],
        volumeMounts: [
          { mountPath: '/a', subPath: '/b', name: 'one' },
          { mountPath: '/a', name: 'two' },
        ],
      }),
      [
        '.containers[0].volumeMounts[1].mountPath is "/a", where the volume "one" is mounted already: mount each at a path of its own (P23)',
        '.containers[0].volumeMounts[0].subPath is "/b", which must be relative: write it without the "/" in front (P23)',
      ],
    ],
    [
      'serviceAccount',
      (chart) => ({ serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'Api') }),
      [
        '.serviceAccountName is "Api", which must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit (P28)',
      ],
    ],
  ])('%s', (_, propsIn, messages) => {
    const errors = errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...propsIn(chart) }));
    expect(errors).toEqual(messages.map((message) => POD + message));
  });
});

describe('keys as files that the API server would refuse stop the synthesis', () => {
  const injecting = (...files: readonly KeyFiles[]) =>
    errorsOf((chart) => {
      const secret = new SyncedSecret(chart, 'secret', SYNC);
      const worker = new Deployment(chart, 'api', { containers: [{ image: 'worker:1.0' }] });
      for (const one of files) secret.injectInto(worker, { files: one });
    }).map((line) => line.replace('[project/api] spec.template.spec.', ''));

  test('files without a folder', () => {
    expect(injecting({ path: '', secretKeys: ['CA'] })).toEqual([
      'containers[0].volumeMounts[0].mountPath is empty: write where the container finds the volume (P23)',
    ]);
  });

  test('two calls with one folder', () => {
    expect(injecting({ path: '/keys', secretKeys: ['CA'] }, { path: '/keys', secretKeys: ['CERT'] })).toEqual([
      'containers[0].volumeMounts[1].mountPath is "/keys", where the volume "secret-keys" is mounted already: mount each at a path of its own (P23)',
    ]);
  });

  test.each([
    ['', 'is empty: write the name of the file'],
    ['/ca', 'is "/ca", which must be relative: write it without the "/" in front'],
    ['../ca', 'is "../ca", which must not lead back: write it without ".."'],
    ['a/../ca', 'is "a/../ca", which must not lead back: write it without ".."'],
    ['..ca', 'is "..ca", which must not start with "..": rename the file'],
  ])('the file "%s"', (file, problem) => {
    expect(injecting({ path: '/keys', secretKeys: { [file]: 'CA' } })).toEqual([
      `volumes[0].secret.items[0].path ${problem} (P24)`,
    ]);
  });
});
