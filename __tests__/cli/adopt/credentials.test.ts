import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { credentialsIn } from '../../../cli/credentials/credentials-in';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import type { Manifest } from '../../../lib/model/manifest';

const CANARY = 'canary7c1f0e';
const SHOP = readFileSync(join(__dirname, '../../fixtures/adopt/valid/deployment-with-its-service.yaml'), 'utf8');

function adoption(text: string, includeRest = true) {
  return adoptionOf(manifestsIn(text, 'in.yaml'), { extension: '', includeRest });
}

const infisicalSecret = (spec: object, metadata: object = {}) =>
  JSON.stringify({
    apiVersion: 'secrets.infisical.com/v1alpha1',
    kind: 'InfisicalSecret',
    metadata: { name: 'own', namespace: 'shop', ...metadata },
    spec: {
      hostAPI: 'https://app.infisical.com/api',
      authentication: {
        universalAuth: {
          secretsScope: { projectSlug: 'shop', envSlug: 'prod', secretsPath: '/' },
          credentialsRef: { secretName: 'm', secretNamespace: 'shop' },
        },
      },
      managedKubeSecretReferences: [{ secretName: 'own', secretNamespace: 'shop', creationPolicy: 'Orphan' }],
      ...spec,
    },
  });

const login = (more: object, ref: object = {}) => ({
  authentication: {
    ...more,
    universalAuth: {
      secretsScope: { projectSlug: 'shop', envSlug: 'prod', secretsPath: '/' },
      credentialsRef: { secretName: 'm', secretNamespace: 'shop', ...ref },
    },
  },
});

const object = (kind: string, more: object, metadata: object = {}) =>
  JSON.stringify({ apiVersion: 'v1', kind, metadata: { name: 'own', namespace: 'shop', ...metadata }, ...more });

const workload = (container: object, more: object = {}) =>
  object('Pod', { spec: { containers: [{ name: 'own', image: 'a:1', ...container }], ...more } });

const env = (name: string, value: string) => workload({ env: [{ name, value }] });
const encoded = Buffer.from(CANARY).toString('base64');

