import { NO_CONFIGURATION } from '../../lib/configuration/configuration';
import { configurationSchema } from '../../lib/configuration/schema';
import type { Schema } from '../../lib/configuration/schema-parts';
import { mistakesIn, read } from './reading';

const WHOLE = `# yaml-language-server: $schema=./node_modules/cdk8s-infisical/schema.json
hosts:
  - url: https://secrets.example.com
    aliases: [http://infisical.infisical.svc.cluster.local]
    caFile: certs/ca.pem
  - url: https://app.infisical.com
operator: { version: v0.11.5, watchedNamespaces: [shop, shop-staging] }
kubernetes: { version: "1.34" }
argoCd: { version: v3.1.2, tracking: annotation+label, instanceLabel: app.kubernetes.io/instance }
externalSecrets: { version: v2.9.0 }
suppressions:
  - rule: H7
    reason: " behind the VPN "
    path: shop/orders
    object: InfisicalSecret/orders
    namespace: shop
    environment: team/prod
unread:
  - files: dist/vendor/**/*.y?ml
    reason: rendered by nobody here
projects: [{ slug: shop, id: 2f1c7f3a-0000-4000-8000-000000000001 }]
`;

test('every part is read', () => {
  expect(read(WHOLE)).toEqual({
    hosts: [
      {
        url: 'https://secrets.example.com',
        aliases: ['http://infisical.infisical.svc.cluster.local'],
        caFile: 'certs/ca.pem',
      },
      { url: 'https://app.infisical.com', aliases: [] },
    ],
    operator: { version: 'v0.11.5', watchedNamespaces: ['shop', 'shop-staging'] },
    kubernetes: { version: '1.34' },
    argoCd: { version: 'v3.1.2', tracking: 'annotation+label', instanceLabel: 'app.kubernetes.io/instance' },
    externalSecrets: { version: 'v2.9.0' },
    suppressions: [
      {
        rule: 'H7',
        reason: 'behind the VPN',
        path: 'shop/orders',
        object: 'InfisicalSecret/orders',
        namespace: 'shop',
        environment: 'team/prod',
      },
    ],
    unread: [{ files: 'dist/vendor/**/*.y?ml', reason: 'rendered by nobody here' }],
    projects: [{ slug: 'shop', id: '2f1c7f3a-0000-4000-8000-000000000001' }],
  });
});

test.each(['', '# nothing yet\n', '---\n', '{}\n', 'hosts: []\nunread: []\n'])('%j is an empty one', (text) => {
  expect(read(text)).toEqual(NO_CONFIGURATION);
});

test('what is written once is read wherever it is named', () => {
  expect(read('operator: { watchedNamespaces: &all [shop] }\nunread: []\nprojects: []\n')).toMatchObject({
    operator: { watchedNamespaces: ['shop'] },
  });
  expect(mistakesIn('hosts: &a [{ url: https://a.example }]\nunread: *a\n')).toContain(
    'cdk8s-infisical.yaml:1:12: unread[0].files: write a path from here on, such as dist/vendor/**',
  );
});

