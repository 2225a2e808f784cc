import { deliveredBy, fixture } from './delivered';

const LIST = '- { secretPath: /a, secretKey: A, fileName: a }';

interface Class {
  readonly parameters?: string;
  readonly secrets?: string;
  readonly spec?: string;
  readonly provider?: string;
}

function classOf({
  parameters = "projectId: '22222222', envSlug: prod,",
  secrets = LIST,
  spec = '',
  provider = 'infisical',
}: Class = {}) {
  return `
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata: { name: dock, namespace: port }
spec:
  provider: ${provider}
  parameters: { ${parameters} secrets: ${JSON.stringify(secrets)} }
  ${spec}
---`;
}

interface Mount {
  readonly name?: string;
  readonly namespace?: string;
  readonly attributes?: string;
  readonly mount?: string;
}

function podOf({ name = 'dock', namespace = 'port', attributes = '', mount = 'mountPath: /run' }: Mount = {}): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }
spec:
  initContainers: [{ name: first, image: a }]
  containers: [{ name: app, image: a, volumeMounts: [{ name: s, ${mount} }] }]
  volumes: [{ name: s, csi: { driver: secrets-store.csi.k8s.io, readOnly: true, volumeAttributes: { ${attributes}secretProviderClass: dock } } }]
---`;
}

const EU = 'https://eu.infisical.com';

test.each([
  [
    'files-and-secret',
    {
      needed: [
        `${EU} | id 2222 | prod | /dock CRANE_PIN @ spec.parameters.secrets:1`,
        `${EU} | id 2222 | prod | / TLS_KEY @ spec.parameters.secrets:4`,
      ],
      secrets: ['port/dock-env CRANE <- /dock CRANE_PIN'],
      files: ['dock/app /run/dock/pin <- /dock CRANE_PIN', 'dock/app /run/dock/tls/key.pem <- / TLS_KEY'],
      unknown: [],
    },
  ],
  [
    'mistakes',
    {
      needed: ['? | id crab | prod | /crab SHELL_KEY @ spec.parameters.secrets:0'],
      secrets: ['port/crab-env SHELL <- '],
      files: [],
      unknown: [
        'SecretProviderClass spec.parameters.secrets:2 which secret this item means is not known: it has no secretKey',
        'SecretProviderClass spec.secretObjects[0].data[0].objectName the key "SHELL" of the Secret "crab-env" is made of a file that the class does not mount: the driver does not write the Secret',
      ],
    },
  ],
  [
    'other-provider',
    {
      needed: [
        '? | moss-1 | dev | /moss MOSS_KEY @ spec.parameters.objects:0',
        '? | moss-1 | dev | /moss FERN_KEY @ spec.parameters.objects:2',
      ],
      secrets: [],
      files: [],
      unknown: [],
    },
  ],
])('%s.yaml is delivered as its reader in the cluster does it', (name, expected) => {
  expect(deliveredBy(fixture('secrets-store-csi', `${name}.yaml`))).toEqual(expected);
});

describe('a volume', () => {
  test('asks for what its attributes say in place of the class', () => {
    const text = classOf() + podOf({ attributes: 'envSlug: dev, ' }) + podOf({ name: 'other' });
    expect(deliveredBy(text)).toMatchObject({
      needed: [
        '? | id 2222 | dev | /a A @ spec.parameters.secrets:0',
        '? | id 2222 | prod | /a A @ spec.parameters.secrets:0',
      ],
      files: ['dock/app /run/a <- /a A', 'other/app /run/a <- /a A'],
    });
  });

  test('may bring what its class lacks, its list among it', () => {
    const text = classOf({ parameters: "projectId: '22222222'," });
    expect(deliveredBy(text + podOf({ attributes: 'envSlug: dev, ' })).unknown).toEqual([]);
    const list = "envSlug: dev, secrets: '[{ secretKey: B, fileName: b }]', ";
    expect(deliveredBy(text + podOf({ attributes: list })).needed).toEqual([
      '? | id 2222 | dev | / B @ spec.volumes[0].csi.volumeAttributes.secrets:0',
    ]);
  });

  test.each([
    ['mountPath: /run/, subPath: tls', ['dock/app /run/key <- / K']],
    ['mountPath: /run/key, subPath: ./tls//key', ['dock/app /run/key <- / K']],
    ['mountPath: /run, subPath: tl', []],
    ['mountPath: /run, subPathExpr: $(POD)', ['dock/app /run <- / K']],
  ])('shows of its files what { %s } leaves', (mount, files) => {
    const text = classOf({ secrets: '- { secretKey: K, fileName: tls/key }' }) + podOf({ mount });
    expect(deliveredBy(text).files).toEqual(files);
  });

  test('is of a class of its namespace, and of any where nobody knows the namespace', () => {
    expect(deliveredBy(classOf() + podOf({ namespace: '' })).files).toEqual(['dock/app /run/a <- /a A']);
    const elsewhere = deliveredBy(classOf() + podOf({ namespace: 'sea' }));
    expect(elsewhere.files).toEqual([]);
    expect(elsewhere.unknown).toEqual([
      'Pod spec.volumes[0].csi.volumeAttributes.secretProviderClass the SecretProviderClass "dock" is in the namespace "port", not in "sea": whether it takes keys of Infisical is not known',
    ]);
  });

  test('is unread where no class has its name, with the name that is near', () => {
    const unread = deliveredBy(classOf().replace('name: dock', 'name: docks') + podOf()).unknown;
    expect(unread).toEqual([
      'Pod spec.volumes[0].csi.volumeAttributes.secretProviderClass the SecretProviderClass "dock" was not read, but "docks" was: did you mean that?',
    ]);
  });

  test('of another provider is no matter of ours', () => {
    expect(deliveredBy(classOf({ provider: 'aws' }) + podOf())).toEqual({
      needed: [],
      secrets: [],
      files: [],
      unknown: [],
    });
  });
});

const SECRET_OBJECTS = 'secretObjects: [{ secretName: " made ", type: Opaque, data: [{ objectName: " a", key: K }] }]';

test('a Secret is made of what each pod asks for', () => {
  const text = classOf({ spec: SECRET_OBJECTS }) + podOf({ attributes: 'envSlug: dev, ' }) + podOf({ name: 'other' });
  expect(deliveredBy(text).secrets).toEqual(['port/made K <- /a A, /a A']);
});

test('a SecretSync makes a Secret of its own name', () => {
  const sync = (provider?: string) => `${classOf({ provider })}