const CREDENTIALS: [what: string, manifest: string, path: string][] = [
  ['clientSecret in the spec', infisicalSecret({ clientSecret: CANARY }), 'spec.clientSecret'],
  ['a number as clientSecret', infisicalSecret({ clientSecret: 8412 }), 'spec.clientSecret'],
  [
    'serviceToken in the login',
    infisicalSecret(login({ serviceToken: { serviceToken: CANARY } })),
    'spec.authentication.serviceToken.serviceToken',
  ],
  [
    'clientSecret in the reference',
    infisicalSecret(login({}, { clientSecret: CANARY })),
    'spec.authentication.universalAuth.credentialsRef.clientSecret',
  ],
  ['an unknown field', infisicalSecret({ more: [{ accessToken: CANARY }] }), 'spec.more[0].accessToken'],
  ['a user in hostAPI', infisicalSecret({ hostAPI: `https://admin:${CANARY}@i.example.com/api` }), 'spec.hostAPI'],
  ['one slash', infisicalSecret({ hostAPI: `https:/admin:${CANARY}@i.example.com/api` }), 'spec.hostAPI'],
  ['no scheme', infisicalSecret({ hostAPI: `admin:${CANARY}@i.example.com` }), 'spec.hostAPI'],
  [
    'a template with a literal',
    infisicalSecret({
      managedKubeSecretReferences: [
        { secretName: 'own', secretNamespace: 'shop', template: { data: { DB_PASSWORD: CANARY } } },
      ],
    }),
    'spec.managedKubeSecretReferences[0].template.data.DB_PASSWORD',
  ],
  [
    'an annotation',
    infisicalSecret({}, { annotations: { 'example.com/password': CANARY } }),
    'metadata.annotations["example.com/password"]',
  ],
  ['data of a Secret', object('Secret', { data: { a: encoded } }), 'data.a'],
  [
    'a value in the place of a key',
    object('Secret', { stringData: { [`my ${CANARY}`]: 'x' } }),
    'stringData[(not shown)]',
  ],
  ['stringData of a Secret', object('Secret', { stringData: { a: CANARY } }), 'stringData.a'],
  ['values in a Secret of another form', object('Secret', { Data: { a: encoded } }), 'Data.a'],
  [
    'a list of Secrets',
    object('SecretList', { items: [JSON.parse(object('Secret', { data: { a: encoded } }))] }),
    'data.a',
  ],
  [
    'a Secret in another object',
    object('Bundle', { objects: [{ kind: 'Secret', metadata: { name: 'x' }, data: { a: encoded } }] }),
    'objects[0].data.a',
  ],
  ['a variable', env('DB_PASSWORD', CANARY), 'spec.containers[0].env[0].value ("DB_PASSWORD")'],
  ['a numbered variable', env('DB_PASSWORD2', CANARY), 'spec.containers[0].env[0].value ("DB_PASSWORD2")'],
  ['a number for a password', env('PASSWORD', '12345'), 'spec.containers[0].env[0].value ("PASSWORD")'],
  ['a URL in a variable', env('DB', `postgres://u:${CANARY}@h/d`), 'spec.containers[0].env[0].value ("DB")'],
  [
    'a default',
    env('URL', `p=\${A_PASSWORD:-${CANARY}} password=${CANARY}`),
    'spec.containers[0].env[0].value ("URL")',
  ],
  [
    'a header of a probe',
    workload({ livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: 'Authorization', value: CANARY }] } } }),
    'spec.containers[0].livenessProbe.httpGet.httpHeaders[0].value ("Authorization")',
  ],
  ['an argument', workload({ args: [`--db-password=${CANARY}`] }), 'spec.containers[0].args[0]'],
  ['two words of a script', workload({ command: ['sh', '-c', `redis-server --requirepass ${CANARY}`] }), 'command[2]'],
  ['a user of curl', workload({ args: ['-u', `own:${CANARY}`] }), 'spec.containers[0].args[1]'],
  ['a user of curl in one word', workload({ command: ['curl', `-uown:${CANARY}`] }), 'spec.containers[0].command[1]'],
  [
    'a password of mysql',
    workload({ command: ['mysql'], args: ['-u', 'x', `-p${CANARY}`] }),
    'spec.containers[0].args[2]',
  ],
  ['a password of redis', workload({ command: ['redis-cli', '-a', CANARY, 'ping'] }), 'spec.containers[0].command[2]'],
  [
    'a password in a probe',
    workload({ livenessProbe: { exec: { command: ['sh', '-c', `redis-cli -a ${CANARY} ping`] } } }),
    'spec.containers[0].livenessProbe.exec.command[2]',
  ],
  ['a password for ssh', workload({ args: ['sshpass', '-p', CANARY, 'ssh'] }), 'spec.containers[0].args[2]'],
  ['a login', workload({ args: ['docker', 'login', '-u', 'x', '-p', CANARY] }), 'spec.containers[0].args[5]'],
  [
    'flags in a variable',
    env('REDIS_ARGS', `--requirepass ${CANARY}`),
    'spec.containers[0].env[0].value ("REDIS_ARGS")',
  ],
  [
    'redis.conf',
    object('ConfigMap', { data: { 'redis.conf': `port 1\nrequirepass ${CANARY}` } }),
    'data["redis.conf"]',
  ],
  ['SQL', object('ConfigMap', { data: { 'a.sql': `CREATE USER a PASSWORD '${CANARY}';` } }), 'data["a.sql"]'],
  ['a Secret in a text', object('ConfigMap', { data: { a: `kind: Secret\ndata:\n  a: ${CANARY}\n` } }), 'data.a'],
  ['.netrc', object('ConfigMap', { data: { a: `machine h login u password ${CANARY}` } }), 'data.a'],
  ['.htpasswd', object('ConfigMap', { data: { a: `admin:$apr1$x$${CANARY}` } }), 'data.a'],
  [
    'the key of a service account',
    env('GOOGLE', `{"type":"service_account","private_key":"${CANARY}"}`),
    'spec.containers[0].env[0].value ("GOOGLE")',
  ],
  [
    'a web hook',
    env('HOOK', `https://hooks.slack.com/services/T0/B0/${CANARY}`),
    'spec.containers[0].env[0].value ("HOOK")',
  ],
  ['a query of a probe', workload({ readinessProbe: { httpGet: { path: `/?key=${CANARY}` } } }), 'httpGet.path'],
  ['names run together', env('PGPASSWORD', CANARY), 'spec.containers[0].env[0].value ("PGPASSWORD")'],
  ['a query', infisicalSecret({ hostAPI: `https://i.example.com/api?x=${CANARY}` }), 'spec.hostAPI'],
  ['a field in lower case', infisicalSecret({ clientsecret: CANARY }), 'spec.clientsecret'],
  ['XML', object('ConfigMap', { data: { 'a.xml': `<dbPassword>${CANARY}</dbPassword>` } }), 'data["a.xml"]'],
  ['an argument after its flag', workload({ args: ['--api-key', CANARY] }), 'spec.containers[0].args[1]'],
  ['a script', workload({ command: ['sh', '-c', `X_TOKEN=${CANARY} run`] }), 'spec.containers[0].command[2]'],
  ['a key in a ConfigMap', object('ConfigMap', { data: { DB_PASSWORD: CANARY } }), 'data.DB_PASSWORD'],
  [
    'a file in a ConfigMap',
    object('ConfigMap', { data: { 'a.ini': `user=x\npassword = ${CANARY}` } }),
    'data["a.ini"]',
  ],
  [
    'binary data of a ConfigMap',
    object('ConfigMap', { binaryData: { 'a.ini': Buffer.from(`password=${CANARY}`).toString('base64') } }),
    'binaryData["a.ini"]',
  ],
  ['a field of another kind', object('Other', { spec: { password: CANARY } }), 'spec.password'],
  ['a key that is a token', object('ConfigMap', { data: { [`ghp_${CANARY}${CANARY}`]: 'x' } }), 'data[(not shown)]'],
];

