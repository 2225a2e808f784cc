import { parseAllDocuments } from 'yaml';
import { findingsIn, inputFinding } from '../../../cli/findings/input-findings';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { fixture } from '../../model/delivery/delivered';
import { describeRules } from '../rule-cases';

/** The findings of a file, each with its line. */
function findingsOf(name: string): string[] {
  const { manifests } = manifestsIn(fixture('secrets-store-csi', name), name);
  return findingsIn(manifests)
    .filter(({ finding }) => finding.rule.startsWith('D'))
    .map(inputFinding)
    .map(({ rule, line, message }) => `${rule}:${line} ${message}`);
}

test('the mistakes of a class are told with the lines of its list', () => {
  expect(findingsOf('mistakes.yaml')).toEqual([
    'D3:9 the projectId "crab-shop-9" is no id: copy the id of the project as Infisical shows it',
    'D10:15 a secret in the list says "key", which the provider of Infisical drops: write secretKey',
    'D11:15 the provider of Infisical drops "path": did you mean secretPath?',
    'D13:13 there is no file "a": the secret "SHELL_KEY" of "/crab" is listed again for "b", which is the only one that is written: mount that file twice, or read it from one place',
    'D16:17 a Secret of the class has no type: write type: Opaque',
    'D17:19 the class mounts no file "SHELL_KEY": write its fileName, "b", and not the key',
    'D18:11 the windowDuration "5" has no unit: write, for example, "5m"',
    'D18:17 with windowDuration, the driver copies empty files into the Secret "crab-env": drop the windowDuration or the secretObjects',
    'D23:17 no container here mounts the SecretProviderClass "crab": without one, the driver does not write the Secret "crab-env"',
  ]);
});

test.each(['files-and-secret.yaml', 'other-provider.yaml'])('nothing is wrong with %s', (name) => {
  expect(findingsOf(name)).toEqual([]);
  const manifests = parseAllDocuments(fixture('secrets-store-csi', name)).map((one) => one.toJS() as Manifest);
  expect(checkManifests(manifests)).toEqual([]);
});

const NAMED = { name: 'dock', namespace: 'port' };
const LOGIN = { authMethod: 'kubernetes', identityId: 'a' };
const PLACE = { projectId: '22222222-0000-4000-8000-000000000002', envSlug: 'prod' };
const LIST = '- { secretPath: /dock, secretKey: PIN, fileName: pin }';
const ENV = (key: string, name = 'made', optional = false) => ({
  name: 'PIN',
  valueFrom: { secretKeyRef: { name, key, ...(optional && { optional }) } },
});
const MADE = { secretName: 'made', type: 'Opaque', data: [{ objectName: 'pin', key: 'PIN' }] };

function classOf(parameters: object, spec: object = {}, metadata: object = {}) {
  const own = { provider: 'infisical', parameters, ...spec };
  return {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: { ...NAMED, ...metadata },
    spec: own,
  };
}

const official = (parameters: object, spec?: object) => [
  classOf({ ...LOGIN, ...PLACE, secrets: LIST, ...parameters }, spec),
];
const listing = (secrets: string) => official({ secrets });
const other = (parameters: object) => [
  classOf({ projectSlug: 'dock-1', envSlug: 'prod', authSecretName: 'a', authSecretNamespace: 'port', ...parameters }),
];
const objects = (text: string) => other({ objects: text });

interface PodParts {
  readonly env?: readonly object[];
  readonly mounts?: readonly object[];
  readonly attributes?: object;
  readonly csi?: object;
  readonly metadata?: object;
}

function pod({ env = [], mounts = [{ name: 's', mountPath: '/run' }], attributes, csi, metadata }: PodParts = {}) {
  const volumeAttributes = { secretProviderClass: 'dock', ...attributes };
  const source = { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes, ...csi };
  const containers = [{ name: 'app', image: 'a:1', env, volumeMounts: mounts }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...NAMED, ...metadata },
    spec: { containers, volumes: [{ name: 's', csi: source }] },
  };
}

const asking = (audience: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  metadata: { name: 'secrets-store.csi.k8s.io' },
  spec: { tokenRequests: [{ audience }] },
});
const writing = official({}, { secretObjects: [MADE] });

