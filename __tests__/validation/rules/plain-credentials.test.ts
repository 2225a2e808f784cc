import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { describeRulesWithKeys } from '../declared-keys';
import { configMap, container, deployment, infisicalSecret, managedSecret, podTemplate } from '../manifests';
import { describeRules } from '../rule-cases';

const CANARY = 'canary7c1f0e';
const TAKEN = { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'TOKEN' } } };

const running = (fields: Fields, ...others: Fields[]) =>
  deployment({ template: podTemplate({ containers: [container(fields), ...others] }) });
const beside = (...env: readonly Fields[]) => [infisicalSecret(), running({ env: [TAKEN, ...env] })];
const REMEDY = 'put it into Infisical, and take it from the managed Secret "api-secrets"';

const settings = (data: Fields) => [
  infisicalSecret(),
  running({ env: [TAKEN], envFrom: [{ configMapRef: { name: 'settings' } }] }),
  configMap('settings', { data }),
];

describeRules([
  {
    rule: 'C21',
    what: 'a password in a variable beside a managed Secret',
    bad: beside({ name: 'DB_PASSWORD', value: CANARY }),
    good: beside({ name: 'DB_PASSWORD_FILE', value: '/run/secrets/db' }, { name: 'DB_PASSWORD', value: '$(TOKEN)' }),
    message: `the variable "DB_PASSWORD" of container "api" has a credential in plain text: ${REMEDY} (valueFrom.secretKeyRef)`,
  },
  {
    rule: 'C21',
    what: 'several of them, which are told once',
    bad: beside(...['A', 'B', 'C', 'D'].map((name) => ({ name: `${name}_PASSWORD`, value: CANARY }))),
    good: beside(...['A', 'B', 'C', 'D'].map((name) => ({ name: `${name}_USER`, value: CANARY }))),
    message: `the variables "A_PASSWORD", "B_PASSWORD", "C_PASSWORD" and 1 more of container "api" have credentials in plain text: ${REMEDY.replaceAll(' it ', ' them ')} (valueFrom.secretKeyRef)`,
  },
  {
    rule: 'C21',
    what: 'a password in a URL, whatever the variable is called',
    bad: beside({ name: 'DB', value: `postgres://shop:${CANARY}@db/shop` }),
    good: beside({ name: 'DB', value: 'postgres://shop:$(TOKEN)@db/shop' }),
    message: `the variable "DB" of container "api" has a credential in plain text: ${REMEDY} (valueFrom.secretKeyRef)`,
  },
  {
    rule: 'C21',
    what: 'a placeholder that nobody has filled in',
    bad: beside({ name: 'DB_PASSWORD', value: 'changeme' }),
    good: beside({ name: 'DB_PASSWORD', value: '${DB_PASSWORD}' }),
    message: `the variable "DB_PASSWORD" of container "api" has a credential in plain text: ${REMEDY} (valueFrom.secretKeyRef)`,
  },
  {
    rule: 'C21',
    what: 'a workload that uses nothing managed, in an app with Infisical; without it there is no better place',
    bad: [infisicalSecret(), running({ env: [{ name: 'DB_PASSWORD', value: CANARY }] })],
    good: [running({ env: [{ name: 'DB_PASSWORD', value: CANARY }] })],
    message:
      'the variable "DB_PASSWORD" of container "api" has a credential in plain text: put it into Infisical, and take it from a managed Secret (valueFrom.secretKeyRef)',
  },
  ...[
    [`--password=${CANARY}`],
    ['--password', CANARY],
    ['-c', `PGPASSWORD=${CANARY} psql -h db`],
    ['-c', `curl -u me:${CANARY} https://example.com`],
    ['-c', `psql postgres://me:${CANARY}@db/shop`],
  ].map((args) => ({
    rule: 'C21',
    what: `a credential in the words of a command: ${args.join(' ')}`,
    bad: [infisicalSecret(), running({ env: [TAKEN], args })],
    good: [
      infisicalSecret(),
      running({ env: [TAKEN], args: args.map((word) => word.replace(CANARY, '$(TOKEN)')) }),
      running({ env: [TAKEN], args: ['--password-file=/run/secrets/db', '--token-ttl', '5m', 'echo "token: read"'] }),
      running({ env: [TAKEN], args: ['mongod', '--auth', '--tlsMode=requireTLS'] }),
    ],
    message: `args of container "api" have a credential in plain text: ${REMEDY}, as a variable: $(NAME)`,
  })),
  {
    rule: 'C21',
    what: 'a credential in a command',
    bad: [infisicalSecret(), running({ env: [TAKEN], command: ['run', `--password=${CANARY}`] })],
    good: [infisicalSecret(), running({ env: [TAKEN], command: ['run', '--password=$(TOKEN)'] })],
    message: `command of container "api" has a credential in plain text: ${REMEDY}, as a variable: $(NAME)`,
  },
  ...[
    { DB_PASSWORD: CANARY },
    { 'application.yaml': `db:\n  user: shop\n  password: ${CANARY}\n` },
    { 'app.properties': `db.user=shop\ndb.password=${CANARY}\n` },
  ].map((data) => ({
    rule: 'C21',
    what: `a credential in a ConfigMap that such a workload takes: ${Object.keys(data)[0]}`,
    bad: settings(data),
    good: [
      ...settings({
        DB_HOST: 'db',
        'application.yaml': 'db:\n  password: ${DB_PASSWORD}\n  password-encoder: bcrypt\nsecretName: web\n',
      }),
      configMap('others', { data }),
    ],
    message: `the ConfigMap has a credential in plain text in "${Object.keys(data)[0]}": ${REMEDY}`,
  })),
]);