test.each([
  [1, 'a field of the object holds a credential, or what looks like one, and is'],
  [2, 'the object has 2 entries with a credential, or what looks like one, which are'],
])('the name of a field that a Secret cannot have is not told, as it may be the value: %d', (count, told) => {
  const names = [`x${CANARY}`, 'password'].slice(0, count);
  const secret = object('Secret', Object.fromEntries(names.map((name) => [name, CANARY])));
  const messages = adoption(`${SHOP}\n---\n${secret}`).findings.map(({ message }) => message);
  expect(messages).toContain(`${told} not copied into code: apply the Secret as before, or have Infisical manage it`);
  expect(JSON.stringify(messages)).not.toContain(CANARY);
});

test('the key of a label that is no text is not told, where it is no key and may be the value', () => {
  const secret = object('Secret', { metadata: { name: 'a', namespace: 'shop', labels: { [`${CANARY} x`]: true } } });
  const { findings } = adoption(`${SHOP}\n---\n${secret}`);
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^the label \(a text, \d+ characters\) of /),
  ]);
});

test('the entries of a Secret are told in one line, with their names and how many they are', () => {
  const stringData = Object.fromEntries(['a', 'b.c', 'D', 'e', 'f', 'g'].map((name) => [name, CANARY]));
  const { findings } = adoption(`${SHOP}\n---\n${object('Secret', { stringData })}`);
  expect(findings.map(({ message }) => message)).toEqual([
    'stringData has 6 entries with a credential, or what looks like one (a, b.c, D, e, f and g), which are not copied into code: apply the Secret as before, or have Infisical manage it',
  ]);
});

test('what is of several objects, variables or maps is told by itself', () => {
  const [data, stringData] = [{ a: encoded }, { b: CANARY }];
  const { findings } = adoption(`${SHOP}\n---\n${object('Secret', { data, stringData })}`);
  expect(findings.map(({ message }) => message.replace(/ holds.*/, ''))).toEqual(['data.a', 'stringData.b']);
  const env = ['A_TOKEN', 'B_TOKEN'].map((name) => ({ name, value: CANARY }));
  const variables = adoption(`${SHOP}\n---\n${workload({ env })}`).findings;
  expect(variables.filter(({ message }) => message.includes('holds a credential'))).toHaveLength(2);
});

test.each(CREDENTIALS)('%s is told with its place and goes nowhere', (_, manifest, path) => {
  const { findings, files, adopted, leftOut } = adoption(`${SHOP}\n---\n${manifest}`);
  const own = findings.filter(({ severity }) => severity === 'error');
  expect(own.map(({ message }) => message)).toContainEqual(expect.stringContaining(`${path} holds a credential`));
  expect(adopted.map(({ manifest }) => manifest.metadata.name)).not.toContain('own');
  expect(leftOut.map(({ read }) => read.manifest.metadata.name)).toEqual(['own']);
  const all = JSON.stringify([...files, findings, leftOut.map(({ reason }) => reason)]);
  expect(all).not.toContain(CANARY);
  expect(all).not.toContain(encoded);
});