test('a class that is misspelt in a volume is told at the volume, and not as one that nothing mounts', () => {
  const manifests = [...writing, pod({ attributes: { secretProviderClass: 'dok' }, env: [ENV('PIN')] })];
  const told = checkManifests(manifests as Manifest[]).filter(({ rule }) => rule.startsWith('D'));
  expect(told.map(({ rule, at }) => [rule, at.join('.')])).toEqual([
    ['D19', 'spec.volumes.0.csi.volumeAttributes.secretProviderClass'],
  ]);
});

describeRules([
  {
    rule: 'D26',
    what: 'the name of the provider in other letters, or with blanks or separators; that of another provider is no matter of ours',
    bad: official({}, { provider: 'Infisical' }),
    good: [...official({}, { provider: 'vault' }), ...official({}, { provider: 'infisical-proxy' })],
    message: 'the driver finds no provider called "Infisical": write infisical',
  },
  {
    rule: 'D1',
    what: 'a class without a method, unless each pod says it',
    bad: official({ authMethod: '' }),
    good: [...official({ authMethod: '' }), pod({ attributes: { authMethod: 'kubernetes' } })],
    message: 'the class has no authMethod: write authMethod: kubernetes',
  },
  {
    rule: 'D1',
    what: 'a method that only another resource has',
    bad: [...official({}), pod({ attributes: { authMethod: 'universal-auth' } })],
    good: [...official({}), pod()],
    message: 'the authMethod "universal-auth" is none that the provider knows: write kubernetes',
  },
  {
    rule: 'D5',
    what: 'parameters of the other provider in a class that logs in as this one does',
    bad: [classOf({ ...LOGIN, projectSlug: 'dock-1', envSlug: 'prod', objects: '[]' })],
    good: official({}),
    message: 'the provider of Infisical ignores "projectSlug": its name for that is projectId',
  },
  {
    rule: 'D2',
    what: 'a class of the other provider without its login',
    bad: other({ authSecretName: '' }),
    good: other({}),
    message: 'the class has no authSecretName: add it to its parameters',
  },
  {
    rule: 'D3',
    what: 'a name for an id; one that is filled in is not known',
    bad: official({ projectId: 'My dock' }),
    good: official({ projectId: '${PROJECT_ID}' }),
    message: 'the projectId "My dock" is no id: copy the id of the project as Infisical shows it',
  },
  {
    rule: 'D4',
    what: 'a list that is no text',
    bad: official({ secrets: [{ secretKey: 'A' }] }),
    good: official({ secrets: LIST }),
    message: 'the parameter secrets is a list: write its YAML as a text, behind a "|"',
  },
  {
    rule: 'D4',
    what: 'a flag without quotes',
    bad: official({ useDefaultAudience: true }),
    good: official({ useDefaultAudience: 'true' }),
    message: 'the parameter useDefaultAudience is the boolean true, write "true": put it in quotes',
  },
  {
    rule: 'D5',
    what: 'a misspelt parameter; one that nobody here knows may be of a newer release',
    bad: official({ windowduration: '5m' }),
    good: official({ leaseName: 'a' }),
    message: 'the provider of Infisical ignores "windowduration": its name for that is windowDuration',
  },
  {
    rule: 'D6',
    what: 'a host that is no URL',
    bad: official({ infisicalUrl: 'eu.infisical.com' }),
    good: official({ infisicalUrl: 'https://eu.infisical.com/' }),
    message: 'the infisicalUrl is not a URL: write, for example, https://eu.infisical.com',
  },
  {
    rule: 'D7',
    what: 'an audience that the driver does not ask for',
    bad: [...official({}), asking('https://kubernetes.default.svc')],
    good: [...official({ useDefaultAudience: 'true' }), asking('https://kubernetes.default.svc')],
    message:
      'the driver asks for no token of the audience "infisical": add it to the tokenRequests of the CSIDriver "secrets-store.csi.k8s.io", or write useDefaultAudience: "true"',
  },
  {
    rule: 'D7',
    what: 'a flag in other letters',
    bad: official({ useDefaultAudience: 'True' }),
    good: official({ useDefaultAudience: 'false' }),
    message: 'the useDefaultAudience "True" counts as false: write "true"',
  },
  {
    rule: 'D8',
    what: 'an empty folder',
    bad: other({ secretsPath: '' }),
    good: other({ secretsPath: '/', OBJECTS: '[]' }),
    message: 'the secretsPath is empty, which the provider refuses: write "/", or drop it',
  },
  {
    rule: 'D9',
    what: 'a map in the place of a list, also with the key that the provider of Azure wants',
    bad: listing('array:\n  - |\n    objectName: a\n'),
    good: listing('# keys\n- secretKey: A\n  fileName: a\n'),
    message: 'the text of secrets is no list: begin each secret with "- "',
  },
  {
    rule: 'D9',
    what: 'an empty list; the other provider then mounts nothing',
    bad: listing('[]'),
    good: objects('[]'),
    message: 'the list of secrets is empty: the provider wants one secret at least',
  },
  {
    rule: 'D9',
    what: 'names in the place of objects; YAML that is not read here is nobody’s mistake',
    bad: listing('- PIN'),
    good: listing('- &a { secretKey: PIN, fileName: pin }\n- *a'),
    message: 'an item of secrets is no object: write secretKey and fileName of the secret',
  },
  {
    rule: 'D10',
    what: 'a secret without a file',
    bad: listing('- { secretKey: PIN, filename: pin }'),
    good: listing('- { secretKey: PIN, fileName: pin }'),
    message: 'a secret in the list says "filename", which the provider of Infisical drops: write fileName',
  },
  {
    rule: 'D10',
    what: 'the fields of the other provider',
    bad: listing('- { objectName: PIN, objectAlias: pin }'),
    good: objects('- { objectName: PIN, objectAlias: pin }'),
    message: 'a secret in the list says "objectName", which the provider of Infisical drops: write secretKey',
  },
  {
    rule: 'D11',
    what: 'a path that is dropped',
    bad: listing('- { path: /dock, secretKey: PIN, fileName: pin }'),
    good: listing(LIST),
    message: 'the provider of Infisical drops "path": did you mean secretPath?',
  },
  {
    rule: 'D12',
    what: 'a file that leads out of the volume',
    bad: listing('- { secretKey: PIN, fileName: a/../../pin }'),
    good: listing('- { secretKey: PIN, fileName: a/..pin }'),
    message: 'the file "a/../../pin" must not lead back: write it without ".."',
  },
  {
    rule: 'D12',
    what: 'a file in a folder, which only the other provider refuses',
    bad: objects('- { objectName: PIN, objectAlias: a/pin }'),
    good: listing('- { secretKey: PIN, fileName: a/pin }'),
    message: 'the file "a/pin" must stand in no folder',
  },
  {
    rule: 'D13',
    what: 'one secret for two files, however its folder is written; the other provider writes both',
    bad: listing(
      '- { secretPath: dock/, secretKey: PIN, fileName: a }\n- { secretPath: /dock, secretKey: PIN, fileName: b }',
    ),
    good: objects('- { objectName: PIN, objectAlias: a }\n- { objectName: PIN, objectAlias: b }'),
    message:
      'there is no file "a": the secret "PIN" of "/dock" is listed again for "b", which is the only one that is written: mount that file twice, or read it from one place',
  },
  {
    rule: 'D14',
    what: 'two secrets for one file; one that stands there twice is the same',
    bad: listing(
      '- { secretPath: /a, secretKey: PIN, fileName: a }\n- { secretPath: /b, secretKey: PIN2, fileName: a }',
    ),
    good: listing('- { secretKey: PIN, fileName: a }\n- { secretKey: PIN, fileName: a }'),
    message: 'the file "a" is that of "PIN" and of "PIN2": give each a name of its own',
  },
  {
    rule: 'D15',
    what: 'a field of this provider in a list of the other one',
    bad: objects('- { objectName: PIN, fileName: pin }'),
    good: objects('- { objectName: PIN }'),
    message: 'the provider by project slugs refuses "fileName": it knows objectName and objectAlias',
  },
  {
    rule: 'D16',
    what: 'a Secret whose data has no key',
    bad: official({}, { secretObjects: [{ ...MADE, data: [{ objectName: 'pin' }] }] }),
    good: writing,
    message: 'a Secret of the class has no key in its data: add it',
  },
  {
    rule: 'D17',
    what: 'a file of another name; one of a list that is not read is not known',
    bad: official({}, { secretObjects: [{ ...MADE, data: [{ objectName: 'pni', key: 'PIN' }] }] }),
    good: official({ secrets: '- *pin' }, { secretObjects: [{ ...MADE, data: [{ objectName: 'pni', key: 'PIN' }] }] }),
    message: 'the class mounts no file "pni": did you mean "pin"?',
  },
  {
    rule: 'D17',
    what: 'a file that nobody mounts, by its name',
    bad: official({}, { secretObjects: [{ ...MADE, data: [{ objectName: 'certificate', key: 'PIN' }] }] }),
    good: writing,
    message: 'the class mounts no file "certificate": write one of "pin"',
  },
  {
    rule: 'D17',
    what: 'a value in the place of a name, without a word of it',
    bad: official({}, { secretObjects: [{ ...MADE, data: [{ objectName: 'hunter2!secret', key: 'PIN' }] }] }),
    good: writing,
    message: 'the class mounts no file (no valid name, 14 characters): write one of "pin"',
  },
  {
    rule: 'D18',
    what: 'a time that is none',
    bad: official({ windowDuration: '0s' }),
    good: official({ windowDuration: '1h30m' }),
    message: 'the windowDuration "0s" is not longer than nothing: write, for example, "5m"',
  },
  {
    rule: 'D18',
    what: 'a time in words',
    bad: official({ windowDuration: '5 minutes' }),
    good: official({ windowDuration: '${WINDOW}' }),
    message: 'the windowDuration "5 minutes" is no duration of Go: write, for example, "5m" or "1h30m"',
  },
  {
    rule: 'D19',
    what: 'a class of another namespace; one that nobody has read may be anywhere',
    bad: [...official({}), pod({ metadata: { namespace: 'sea' } })],
    good: [
      ...official({}),
      pod({ metadata: { namespace: undefined } }),
      pod({ attributes: { secretProviderClass: 'else' } }),
    ],
    message:
      'the workload runs in namespace "sea" and cannot mount the SecretProviderClass "dock" of "port": give both the same namespace',
  },
  ...['secrets-store.csi.x-k8s.io', 'secret-store.csi.k8s.io', 'secrets-store.CSI.k8s.io'].map((driver) => ({
    rule: 'D27',
    what: `a driver that is called ${driver}`,
    bad: [...official({}), pod({ csi: { driver } })],
    good: [
      ...official({}),
      pod({ csi: { driver: 'secrets-store.csi.k8s.io' } }),
      pod({ csi: { driver: 'ebs.csi.aws.com' } }),
    ],
    message: `no driver is called "${driver}": write secrets-store.csi.k8s.io`,
  })),
  {
    rule: 'D19',
    what: 'a class that is misspelt, where nothing mounts the one whose Secret is taken',
    bad: [...writing, pod({ attributes: { secretProviderClass: 'dok' }, env: [ENV('PIN')] })],
    good: [
      ...writing,
      pod({ env: [ENV('PIN')] }),
      pod({ metadata: { name: 'other' }, attributes: { secretProviderClass: 'dok' } }),
    ],
    message:
      'there is no SecretProviderClass "dok", and nothing mounts "dock", whose Secret is taken: did you mean "dock"?',
  },
  {
    rule: 'D20',
    what: 'a volume that does not say that it is read-only; that of another provider is no matter of ours',
    bad: [...official({}), pod({ csi: { readOnly: undefined } })],
    good: [{ ...classOf({}), spec: { provider: 'vault' } }, pod({ csi: { readOnly: undefined } })],
    message: 'the volume is not read-only, which its driver refuses: write readOnly: true',
  },
  {
    rule: 'D21',
    what: 'a part of what a window empties; without a window, it is only never updated',
    bad: [
      ...official({}),
      pod({ attributes: { windowDuration: '5m' }, mounts: [{ name: 's', mountPath: '/pin', subPath: 'pin' }] }),
    ],
    good: [...official({}), pod({ mounts: [{ name: 's', mountPath: '/pin', subPath: 'pin' }] })],
    message:
      'the file "pin" is mounted by subPath, and keeps its value when the windowDuration is over: mount the volume without subPath',
  },
  {
    rule: 'D23',
    what: 'a class that no container mounts, although a pod has a volume of it',
    bad: [...writing, pod({ mounts: [] })],
    good: official({}),
    message:
      'no container here mounts the SecretProviderClass "dock": without one, the driver does not write the Secret "made"',
  },
  {
    rule: 'D23',
    what: 'a class that no container mounts, whose Secret has no name',
    bad: official({}, { secretObjects: [{ ...MADE, secretName: undefined }] }).slice(0, 1),
    good: official({}),
    message:
      'no container here mounts the SecretProviderClass "dock": without one, the driver does not write the Secret without a name',
  },
  {
    rule: 'D24',
    what: 'a Secret without a key of its type; of some types one of several is enough',
    bad: official(
      {},
      { secretObjects: [{ ...MADE, type: 'kubernetes.io/tls', data: [{ objectName: 'pin', key: 'tls.key' }] }] },
    ),
    good: official(
      {},
      {
        secretObjects: [{ ...MADE, type: 'kubernetes.io/basic-auth', data: [{ objectName: 'pin', key: 'password' }] }],
      },
    ),
    message: 'a Secret of the type "kubernetes.io/tls" needs the key "tls.crt": add it, or write type: Opaque',
  },
  {
    rule: 'D22',
    what: 'a Secret that nobody’s mount makes; somebody else may write it',
    bad: [...writing, pod({ mounts: [], env: [ENV('PIN')] })],
    good: [
      ...writing,
      pod({ mounts: [], env: [ENV('PIN')] }),
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'made', namespace: 'port' } },
    ],
    message:
      'the Secret "made" is there only while a container mounts the SecretProviderClass "dock", and none does: mount its volume in a container',
  },
  {
    rule: 'D22',
    what: 'a Secret that the mount of another workload makes, or that may be missing',
    bad: [...writing, pod({ mounts: [], env: [ENV('PIN')] })],
    good: [...writing, pod({ mounts: [], env: [ENV('PIN')] }), pod({ metadata: { name: 'other' } })],
    message:
      'the Secret "made" is there only while a container mounts the SecretProviderClass "dock", and none does: mount its volume in a container',
  },
  {
    rule: 'D25',
    what: 'a key that the Secret lacks; in another namespace it is another Secret',
    bad: [...writing, pod({ env: [ENV('PINN')] })],
    good: [
      ...writing,
      pod({ env: [ENV('PINN', 'made', true)] }),
      pod({ env: [ENV('PINN')], metadata: { namespace: 'sea' } }),
    ],
    message:
      'the variable "PIN" of container "app" uses the key "PINN", which the class does not write into the Secret "made": did you mean "PIN"?',
  },
  {
    rule: 'C1',
    what: 'a Secret that a class writes beside one of the operator of the same name elsewhere',
    bad: [infisicalSecretIn('sea'), pod({ env: [ENV('PIN')] })],
    good: [infisicalSecretIn('sea'), ...writing, pod({ env: [ENV('PIN')] })],
    message:
      'the workload runs in namespace "port" and cannot use the managed Secret "made" in "sea": give both the same namespace',
  },
]);