apiVersion: secret-sync.x-k8s.io/v1alpha1
kind: SecretSync
metadata: { name: made, namespace: port }
spec: { secretProviderClassName: dock, secretObject: { data: [{ sourcePath: a, targetKey: K }] } }
`;
  expect(deliveredBy(sync()).secrets).toEqual(['port/made K <- /a A']);
  expect(deliveredBy(sync('aws'))).toMatchObject({ secrets: [], unknown: [] });
  expect(deliveredBy(sync().replace('Name: dock', 'Name: else')).unknown).toHaveLength(1);
});

describe('the other provider', () => {
  const OTHER = 'projectSlug: moss-1, envSlug: dev, authSecretName: a, authSecretNamespace: port,';

  test('mounts a whole folder where it has no list', () => {
    const text = classOf({ parameters: OTHER, spec: SECRET_OBJECTS }).replace(/secrets: ".*" }/, '}') + podOf();
    expect(deliveredBy(text)).toEqual({
      needed: ['? | moss-1 | dev | / * @ spec.parameters'],
      secrets: ['port/made K <- / a'],
      files: ['dock/app /run <- / *'],
      unknown: [],
    });
  });

  test('mounts nothing where its list is empty, and each file of a secret that is listed twice', () => {
    const listing = (objects: string) =>
      deliveredBy(classOf({ parameters: OTHER, secrets: objects }).replace('secrets: "', 'objects: "') + podOf());
    expect(listing('')).toEqual({ needed: [], secrets: [], files: [], unknown: [] });
    expect(listing('[{ objectName: A }, { objectName: A, objectAlias: b }]').files).toEqual([
      'dock/app /run/A <- / A',
      'dock/app /run/b <- / A',
    ]);
  });
});

test.each([
  ['without a project', { parameters: 'envSlug: prod,' }, /^SecretProviderClass spec.parameters where .* no projectId/],
  [
    'whose environment is no text',
    { parameters: "projectId: '22222222', envSlug: 1," },
    /spec.parameters.envSlug where/,
  ],
  [
    'whose host is filled in',
    { parameters: `projectId: a, envSlug: b, infisicalUrl: "\${URL}",` },
    /infisicalUrl what/,
  ],
  ['whose list is YAML of a form that is not read', { secrets: '- &a { secretKey: A }\n- *a' }, /secrets:0 .* anchor/],
  ['whose list is none', { secrets: 'array:\n- a' }, /secrets:0 .* it is no list/],
  ['with an item that is a text', { secrets: '- A' }, /secrets:0 which secret/],
  ['with a key that is filled in', { secrets: `${LIST}\n- { secretKey: "A_\${B}", fileName: b }` }, /secrets:1 which/],
])('a class %s is unread', (_, spec, message) => {
  const { unknown } = deliveredBy(classOf(spec) + podOf());
  expect(unknown).toEqual([expect.stringMatching(message)]);
});

test.each(['Infisical', 'INFISICAL', "' infisical '", 'infi-sical', 'infi_sical'])(
  'nobody knows what a class of the provider %s mounts, as the driver finds none of that name',
  (provider) => {
    const { needed, unknown } = deliveredBy(classOf({ provider }) + podOf());
    expect(needed).toEqual([]);
    expect(unknown).toEqual([
      `SecretProviderClass spec.provider the driver finds no provider called "${provider.replaceAll("'", '')}": write infisical`,
    ]);
  },
);

test.each(['vault', 'infisical-proxy', 'infisica', "''"])('the provider %s is no matter of ours', (provider) => {
  expect(deliveredBy(classOf({ provider }) + podOf())).toEqual({ needed: [], secrets: [], files: [], unknown: [] });
});

test.each([
  ['infisicalURL', 'infisicalUrl'],
  ['hostAPI', 'infisicalUrl'],
  ['caCertficate', 'caCertificate'],
])('where a class asks is not known with %s in the place of %s', (name, meant) => {
  const parameters = `projectId: '22222222', envSlug: prod, ${name}: https://secrets.example.com,`;
  const { needed, unknown } = deliveredBy(classOf({ parameters }) + podOf());
  expect({ needed, unknown }).toEqual({
    needed: [],
    unknown: [
      expect.stringContaining(
        `the class "dock" is unread: its provider ignores "${name}", whose name for that is ${meant}`,
      ),
    ],
  });
});

test('a parameter that nobody here knows may be of a newer release', () => {
  const parameters = "projectId: '22222222', envSlug: prod, leaseName: a,";
  expect(deliveredBy(classOf({ parameters }) + podOf()).unknown).toEqual([]);
});
