import { fixture } from '../../model/delivery/delivered';
import { commandLine } from '../command-line';
import { folderWith, tidyUp } from './workplace';

afterAll(tidyUp);

interface Catalogued {
  readonly host: string;
  readonly slug?: string;
  readonly id?: string;
  /** The keys of each folder of the environment `prod`. */
  readonly keys: { readonly [path: string]: readonly string[] };
}

/** A key catalogue as `import` commits it. */
function catalogue({ host, slug = 'any-project', id = '6f1c2d7e-8a3b-4c5d-9e6f-000000000001', keys }: Catalogued) {
  const places = Object.entries(keys).map(([path, names]) => ({
    environment: 'prod',
    path,
    recursive: false,
    origins: [{ environment: 'prod', path, imported: false, keys: names }],
  }));
  return JSON.stringify({ format: 1, host, project: { slug, id }, places });
}

/** What `check --offline` says of a file, and the lines of it that have the texts. */
async function offline(text: string, catalogued: Catalogued) {
  const cwd = folderWith({ 'app.yaml': text, 'catalogue/any.lock.json': catalogue(catalogued) });
  const args = ['check', 'app.yaml', '--offline', '--catalogue', 'catalogue', '--format', 'json'];
  const { status, stdout, stderr } = await commandLine(args, { cwd });
  const { environments } = JSON.parse(stdout) as {
    environments: { keys: { key: string; status: string; users: { file: string; line: number }[] }[] }[];
  };
  const bad = environments.flatMap(({ keys }) => keys.filter((key) => key.status !== 'ok' && key.status !== 'unused'));
  const missing = bad.map(({ key, status: of, users }) => ({
    [`${key} ${of}`]: users.map(({ file, line }) => `${file}:${line}`),
  }));
  return { status, stderr, missing };
}

function line(text: string, part: string): string {
  const found = text.split('\n').flatMap((read, index) => (read.includes(part) ? [`app.yaml:${index + 1}`] : []));
  if (found.length !== 1) throw new Error(`${found.length} lines have ${part}`);
  return found[0];
}

const EXTERNAL_SECRET = `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: vault, namespace: tea }
spec:
  provider:
    infisical:
      hostAPI: https://secrets.tea.example/api
      auth:
        universalAuthCredentials:
          clientId: { name: tea-login, key: id }
          clientSecret: { name: tea-login, key: secret }
      secretsScope: { projectSlug: tea-shop-x1, environmentSlug: prod, secretsPath: /web }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: kettle, namespace: tea }
spec:
  secretStoreRef: { name: vault }
  data:
    - { secretKey: url, remoteRef: { key: DB_URL } }
    - { secretKey: mail, remoteRef: { key: /shared/SMTP_PASSWORD } }
    - { secretKey: pay, remoteRef: { key: pay/STRIPE_KEY } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: kettle, namespace: tea }
spec:
  selector: { matchLabels: { app: kettle } }
  template:
    metadata: { labels: { app: kettle } }
    spec:
      containers:
        - name: app
          image: example/kettle:1
          env:
            - { name: DATABASE_URL, valueFrom: { secretKeyRef: { name: kettle, key: url } } }
            - { name: SMTP, valueFrom: { secretKeyRef: { name: kettle, key: mail } } }
            - { name: STRIPE, valueFrom: { secretKeyRef: { name: kettle, key: pay } } }
`;

const INJECTED = `apiVersion: v1
kind: ConfigMap
metadata: { name: owl-agent, namespace: wood }
data:
  config.yaml: |
    infisical:
      address: https://secrets.wood.example
      auth:
        type: kubernetes
        config:
          identity-id: 33333333-0000-4000-8000-000000000003
    templates:
      - destination-path: /run/owl/db.env
        template-content: |
          {{ with getSecretByName "44444444-0000-4000-8000-000000000004" "prod" "/owl" "DB_USER" }}{{ .Value }}{{ end }}
          {{ with getSecretByName "44444444-0000-4000-8000-000000000004" "prod" "/owl" "DB_PASSWORD" }}{{ .Value }}{{ end }}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: owl, namespace: wood }
spec:
  selector: { matchLabels: { app: owl } }
  template:
    metadata:
      labels: { app: owl }
      annotations:
        org.infisical.com/inject: "true"
        org.infisical.com/inject-mode: init
        org.infisical.com/agent-config-map: owl-agent
    spec:
      containers:
        - { name: app, image: example/owl:1 }
`;

const RENAMED = EXTERNAL_SECRET.replace(
  / {2}data:\n(?: {4}.*\n)+/,
  `  dataFrom:
    - find: {}
      rewrite: [{ regexp: { source: "^TEA_", target: "" } }, { transform: { template: "{{ .value | lower }}" } }]
`,
);