/** A line of it looks as random as a token. */
const CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\nTzELMAkGA1UEBhMCVVMxKTAnBgNVBAoTIEludGVybmV0IFNlY3VyaXR5IFJlc2Vh\n-----END CERTIFICATE-----\n';

const NONE: [what: string, manifest: string][] = [
  [
    'labels and annotations that are called after a Secret',
    object(
      'Pod',
      {},
      { labels: { 'for-managed-secret': 'a-value' }, annotations: { 'x/for-managed-secret': 'a-value' } },
    ),
  ],
  ['references in a URL', env('DATABASE_URL', 'postgres://$(DB_USER):$(DB_PASSWORD)@db:5432/shop')],
  ['a reference as a variable', env('DB_PASSWORD', '$(OTHER)')],
  ['a file', env('DB_PASSWORD_FILE', '/run/secrets/db')],
  ['a path', env('TLS_CERT', '/etc/tls/tls.crt')],
  ['a switch', env('USE_TOKEN', 'true')],
  ['a time', env('TOKEN_TTL', '3600')],
  ['how long a token lives', env('JWT_REFRESH_EXPIRES_IN', '7d')],
  ['a flag behind a flag', workload({ args: ['--api-enable-basic-auth', '--api-timeout=60s'] })],
  ['a name', env('SECRET_NAME', 'shop')],
  ['a public URL', env('AUTH_URL', 'https://login.example.com/oauth')],
  ['a digest', workload({ image: `registry.example.com/a:1.0@sha256:${'0a'.repeat(32)}` })],
  [
    'an argument with a reference',
    workload({ args: ['--password=$(DB_PASSWORD)', '--token-file=/t', '--api-key', '$(K)'] }),
  ],
  ['a script with variables', workload({ command: ['sh', '-c', 'PGPASSWORD="$DB_PASSWORD" psql'] })],
  [
    'a password of mysql by a variable',
    workload({ command: ['sh', '-c', 'mysqladmin ping -p"$MYSQL_ROOT_PASSWORD"'] }),
  ],
  ['a password of redis by a variable', workload({ command: ['redis-cli', '-a', '$(REDIS_PASSWORD)', 'ping'] })],
  ['ports and packages', workload({ command: ['mongosh', '--port', '27017'] })],
  ['a name with many words', env('QUEUE', 'global-payments-processor-service')],
  ['settings of npm', env('npm_config_update_notifier', 'false')],
  ['a checksum', workload({}, { template: { metadata: { annotations: { 'checksum/config': '0a'.repeat(32) } } } })],
  ['a sealed Secret', object('SealedSecret', { spec: { encryptedData: { PASSWORD: 'AgBy3i4OJSWK'.repeat(20) } } })],
  ['a checksum of a Secret', object('Pod', { spec: {} }, { annotations: { 'checksum/secret': '0a'.repeat(32) } })],
  ['where a secret is', object('Pod', {}, { annotations: { 'vault.example.com/inject-secret-a': 'secret/data/app' } })],
  ['what is done with logins', workload({ args: ['--skip-auth-route=^/healthz', '--default-ssl-certificate=a/b'] })],
  ['what a key is', env('PARTITION_KEY', 'tenant_id')],
  ['a driver', env('SESSION_DRIVER', 'redis2')],
  ['an empty default', workload({ command: ['sh', '-c', 'password="${DB_PASSWORD:-}"; mysql -p"${password}"'] })],
  ['a file of Grafana', object('ConfigMap', { data: { 'grafana.ini': 'admin_password = $__file{/etc/pw}' } })],
  [
    'a certificate',
    object('ConfigMap', {
      data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\nMIIC5zCCAc+gAwIBAgIBATANBgkqhkiG9w0BAQsFADAV\n' },
    }),
  ],
  ['certificates', object('ConfigMap', { data: { 'ca.crt': `${CERTIFICATE}\n${CERTIFICATE}` } })],
  ['a certificate in JSON', object('ConfigMap', { data: { 'a.json': JSON.stringify({ ca: CERTIFICATE }) } })],
  ['a command with a file', workload({ args: ['kubectl create secret generic a --from-file=passwd=/tmp/passwd'] })],
  [
    'folders of programs, one of which is a scope of npm',
    env('PATH', '/data/bin:/data/cli:/data/cli/@scope/cli/node_modules/.bin:/usr/local/bin:/usr/bin'),
  ],
  ['keys of Secrets', object('Pod', { spec: { volumes: [{ secret: { items: [{ key: 'token', path: 'token' }] } }] } })],
  ['an identity', object('Secret', { stringData: { identityId: '0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a' } })],
  ['an empty Secret', object('Secret', { type: 'Opaque' })],
  [
    'a template of keys',
    infisicalSecret({
      managedKubeSecretReferences: [
        {
          secretName: 'own',
          secretNamespace: 'shop',
          template: {
            data: {
              DB_PASSWORD: '{{ .DB_PASSWORD.Value }}',
              URL: 'postgres://{{ .DB_USER.Value }}:{{ .DB_PASSWORD.Value }}@db/shop',
              'app.ini': 'password={{ .DB_PASSWORD.Value }}\n',
            },
          },
        },
      ],
    }),
  ],
];