test.each([
  ['unred: []', '1:1: the field "unred" is unknown: did you mean "unread"?'],
  ['argocd: {}', '1:1: the field "argocd" is unknown: did you mean "argoCd"?'],
  ['silences: []', '1:1: the field "silences" is unknown: did you mean "suppressions"?'],
  ['silence: []', '1:1: the field "silence" is unknown: did you mean "suppressions"?'],
  [
    'operator: { silences: [] }',
    '1:13: operator: the field "silences" is unknown: it takes "version", "defaultConnection", "watchedNamespaces"',
  ],
  [
    'hosts: [{ url: https://a.example, ca: a }]',
    '1:35: hosts[0]: the field "ca" is unknown: it takes "url", "aliases", "caFile"',
  ],
  [
    'hosts: https://a.example',
    '1:8: hosts: found "https://a.example", write a list, each entry with a hyphen before it',
  ],
  [
    'hosts: [https://a.example]',
    '1:9: hosts[0]: found "https://a.example", write "url:", and below it "aliases:" or "caFile:" where needed',
  ],
  [
    'hosts: [{ url: secrets.example.com }]',
    '1:16: hosts[0].url: found "secrets.example.com", write the base URL, such as https://secrets.example.com',
  ],
  ['hosts: [{ url: "https://[" }]', '1:16: hosts[0].url: found "https://[", which is no URL'],
  [
    'hosts: [{ url: 3000 }]',
    '1:16: hosts[0].url: found the number 3000, write the base URL, such as https://secrets.example.com',
  ],
  ['hosts: [{ aliases: [] }]', '1:9: hosts[0].url: write the base URL, such as https://secrets.example.com'],
  [
    'hosts: [{ url: https://a.example, caFile: ../ca.pem }]',
    '1:43: hosts[0].caFile: found "../ca.pem", write the path of a PEM file from here on, such as certs/ca.pem',
  ],
  [
    'hosts: [{ url: https://a.example, caFile: /etc/ca.pem }]',
    '1:43: hosts[0].caFile: found "/etc/ca.pem", write the path of a PEM file from here on, such as certs/ca.pem',
  ],
  [
    'hosts: [{ url: https://a.example }, { url: https://A.example:443/api/ }]',
    '1:44: hosts[1].url: "https://A.example:443/api/" is hosts[0].url already: one address is one Infisical',
  ],
  [
    'operator: { version: 0.11 }',
    '1:22: operator.version: found the number 0.11, write all of a version from v0.10.4 on, such as "v0.11.17", or leave it out: then it is v0.11.17',
  ],
  [
    'operator: { version: latest }',
    '1:22: operator.version: found "latest", write all of a version from v0.10.4 on, such as "v0.11.17", or leave it out: then it is v0.11.17',
  ],
  [
    'operator: { defaultConnection: https://secrets.example.com/api }',
    '1:32: operator.defaultConnection: found "https://secrets.example.com/api", below which the operator would ask for /api/api: write "https://secrets.example.com", and mend the connection in the cluster',
  ],
  [
    'operator: { defaultConnection: secrets.example.com }',
    '1:32: operator.defaultConnection: found "secrets.example.com", write the base URL, such as https://secrets.example.com, as the connection has it',
  ],
  ...['v0.10', '0.11', 'v0.11.x', 'v0.10.3', '0.9.9', 'v0.10.04', 'v0.11.5 '].map((version) => [
    `operator: { version: ${JSON.stringify(version)} }`,
    `1:22: operator.version: found ${JSON.stringify(version)}, write all of a version from v0.10.4 on, such as "v0.11.17", or leave it out: then it is v0.11.17`,
  ]),
  [
    'operator: { watchedNamespaces: [] }',
    '1:32: operator.watchedNamespaces: found an empty list, write a list of namespaces with at least one; without the field it is all of them',
  ],
  [
    'operator: { watchedNamespaces: shop }',
    '1:32: operator.watchedNamespaces: found "shop", write a list of namespaces with at least one; without the field it is all of them',
  ],
  ['kubernetes: { version: 1.30 }', '1:24: kubernetes.version: found the number 1.30, write "1.30"'],
  ...['1.28', '0.9', '1', '2.0', '10.31', '01.31', '1.031', '1.31.4.5', '1.31.04', 'latest'].map((version) => [
    `kubernetes: { version: "${version}" }`,
    `1:24: kubernetes.version: found "${version}", write a version from 1.29 on, such as "1.34", or leave it out: then it is 1.29`,
  ]),
  [
    'kubernetes: { version: 1.28 }',
    '1:24: kubernetes.version: found the number 1.28, write a version from 1.29 on, such as "1.34", or leave it out: then it is 1.29',
  ],
  ['kubernetes: 1.30', '1:13: kubernetes: found the number 1.30, write "version:" below it'],
  ['argoCd: { tracking: lable }', '1:21: argoCd.tracking: found "lable", did you mean "label"?'],
  [
    'argoCd: { tracking: true }',
    '1:21: argoCd.tracking: found the truth value true, write annotation, annotation+label or label',
  ],
  ['argoCd: { version: "03.1" }', '1:20: argoCd.version: found "03.1", write a version, such as "3.1"'],
  ['argoCd: null', '1:9: argoCd: it is null: write "version:", "tracking:" or "instanceLabel:" below it'],
  ['argoCd:', '1:8: argoCd: it is empty: write "version:", "tracking:" or "instanceLabel:" below it'],
  ['suppressions: [{ rule: H77, reason: a }]', '1:24: suppressions[0].rule: found "H77", did you mean "H7"?'],
  ['suppressions: [{ rule: H7 }]', '1:16: suppressions[0].reason: say why the rule does not apply here'],
  [
    'suppressions: [{ rule: H7, reason: "  " }]',
    '1:36: suppressions[0].reason: found "  ", say why the rule does not apply here',
  ],
  [
    'suppressions: [{ rule: H7, reason: a, object: orders }]',
    '1:47: suppressions[0].object: found "orders", write kind and name, such as Deployment/orders',
  ],
  [
    'unread: [{ files: "../**", reason: a }]',
    '1:19: unread[0].files: found "../**", write a path from here on, such as dist/vendor/**',
  ],
  [
    'projects: [{ slug: shop }]',
    '1:12: projects[0].id: write the id of the project, such as 2f1c7f3a-0000-4000-8000-000000000001',
  ],
  [
    'projects: [{ slug: 2f1c7f3a-0000-4000-8000-000000000001, id: shop }]',
    '1:20: projects[0].slug: found "2f1c7f3a-0000-4000-8000-000000000001", write the slug of the project, such as shop; a UUID is its id',
  ],
  ['[]', '1:1: it holds no settings: write settings, such as "hosts:"'],
  ['hosts: []\nhosts: []', '2:1: this is no YAML: the field "hosts" stands in its map twice'],
  [
    'operator: { version: v0.11.5, "version" : v0.11.7 }',
    '1:31: this is no YAML: the field "version" stands in its map twice',
  ],
  ['a b: 1\na b: 2', '2:1: this is no YAML: a field stands in its map twice'],
  ['hosts: []\n---\nhosts: []', '2:1: this is no YAML: there are several documents where one is expected'],
  ['hosts:\n\t- url: a', '2:1: this is no YAML: a tab stands in the indentation; YAML takes spaces only'],
  [
    'hosts: !mine []',
    '1:8: this is no YAML: a tag (!) changes what a value is; a text that begins with ! belongs in quotes',
  ],
  ['hosts: []\n<<<<<<< HEAD\nunread: []', '2:1: it has conflict markers of git: resolve the merge'],
])('%s', (text, mistake) => {
  expect(mistakesIn(text)[0]).toBe(`cdk8s-infisical.yaml:${mistake}`);
});