const CLASS = fixture('secrets-store-csi', 'files-and-secret.yaml');

const TEA = { '/web': ['DB_URL'], '/shared': ['SMTP_PASSWORD'], '/web/pay': ['STRIPE_KEY'] };
const DOCK = { '/dock': ['CRANE_PIN'], '/': ['TLS_KEY'] };
const OWL = { '/owl': ['DB_USER', 'DB_PASSWORD'] };

const tea = (keys: Catalogued['keys']) => ({ host: 'https://secrets.tea.example', slug: 'tea-shop-x1', keys });
const dock = (keys: Catalogued['keys']) => ({
  host: 'https://eu.infisical.com',
  id: '22222222-0000-4000-8000-000000000002',
  keys,
});
const owl = (keys: Catalogued['keys']) => ({
  host: 'https://secrets.wood.example',
  id: '44444444-0000-4000-8000-000000000004',
  keys,
});

describe('a key that reaches a workload without the operator', () => {
  test.concurrent.each([
    ['External Secrets', EXTERNAL_SECRET, tea(TEA)],
    ['a rewrite of External Secrets', RENAMED, tea({ '/web': ['TEA_URL', 'MAIL', 'TEA_PAY'] })],
    ['the CSI provider', CLASS, dock(DOCK)],
    ['the agent injector', INJECTED, owl(OWL)],
  ])('through %s, and that exists, is fine', async (_, text, catalogued) => {
    expect(await offline(text, catalogued)).toEqual({ status: 0, stderr: '', missing: [] });
  });

  test.concurrent.each([
    ['in the folder of the store', { ...TEA, '/web': ['DB'] }, 'DB_URL', ['key: DB_URL', 'DATABASE_URL']],
    ['in another folder', { ...TEA, '/shared': ['X'] }, 'SMTP_PASSWORD', ['/shared/SMTP_PASSWORD', 'name: SMTP']],
    ['below that of the store', { ...TEA, '/web/pay': ['X'] }, 'STRIPE_KEY', ['pay/STRIPE_KEY', 'name: STRIPE']],
  ])('through External Secrets, and that is missing %s, is a finding with its line', async (_, keys, key, parts) => {
    expect(await offline(EXTERNAL_SECRET, tea(keys))).toEqual({
      status: 1,
      stderr: '',
      missing: [{ [`${key} missing`]: parts.map((part) => line(EXTERNAL_SECRET, part)) }],
    });
  });

  test.concurrent('through a rewrite that gives no key its name is a finding with its line', async () => {
    expect(await offline(RENAMED, tea({ '/web': ['TEA_URL', 'MAIL', 'TEA_PAYMENT'] }))).toEqual({
      status: 1,
      stderr: '',
      missing: [{ '* missing': [line(RENAMED, 'name: STRIPE')] }],
    });
  });

  test.concurrent('through a rewrite that nobody can follow is unread', async () => {
    const text = RENAMED.replace('| lower', '| title');
    const { status, stderr } = await offline(text, tea({ '/web': ['TEA_URL', 'MAIL', 'TEA_PAY'] }));
    const [file] = line(text, '| title').split(' ');
    expect(status).toBe(2);
    expect(stderr).toContain(`${file}:`);
    expect(stderr).toContain('the template "{{ .value | title }}" is not computed here');
  });

  test.concurrent.each([
    ['taken as a file and as a variable', { ...DOCK, '/dock': ['X'] }, 'CRANE_PIN', ['name: CRANE,']],
    ['taken as a file', { ...DOCK, '/': ['X'] }, 'TLS_KEY', []],
  ])('through the CSI provider, and that is missing, %s, is a finding with its line', async (_, keys, key, parts) => {
    const { status, stderr, missing } = await offline(CLASS, dock(keys));
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const wanted = [`secretKey: ${key}`, ...parts].map((part) => line(CLASS, part));
    expect(missing).toEqual([{ [`${key} missing`]: expect.arrayContaining(wanted) }]);
  });

  test.concurrent('through the agent injector, and that is missing, is a finding with its line', async () => {
    // Once for the template in the ConfigMap, and once for the Deployment that sees the file.
    const lines = [line(INJECTED, '"DB_PASSWORD"'), line(INJECTED, 'apiVersion: apps/v1')];
    expect(await offline(INJECTED, owl({ '/owl': ['DB_USER'] }))).toEqual({
      status: 1,
      stderr: '',
      missing: [{ 'DB_PASSWORD missing': lines }],
    });
  });
});