test.each(NONE)('%s: no alarm', (_, manifest) => {
  expect(credentialsIn(JSON.parse(manifest) as Manifest)).toEqual([]);
});

test('what is not to be adopted is not searched, but for Secrets', () => {
  const others = [
    object('ConfigMap', { data: { DB_PASSWORD: CANARY } }),
    object('Secret', { stringData: { a: CANARY } }),
  ];
  const { findings, leftOut } = adoption([SHOP, ...others].join('\n---\n'), false);
  expect(findings.filter(({ severity }) => severity === 'error').map(({ object }) => object)).toEqual([
    'Secret shop/own',
  ]);
  expect(leftOut.map(({ reason }) => reason)).toEqual([
    'it has nothing to do with Infisical',
    'it holds secret values, which never go into code: apply it as before, or have Infisical manage it',
  ]);
});

test('what an export repeats of the last apply goes nowhere', () => {
  const last = JSON.stringify({ spec: { clientSecret: CANARY } });
  const { files, findings } = adoption(
    infisicalSecret({}, { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': last } }),
  );
  expect(findings).toEqual([]);
  expect([...files.values()].join()).not.toContain(CANARY);
});

test('a workload whose sync has a credential in it is declared without it, and says nothing', () => {
  const { adopted, leftOut } = adoption(SHOP.replace('hostAPI: https://', `hostAPI: https://u:${CANARY}@`), false);
  expect(adopted.map(({ manifest }) => manifest.kind)).toEqual(['Deployment', 'Service']);
  expect(leftOut.map(({ read }) => read.manifest.kind)).toEqual(['InfisicalSecret']);
});

test('a workload with a credential in it is left out, and each place is told once, without the value', () => {
  const found = adoption([infisicalSecret({}), env('API_TOKEN', CANARY)].join('\n---\n'));
  expect(found.findings.map(({ severity, rule, message }) => [severity, rule, message])).toEqual([
    [
      'error',
      undefined,
      'spec.containers[0].env[0].value ("API_TOKEN") holds a credential, or what looks like one, and is not copied into code: put it into Infisical, and take it from the managed Secret (valueFrom.secretKeyRef)',
    ],
  ]);
  expect(found.leftOut.map(({ reason }) => reason)).toEqual([
    'a credential stands in it, which never goes into code: put it into Infisical',
  ]);
  expect([...found.files.values()].join()).not.toContain(CANARY);
});

test('of what is not adopted anyway, a credential in plain text is a warning', () => {
  const { findings } = adoption([infisicalSecret({}), env('API_TOKEN', CANARY)].join('\n---\n'), false);
  expect(findings.map(({ severity, rule }) => [severity, rule])).toEqual([['warning', 'C21']]);
  expect(JSON.stringify(findings)).not.toContain(CANARY);
});

test('what uses a managed Secret and runs no pods is kept as it is, and that is said', () => {
  const ingress = object('Ingress', { apiVersion: 'networking.k8s.io/v1', spec: { tls: [{ secretName: 'own' }] } });
  const { leftOut } = adoption([infisicalSecret({}), ingress].join('\n---\n'), false);
  expect(leftOut.map(({ reason }) => reason)).toEqual([
    'it uses the managed Secret "own", whose name stays, and is kept as it is: apply it as before',
  ]);
});