test.each([
  '1.29',
  'v1.31',
  '1.31',
  '1.31.4',
  '1.31.0',
  'v1.31.4+k3s1',
  '1.31.4-gke.100',
  'v1.34.1-eks-113cf36',
  '1.100',
])('the version of the cluster may be %s', (version) => {
  expect(read(`kubernetes: { version: "${version}" }`)).toMatchObject({ kubernetes: { version } });
});

test('of null no field says that it found it twice', () => {
  const nulls = nullsIn(configurationSchema(['C1']));
  expect(nulls.length).toBeGreaterThan(25);
  for (const text of nulls) {
    expect(mistakesIn(text).filter((mistake) => mistake.includes(': it is null: '))).toHaveLength(1);
  }
});

/** A text for each field, in which that is null. */
function nullsIn(schema: Schema): string[] {
  if (schema.type === 'array') return ['[null]', ...nullsIn(schema.items).map((inner) => `[${inner}]`)];
  if (schema.type === 'string') return [];
  return Object.entries(schema.properties).flatMap(([name, of]) =>
    ['null', ...nullsIn(of)].map((inner) => `{ ${name}: ${inner} }`),
  );
}

test('all mistakes are told at once, in the order of the lines', () => {
  const text =
    'unred: []\nhosts: [{ url: a }]\nkubernetes: { version: 1.30, versoin: "" }\nsuppressions: [{ rule: C1 }]\n';
  expect(mistakesIn(text).map((mistake) => mistake.replace(/: .*/, ''))).toEqual([
    'cdk8s-infisical.yaml:1:1',
    'cdk8s-infisical.yaml:2:16',
    'cdk8s-infisical.yaml:3:24',
    'cdk8s-infisical.yaml:3:30',
    'cdk8s-infisical.yaml:4:16',
  ]);
});