const issuer = (key: string, more: Fields = {}) => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Issuer',
  metadata: { name: 'dns', namespace: 'shop', ...more },
  spec: { acme: { solvers: [{ dns01: { cloudflare: { apiTokenSecretRef: { name: 'api-secrets', key } } } }] } },
});

describeRulesWithKeys([
  {
    rule: 'C22',
    what: 'a key that nobody writes',
    keys: ['TOKEN'],
    bad: [infisicalSecret(), issuer('TOKN') as unknown as Manifest],
    good: [infisicalSecret(), issuer('TOKEN') as unknown as Manifest],
    message:
      'spec.acme.solvers[0].dns01.cloudflare.apiTokenSecretRef.name names the key "TOKN", which InfisicalSecret "api" does not write into the managed Secret "shop/api-secrets": did you mean "TOKEN"?',
  },
  {
    rule: 'C22',
    what: 'unless nobody knows where it is looked for',
    keys: ['TOKEN'],
    bad: [infisicalSecret(), issuer('TOKN') as unknown as Manifest],
    good: [
      infisicalSecret(),
      { ...issuer('TOKN', { namespace: undefined }), kind: 'ClusterIssuer' } as unknown as Manifest,
      issuer('TOKN', { namespace: 'web' }) as unknown as Manifest,
    ],
    message:
      'spec.acme.solvers[0].dns01.cloudflare.apiTokenSecretRef.name names the key "TOKN", which InfisicalSecret "api" does not write into the managed Secret "shop/api-secrets": did you mean "TOKEN"?',
  },
  {
    rule: 'C3',
    what: 'a key that only an Issuer uses',
    keys: ['TOKEN', 'DNS'],
    bad: [infisicalSecret(), running({ env: [TAKEN] })],
    good: [infisicalSecret(), running({ env: [TAKEN] }), issuer('DNS') as unknown as Manifest],
    message: 'the declared key "DNS" is used by no workload: drop it, so that nobody gets it',
  },
]);

test('what names a managed Secret is no workload: nothing is said that is true of pods only', () => {
  const later = infisicalSecret(
    { managedKubeSecretReferences: [managedSecret()] },
    { annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
  );
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } }, tls: [{ secretName: 'api-secrets' }] },
  };
  expect(checkManifests([later, ingress as unknown as Manifest])).toEqual([]);
});

test('no message repeats a credential, and no number in the place of one', () => {
  const found = checkManifests([
    infisicalSecret(),
    running({
      env: [
        { name: 'DB_PASSWORD', value: CANARY },
        { name: 'PIN', value: 90210567 },
        { name: CANARY.repeat(4), value: `https://u:${CANARY}@h` },
      ],
      args: ['--token', CANARY, `--url=https://u:${CANARY}@h`],
      envFrom: [{ configMapRef: { name: 'settings' } }],
    }),
    configMap('settings', { data: { A_PASSWORD: CANARY, PIN: 90210567 } }),
  ] as Manifest[]);
  expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['C21', 'F2']));
  expect(JSON.stringify(found.map(({ message }) => message)).replaceAll(CANARY.repeat(4), '')).not.toMatch(
    /canary|90210567/,
  );
});
