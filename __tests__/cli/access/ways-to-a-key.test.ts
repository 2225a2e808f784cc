import { arrivalText, keyName } from '../../../cli/access-report/access-row';
import { type Fields, fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { reported, syncFrom, taker } from '../report/reported';

/** The ways in which an object called `evil` gets keys of the Secret `api-secrets`. */
function waysOf(object: Fields): string[] {
  const sync = syncFrom({});
  const metadata = { name: 'evil', namespace: sync.metadata.namespace, ...fields(object.metadata) };
  const { rows } = reported(sync, { ...object, metadata } as unknown as Manifest);
  return rows.filter(({ holder }) => holder.name === 'evil').map((row) => `${keyName(row)}: ${arrivalText(row)}`);
}

const VOLUME = { name: 'v', secret: { secretName: 'api-secrets' } };
const MOUNT = { name: 'v', mountPath: '/x' };
const ENV_FROM = [{ secretRef: { name: 'api-secrets' } }];
const PULL = [{ name: 'api-secrets' }];

const pod = (spec: Fields): Fields => ({ apiVersion: 'v1', kind: 'Pod', spec });
const mounting = (mount: Fields, volume: Fields = VOLUME) =>
  pod({ containers: [{ name: 'c', image: 'i', volumeMounts: [{ ...MOUNT, ...mount }] }], volumes: [volume] });
const other = (spec: Fields): Fields => ({ apiVersion: 'example.com/v1', kind: 'Flow', spec });

describe('a Secret that is mounted', () => {
  test.each<[string, Fields, string]>([
    ['whole', mounting({}), 'every key: file /x of c'],
    ['with an empty subPath', mounting({ subPath: '' }), 'every key: file /x of c'],
    ['with a subPath that names all of it', mounting({ subPath: './' }), 'every key: file /x of c'],
    ['by the folder behind its links', mounting({ subPath: '..data' }), 'every key: file /x of c'],
    ['with the file of one key', mounting({ subPath: './DB_URL' }), 'DB_URL: file /x of c'],
    [
      'with no item',
      mounting({}, { ...VOLUME, secret: { secretName: 'api-secrets', items: [] } }),
      'every key: file /x of c',
    ],
    [
      'with a folder of its items',
      mounting({ subPath: 'a' }, { ...VOLUME, secret: { ...VOLUME.secret, items: [{ key: 'DB_URL', path: 'a/b' }] } }),
      'DB_URL: file /x/b of c',
    ],
    [
      'by a projection without items',
      mounting({}, { name: 'v', projected: { sources: [{ secret: { name: 'api-secrets', items: [] } }] } }),
      'every key: file /x of c',
    ],
  ])('%s', (_, object, way) => {
    expect(waysOf(object)).toEqual([way]);
  });
});

describe('a Secret that the driver of a volume gets', () => {
  test.each<[string, Fields]>([
    ['csi', { driver: 'd', nodePublishSecretRef: { name: 'api-secrets' } }],
    ['flexVolume', { driver: 'd', secretRef: { name: 'api-secrets' } }],
    ['azureFile', { shareName: 's', secretName: 'api-secrets' }],
  ])('by %s', (source, content) => {
    expect(waysOf(mounting({}, { name: 'v', [source]: content }))).toEqual(['every key: driver of a volume']);
  });
});

describe('a Secret in a kind that nobody here knows', () => {
  test.each<[string, Fields, string]>([
    [
      'by a volume above the step that mounts it',
      { volumes: [VOLUME], steps: [{ name: 's', image: 'i', volumeMounts: [MOUNT] }] },
      'every key: file /x of s',
    ],
    [
      'by a container beside init containers',
      { initContainers: [{ name: 'a', image: 'i' }], container: { image: 'i', envFrom: ENV_FROM } },
      'every key: envFrom',
    ],
    ['by what is laid over containers', { stepTemplate: { envFrom: ENV_FROM } }, 'every key: envFrom'],
    ['by a workspace', { workspaces: [{ name: 'w', secret: { secretName: 'api-secrets' } }] }, 'every key: volume'],
    ['to pull images', { imagePullSecrets: PULL }, 'every key: image pull secret'],
  ])('%s', (_, spec, way) => {
    expect(waysOf(other(spec))).toEqual([way]);
  });

  test('only where something mounts it', () => {
    expect(waysOf(other({ volumes: [VOLUME], steps: [{ name: 's', image: 'i' }] }))).toEqual([]);
  });
});

test('a ServiceAccount hands pull secrets on to its pods', () => {
  expect(waysOf({ apiVersion: 'v1', kind: 'ServiceAccount', imagePullSecrets: PULL })).toEqual([
    'every key: image pull secret',
  ]);
});

describe('what names no namespace is taken for the one that could get the key', () => {
  test.each([undefined, ''])('the workload: %j', (namespace) => {
    const object = pod({ containers: [{ name: 'evil', image: 'i', envFrom: ENV_FROM }] });
    expect(waysOf({ ...object, metadata: { namespace } })).toEqual(['every key: envFrom']);
  });

  test('the Secret', () => {
    const sync = syncFrom({}, { managedKubeSecretReferences: [{ secretName: 'api-secrets' }] });
    expect(reported(sync, taker('evil')).rows).toHaveLength(1);
  });
});

test('a workload of another namespace does not get it', () => {
  const object = pod({ containers: [{ name: 'evil', image: 'i', envFrom: ENV_FROM }] });
  expect(waysOf({ ...object, metadata: { namespace: 'elsewhere' } })).toEqual([]);
});

describe('a Secret that an object names which runs no pods', () => {
  test.each<[string, Fields, string]>([
    [
      'with its key',
      other({ tokenSecretRef: { name: 'api-secrets', key: 'DB_URL' } }),
      'DB_URL: field spec.tokenSecretRef.name',
    ],
    ['whole', other({ tls: [{ secretName: 'api-secrets' }] }), 'every key: field spec.tls[0].secretName'],
    [
      'in the values of a chart',
      other({ values: 'auth:\n  existingSecret: api-secrets\n' }),
      'every key: field spec.values.auth.existingSecret',
    ],
  ])('%s', (_, object, way) => {
    expect(waysOf(object)).toEqual([way]);
  });
});