describe('a credential', () => {
  const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.canarycanary';

  test.each([
    `hosts: [{ url: "https://user:canary@secrets.example.com" }]`,
    `hosts: [{ url: "https://secrets.example.com?token=canary" }]`,
    `hosts: [{ url: https://a.example, aliases: ["https://user:canary@inside"] }]`,
    'clientSecret: canary',
    'hosts: [{ url: https://a.example, token: canary }]',
    `token: ${JWT}`,
    `${JWT}: x`,
    `whatever: { deep: [${JWT}] }`,
    `suppressions: [{ rule: H7, reason: "log in with password=canary" }]`,
    `suppressions: [{ rule: H7, reason: a, path: "${JWT}" }]`,
    `unread: [{ files: ${JWT}, reason: a }]`,
    `projects: [{ slug: ${JWT}, id: ${JWT} }]`,
    `argoCd: { instanceLabel: ${JWT} }`,
    `argoCd: { tracking: ${JWT} }`,
    `kubernetes: { version: ["${JWT}"] }`,
    JWT,
    `hosts: "${JWT}`,
    `hosts: *${JWT}`,
  ])('is refused, and nowhere repeated: %s', (text) => {
    const mistakes = mistakesIn(text);
    expect(mistakes).not.toEqual([]);
    expect(mistakes.join('\n')).not.toMatch(/canary|eyJ/);
  });

  test('is called one, with what to do', () => {
    const [mistake] = mistakesIn('clientSecret: canary');
    expect(mistake).toBe(
      'cdk8s-infisical.yaml:1:1: the field "clientSecret" is unknown, and a credential does not belong into this file, which is committed: take it out, renew it, and give it by the environment (docs/check.md)',
    );
  });

  test('is not seen in prose that speaks of one', () => {
    const reason = 'the token: see the wiki; our secret is rotated by hand, key by key';
    expect(read(`suppressions: [{ rule: H7, reason: ${JSON.stringify(reason)} }]`)).toMatchObject({
      suppressions: [{ reason }],
    });
  });
});

test('hostile texts end soon, with a mistake', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 10; i++) {
    const [name, before] = [i, i - 1].map((one) => String.fromCharCode(97 + one));
    bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
  }
  for (const text of [
    bomb.join('\n'),
    'a: &a [*a]',
    `a: ${'['.repeat(20_000)}`,
    `a: ${'{ a: '.repeat(20_000)}`,
    'x'.repeat(500_000),
    `unread: [{ files: ${'a/'.repeat(20_000)}, reason: a }]`,
    `unread: [{ files: "${'*'.repeat(20_000)}", reason: a }]`,
    `hosts: [{ url: "https://${'a.'.repeat(20_000)}@" }]`,
    '\u0000',
    '{a: 1, b',
    '? [a]\n: b',
    'a: \u001b[31mred',
  ]) {
    const mistakes = mistakesIn(text);
    expect(mistakes).not.toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(mistakes.join('')).not.toMatch(/[\u0000-\u001f]/);
  }
});