function infisicalSecretIn(namespace: string) {
  const managed = [{ secretName: 'made', secretNamespace: namespace }];
  return {
    apiVersion: 'secrets.infisical.com/v1alpha1',
    kind: 'InfisicalSecret',
    metadata: { name: 'made', namespace },
    spec: { managedKubeSecretReferences: managed },
  };
}

test('two classes with one mistake are told of both', () => {
  const classes = [classOf({ ...LOGIN, ...PLACE }), classOf({ ...LOGIN, ...PLACE }, {}, { name: 'other' })];
  expect(checkManifests(classes as unknown as Manifest[]).map(({ rule }) => rule)).toEqual(['D2', 'D2']);
});

test.each([
  [null],
  ['text'],
  [[]],
  [{ parameters: 'a', secretObjects: 'b' }],
  [{ parameters: [1], secretObjects: [null, 1, { data: 'a' }, { data: [null, 1, { objectName: 1, key: [] }] }] }],
  [{ parameters: { secrets: null, objects: 1, windowDuration: [], useDefaultAudience: {}, infisicalUrl: 1 } }],
  [
    {
      parameters: {
        ...LOGIN,
        ...PLACE,
        secrets: '- 1\n- [a]\n- { secretKey: [a], fileName: { b: c } }\n- \n- __proto__: a\n',
      },
    },
  ],
])('a class of an odd shape makes nothing fail: %j', (spec) => {
  for (const provider of ['infisical', 1]) {
    const own = typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? { provider, ...spec } : spec;
    const odd = [
      { ...classOf({}), spec: own },
      pod(),
      pod({ csi: { volumeAttributes: 'a' } }),
      pod({ csi: 'a' as unknown as object }),
    ];
    expect(() => checkManifests(odd as Manifest[])).not.toThrow();
  }
});

test('a misspelt host is an error: Infisical Cloud would be asked in its place', () => {
  const found = checkManifests(official({ infisicalURL: 'https://secrets.example.com' }) as Manifest[]);
  expect(found.filter(({ rule }) => rule === 'D5').map(({ severity }) => severity)).toEqual(['error']);
});
