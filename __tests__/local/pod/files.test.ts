import { configMap, containersIn, gapsOf, shownValue, syncOf } from './pod-of-manifests';

const mount = (mountPath: string, more: object = {}) => ({ name: 'v', mountPath, ...more });

/** The container that mounts a volume. */
function mounting(volume: object, mounts: object[], own: { volumes?: string[] } = {}, others?: object[]) {
  const spec = {
    volumes: [{ name: 'v', ...volume }],
    containers: [{ name: 'api', image: 'api:1', volumeMounts: mounts }],
  };
  return containersIn(spec, others, { api: own })[0];
}

const filesOf = (...given: Parameters<typeof mounting>) =>
  mounting(...given).files.map(
    ({ path, value, mode }) => `${path}=${shownValue(value)}${mode === undefined ? '' : ` (${mode.toString(8)})`}`,
  );

const items = [
  { key: 'TLS_KEY', path: 'tls/tls.key', mode: 0o400 },
  { key: 'TLS_CERT', path: 'tls.crt' },
];

test.each<[string, object, object[], string[]]>([
  [
    'each item',
    { secret: { secretName: 'keys', items } },
    [mount('/etc/x/')],
    ['/etc/x/tls/tls.key=<TLS_KEY> (400)', '/etc/x/tls.crt=<TLS_CERT>'],
  ],
  [
    'a file of it',
    { secret: { secretName: 'keys', items } },
    [mount('/tls.pem', { subPath: 'tls.crt' })],
    ['/tls.pem=<TLS_CERT>'],
  ],
  [
    'a folder of it',
    { secret: { secretName: 'keys', items } },
    [mount('/t', { subPath: 'tls' })],
    ['/t/tls.key=<TLS_KEY> (400)'],
  ],
  [
    'an optional key',
    { secret: { secretName: 'keys', optional: true, items: [{ key: 'A', path: 'a' }] } },
    [mount('/x')],
    ['/x/a=<A?>'],
  ],
  ['all of a config map', { configMap: { name: 'settings' } }, [mount('/x')], ['/x/a.ini=a', '/x/b.txt=ü']],
  [
    'several objects in one volume',
    {
      projected: {
        defaultMode: 0o440,
        sources: [
          { secret: { name: 'keys', items: [items[1]] } },
          { configMap: { name: 'settings', items: [{ key: 'a.ini', path: 'c' }] } },
        ],
      },
    },
    [mount('/x')],
    ['/x/tls.crt=<TLS_CERT> (440)', '/x/c=a (440)'],
  ],
  ['nothing of what may be absent', { secret: { secretName: 'vendor', optional: true } }, [mount('/x')], []],
])('a volume brings %s', (_, volume, mounts, files) => {
  const others = [syncOf(), configMap({ 'a.ini': 'a' }, { binaryData: { 'b.txt': 'w7w=' } })];
  expect(filesOf(volume, mounts, {}, others)).toEqual(files);
  expect(mounting(volume, mounts, {}, others).gaps).toEqual([]);
});

test('what a laptop does not have is told, unless it mounts something there', () => {
  const volume = { secret: { secretName: 'vendor' } };
  expect(gapsOf(mounting(volume, [mount('/etc/vendor')]))).toEqual([
    'L4 files /etc/vendor: from the Secret "vendor", which Infisical does not fill',
  ]);
  expect(mounting(volume, [mount('/etc/vendor')], { volumes: ['./vendor:/etc/vendor:ro'] }).gaps).toEqual([]);
  const binary = [configMap({}, { binaryData: { 'a.bin': '/w==' } })];
  expect(gapsOf(mounting({ configMap: { name: 'settings' } }, [mount('/x')], {}, binary))).toEqual([
    'L4 file /x/a.bin: from the ConfigMap "settings", and no text',
  ]);
});

test('an init container that is always restarted is a sidecar', () => {
  const initContainers = [
    { name: 'proxy', image: 'p', restartPolicy: 'Always' },
    { name: 'wait', image: 'w' },
  ];
  const containers = [{ name: 'api', image: 'a' }];
  expect(containersIn({ initContainers, containers }).map(({ name, role }) => `${name} ${role}`)).toEqual([
    'proxy sidecar',
    'wait init',
    'api running',
  ]);
});

test('what others put into a volume is told, and what the cluster alone can place', () => {
  const told = (volume: object, more: object = {}, env: object[] = []) => {
    const mounts = [{ ...mount('/x'), ...more }];
    const spec = { volumes: [{ name: 'v', ...volume }], containers: [{ name: 'api', env, volumeMounts: mounts }] };
    return containersIn(spec, [configMap({ 'a/b': 'a' })]).flatMap(gapsOf);
  };
  expect(told({ csi: { driver: 'secrets-store.csi.k8s.io' } })).toEqual([
    'L4 files /x: from the driver "secrets-store.csi.k8s.io" of the cluster',
  ]);
  expect(told({ hostPath: { path: '/var/log' } })).toEqual(['L4 files /x: from the node of its pod']);
  expect([told({ emptyDir: {} }), told({ persistentVolumeClaim: { claimName: 'a' } })]).toEqual([[], []]);
  const part = { subPathExpr: '$(PART)' };
  const map = { configMap: { name: 'settings' } };
  expect(told(map, part)).toEqual(['L4 files /x: a part of the volume "v" that only the cluster knows']);
  expect(told(map, part, [{ name: 'PART', value: 'a' }])).toEqual([]);
});
