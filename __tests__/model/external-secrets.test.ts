import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { modelOf, type Settings } from '../../lib/model/app-model';
import { deliveriesOf } from '../../lib/model/delivery/deliveries';
import type { DeliveryNeed } from '../../lib/model/delivery/delivery';
import { wantedKey } from '../../lib/model/delivery/wanted-key';
import type { Manifest } from '../../lib/model/manifest';

const FIXTURES = join(__dirname, '../fixtures/external-secrets');

const manifestsIn = (text: string) =>
  parseAllDocuments(text).map((document) => ({ manifest: document.toJS() as Manifest, file: 'all.yaml' }));

const fixtures = (...names: string[]) =>
  names.flatMap((name) => manifestsIn(readFileSync(join(FIXTURES, `${name}.yaml`), 'utf8')));

const shownNeed = ({ source, key, wording }: DeliveryNeed) =>
  [
    source.host?.replace('https://', ''),
    source.projectSlug,
    source.environment,
    source.path + (source.recursive ? '/**' : ''),
    key ?? wording,
  ].join(' | ');

/** What the readers tell, in short lines. */
function told(resources: ReturnType<typeof manifestsIn>, settings: Settings = {}) {
  const deliveries = deliveriesOf(modelOf(resources, settings));
  return {
    needs: deliveries.flatMap(({ needs }) => needs.map(shownNeed)),
    written: deliveries.flatMap(({ written }) =>
      written.map(({ name, namespace = '?', keys, further }) => {
        const names = [...keys].map(([key, needs]) => `${key}=${needs.map((one) => one.key ?? one.wording).join('+')}`);
        return `${namespace}/${name} ${names.join(' ')}${further ? ` and ${further.length} more` : ''}`.replace(
          '  ',
          ' ',
        );
      }),
    ),
    writes: deliveries.flatMap(({ writes = [] }) => writes.map(shownNeed)),
    unknown: deliveries.flatMap(({ unknown }) => unknown.map(({ at, message }) => `${at.join('.')}: ${message}`)),
  };
}

const NOTHING = { needs: [], written: [], writes: [], unknown: [] };
const TEA = 'secrets.tea.example | tea-shop-x1 | prod';

const STORE = `
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: vault, namespace: tea }
spec:
  provider:
    infisical:
      auth: { tokenAuthCredentials: { accessToken: { name: login, key: token } } }
      secretsScope: { projectSlug: tea, environmentSlug: prod, secretsPath: /web }
`;

const secretOf = (spec: string, metadata = '{ name: app, namespace: tea }') => `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: ${metadata}
spec: { secretStoreRef: { name: vault }, ${spec} }
`;

const of = (...texts: string[]) => manifestsIn(texts.join('\n---\n'));
const withStore = (spec: string) => of(STORE, secretOf(spec));
const TOKEN = 'data: [{ secretKey: a, remoteRef: { key: A } }]';
const PROD = 'app.infisical.com | tea | prod';
const A = { needs: [`${PROD} | /web | A`], written: ['tea/app a=A'] };

test.each<[string, ReturnType<typeof manifestsIn>, Partial<ReturnType<typeof told>>, Settings?]>([
  [
    'bare, absolute and relative keys',
    fixtures('keys'),
    {
      needs: [`${TEA} | /web | DB_URL`, `${TEA} | /shared | SMTP_PASSWORD`, `${TEA} | /web/pay | STRIPE_KEY`],
      written: ['tea/kettle url=DB_URL mail=SMTP_PASSWORD pay=STRIPE_KEY'],
    },
  ],
  [
    'keys that match, under new names',
    fixtures('find'),
    {
      needs: ['app.infisical.com | farm-7k | staging | /barn | each key that matches "^BARN_"'],
      written: ['barn/hay-env and 1 more'],
    },
  ],
  [
    'a template that replaces what is provided',
    [...fixtures('keys').slice(0, 1), ...fixtures('templates')],
    {
      needs: [`${TEA} | /json | MILL_JSON`, `${TEA} | /web | DB_JSON`, `${TEA} | /web | DB_JSON`],
      written: ['tea/mill dsn=DB_JSON+DB_JSON'],
    },
  ],
  [
    'a find.path that releases read in different ways',
    [...fixtures('keys').slice(0, 1), ...fixtures('find-path')],
    {
      needs: [`${TEA} | /oven | every key`],
      written: ['tea/oven and 1 more'],
      unknown: [
        'spec.dataFrom.0.find.path: find.path is "/oven", which External Secrets 2.2 to 2.9 finds nothing with, and later ones read as the folder: leave it out, and name the folder in the store\'s secretsPath',
      ],
    },
  ],
  [
    'a store of the wrong kind, and a generator',
    [...fixtures('find').slice(0, 1), ...fixtures('mistakes')],
    {
      written: ['attic/loft TOKEN= and 1 more'],
      unknown: ['spec.secretStoreRef.name: SecretStore "central" is not in what was read'],
    },
  ],
  [
    'what is there for the whole cluster, and what the cluster writes to Infisical',
    fixtures('cluster-wide'),
    {
      needs: ['app.infisical.com | cave-3 | dev | /bats | SONAR_KEY'],
      written: ['cave/sonar SONAR=SONAR_KEY'],
      writes: ['app.infisical.com | cave-3 | dev | /bats | ECHO_PASSWORD'],
    },
  ],
  ['a property, followed to its key', withStore('data: [{ secretKey: a, remoteRef: { key: A, property: b.c } }]'), A],
  [
    'an entry of data, over a key that is found',
    withStore(`${TOKEN}, dataFrom: [{ find: {} }]`),
    { needs: [`${PROD} | /web | every key`, `${PROD} | /web | A`], written: ['tea/app a=A and 1 more'] },
  ],
  [
    'paths that Go cleans',
    withStore('data: [{ secretKey: a, remoteRef: { key: ../x/./A } }, { secretKey: b, remoteRef: { key: /B } }]'),
    { needs: [`${PROD} | /x | A`, `${PROD} | / | B`], written: ['tea/app a=A b=B'] },
  ],
  [
    'a store of another provider',
    of(STORE.replace('infisical:', 'vault:'), secretOf(TOKEN)),
    { written: ['tea/app a='] },
  ],
  [
    'a store of its own for one entry',
    of(
      STORE,
      STORE.replace('infisical:', 'fake:').replace('name: vault', 'name: other'),
      secretOf(
        `data: [{ secretKey: a, remoteRef: { key: A }, sourceRef: { storeRef: { name: other } } }, { secretKey: b, remoteRef: { key: B } }]`,
      ),
    ),
    { needs: [`${PROD} | /web | B`], written: ['tea/app a= b=B'] },
  ],
  [
    'a store in another namespace',
    of(STORE, secretOf(TOKEN, '{ name: app, namespace: web }')),
    {
      written: ['web/app a='],
      unknown: ['spec.secretStoreRef.name: SecretStore "vault" is in the namespace "tea", not in "web"'],
    },
  ],
  [
    'a store whose name is nearly that of another',
    of(STORE.replace('name: vault', 'name: vautl'), secretOf(TOKEN)),
    {
      written: ['tea/app a='],
      unknown: ['spec.secretStoreRef.name: SecretStore "vault" is not in what was read: did you mean "vautl"?'],
    },
  ],
  [
    'the one store that may come into an unknown namespace',
    of(STORE, secretOf(TOKEN, '{ name: app }')),
    { needs: [`${PROD} | /web | A`], written: ['?/app a=A'] },
  ],
  [
    'two stores that may, at different places',
    of(STORE, STORE.replace('tea }', 'web }').replace('prod', 'dev'), secretOf(TOKEN, '{ name: app }')),
    {
      written: ['?/app a='],
      unknown: ['spec.secretStoreRef.name: SecretStore "vault" is there 2 times, and not alike'],
    },
  ],
  [
    'a misspelt folder of a store, which would be read as the root',
    of(STORE.replace('secretsPath', 'secretPath'), secretOf(TOKEN)),
    {
      written: ['tea/app a='],
      unknown: [
        'spec.secretStoreRef.name: "secretPath" is no field of secretsScope: did you mean "secretsPath"?: SecretStore "vault"',
      ],
    },
  ],
  [
    'misspelt fields of an ExternalSecret',
    withStore('dataForm: [{ find: {} }], data: [{ secretKey: a, remoteRef: { kye: A } }]'),
    {
      written: ['tea/app a='],
      unknown: [
        'spec.data.0.remoteRef.kye: "kye" is no field of remoteRef: did you mean "key"?',
        'spec.dataForm: "dataForm" is no field of spec: did you mean "dataFrom"?',
      ],
    },
  ],
  [
    'what is filled in later',
    of(STORE.replace('/web', '"/${TEAM}"'), secretOf(TOKEN)),
    {
      written: ['tea/app a='],
      unknown: ['spec.secretStoreRef.name: secretsPath of the store is filled in later: SecretStore "vault"'],
    },
  ],
  [
    'a version that is not read',
    of(secretOf(TOKEN).replace('io/v1', 'io/v1alpha1')),
    {
      unknown: ['apiVersion: ExternalSecret of the version "v1alpha1" is not read: write external-secrets.io/v1'],
    },
  ],
  [
    'a regular expression that nobody tries here',
    withStore('dataFrom: [{ find: { name: { regexp: "(a|b)+" } } }]'),
    {
      needs: [`${PROD} | /web | each key that matches "(a|b)+"`],
      written: ['tea/app and 1 more'],
      unknown: ['spec.dataFrom.0.find.name.regexp: the regular expression "(a|b)+" is not tried here'],
    },
  ],
  ['no Secret', withStore(`target: { creationPolicy: None }, ${TOKEN}`), { needs: A.needs }],
  [
    'another kind of object, and keys beside those that are known',
    of(
      STORE,
      secretOf(`target: { manifest: { apiVersion: v1, kind: ConfigMap } }, ${TOKEN}`),
      secretOf(
        `target: { manifest: { apiVersion: apps/v1, kind: Deployment } }, ${TOKEN}`,
        '{ name: b, namespace: tea }',
      ),
      secretOf(`target: { creationPolicy: Merge }, ${TOKEN}`, '{ name: c, namespace: tea }'),
    ),
    { needs: [...A.needs, ...A.needs, ...A.needs], written: ['tea/app a=A', 'tea/c a=A and 1 more'] },
  ],
  [
    'texts that are maps of keys, of which one is not whole',
    withStore(
      `${TOKEN}, target: { template: { mergePolicy: Merge, templateFrom: [{ literal: "b: {{ .a }}\\nc: x" }, { literal: "{{ range $k, $v := . }}{{ $k }}: x\\n{{ end }}" }, { target: Labels, literal: "d: x" }] } }`,
    ),
    { needs: A.needs, written: ['tea/app a=A b=A c=A and 1 more'] },
  ],
  [
    'a template of a ConfigMap',
    of(
      STORE,
      secretOf(
        `${TOKEN}, target: { template: { templateFrom: [{ configMap: { name: t, items: [{ key: f, templateAs: KeysAndValues }, { key: g }] } }] } }`,
      ),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: t, namespace: tea }\ndata: { f: "x: {{ .a }}" }',
    ),
    { needs: A.needs, written: ['tea/app x=A g=A'] },
  ],
  [
    'keys that a template takes of a folder',
    withStore(
      'dataFrom: [{ find: {} }], target: { template: { data: { url: "{{ .USER }}:{{ .PASS }}", all: "{{ toJson . }}" } } }',
    ),
    {
      needs: [`${PROD} | /web | every key`, `${PROD} | /web | USER`, `${PROD} | /web | PASS`],
      written: ['tea/app url=USER+PASS all=every key'],
    },
  ],
  [
    'find.path before it was a folder',
    withStore('dataFrom: [{ find: { path: DB_ } }]'),
    { needs: [`${PROD} | /web | every key`], written: ['tea/app and 1 more'] },
    { externalSecretsVersion: 'v2.1.3' },
  ],
  [
    'find.path that all releases read alike',
    withStore('dataFrom: [{ find: { path: /web } }]'),
    { needs: [`${PROD} | /web | every key`], written: ['tea/app and 1 more'] },
  ],
  [
    'find.path as a folder',
    withStore('dataFrom: [{ find: { path: /oven } }]'),
    { needs: [`${PROD} | /oven | every key`], written: ['tea/app and 1 more'] },
    { externalSecretsVersion: '2.10' },
  ],
])('%s', (_, resources, expected, ...[settings]) => {
  expect(told(resources, settings)).toEqual({ ...NOTHING, ...expected });
});

test.each<[string, string, Readonly<Record<string, string | undefined>>]>([
  ['no rewrite', '{}', { A_B: 'A_B', 'a/b c': 'a_b_c', 'é.x-1': 'é.x-1' }],
  ['no rewrite, in Unicode', '{ find: { conversionStrategy: Unicode } }', { 'a/b': 'a_U002f_b' }],
  [
    'a prefix',
    '{ rewrite: [{ regexp: { source: "^DB_", target: "" } }] }',
    { DB_USER: 'USER', USER: 'USER', DB_: undefined },
  ],
  [
    'groups',
    '{ rewrite: [{ regexp: { source: "^(?P<a>[a-z]+)-(.*)$", target: "${2}_$a$1x" } }] }',
    { 'ab-cd': 'cd_ab', X: 'X' },
  ],
  [
    'a character that no key has',
    '{ rewrite: [{ regexp: { source: "_", target: "/" } }] }',
    { A_B: undefined, A: 'A' },
  ],
  [
    'one after the other',
    '{ rewrite: [{ transform: { template: "x_{{ .value | lower }}" } }, { regexp: { source: "X", target: "" } }] }',
    { AXB: 'x_axb' },
  ],
  ['matches of nothing', '{ rewrite: [{ regexp: { source: "x*", target: "-" } }] }', { axb: '-a-b-', x: '-' }],
  ['the whole name', '{ rewrite: [{ regexp: { source: "(.*)", target: "app_$1" } }] }', { A: 'app_A' }],
  [
    'functions',
    `{ rewrite: [{ transform: { template: '{{ .value | replace "/" "_" | trimPrefix "app_" | printf "%s_x" }}' } }] }`,
    { 'app/A': 'A_x', 'b/C': 'b_C_x' },
  ],
  [
    'another function',
    `{ rewrite: [{ transform: { template: '{{ regexReplaceAll "^A(.)" .value "$1" }}' } }] }`,
    { AB: 'B' },
  ],
])('%s gives names', (_, entry, names) => {
  const resources = withStore(
    `dataFrom: [${entry.replace('{}', '{ find: {} }').replace('{ rewrite', '{ find: {}, rewrite')}]`,
  );
  const [delivery] = deliveriesOf(modelOf(resources));
  const nameOf = delivery?.written[0]?.further?.[0]?.naming?.nameOf;
  expect(Object.fromEntries(Object.keys(names).map((name) => [name, nameOf?.(name)]))).toEqual(names);
});

test.each([
  ['Go refuses', '(unclosed'],
  ['only Go reads so', '[[:^alpha:]]+'],
  ['both read, and would take long', '(a|b)+'],
  ['is filled in later', '^\\${PREFIX}_'],
])('of a rewrite by a regular expression that %s, nobody knows the names', (_, source) => {
  const rewrite = [{ regexp: { source, target: '' } }];
  for (const asked of ['find: {}', 'extract: { key: A }']) {
    const resources = withStore(`dataFrom: [{ ${asked}, rewrite: ${JSON.stringify(rewrite)} }]`);
    const unknown = deliveriesOf(modelOf(resources)).flatMap((one) => one.unknown);
    expect(unknown.map(({ at, message }) => `${at.join('.')}: ${message}`)).toEqual([
      `spec.dataFrom.0.rewrite.0.regexp.source: the regular expression "${source}" is not tried here`,
    ]);
  }
});

test.each([
  ['regexp', '{ source: ^A, targt: B }', 'targt', 'target'],
  ['transform', '{ tempalte: "{{ .value }}" }', 'tempalte', 'template'],
  ['merge', '{ stratgy: JSON }', 'stratgy', 'strategy'],
])('a misspelt field of the %s of a rewrite is unread', (part, written, name, meant) => {
  const resources = withStore(`dataFrom: [{ find: {}, rewrite: [{ ${part}: ${written} }] }]`);
  expect(told(resources).unknown).toContain(
    `spec.dataFrom.0.rewrite.0.${part}.${name}: "${name}" is no field of ${part}: did you mean "${meant}"?`,
  );
});

test('a target of a rewrite that is filled in later is unread, and one with groups is not', () => {
  const unknownOf = (target: string) => {
    const rewrite = JSON.stringify([{ regexp: { source: '^(?P<app>[a-z]+)_(.*)$', target } }]);
    return deliveriesOf(modelOf(withStore(`dataFrom: [{ find: {}, rewrite: ${rewrite} }]`))).flatMap((one) =>
      one.unknown.map(({ message }) => message),
    );
  };
  expect(unknownOf('${PREFIX}_$2')).toEqual(['the target "${PREFIX}_$2" is filled in later']);
  expect(unknownOf('${app}-${2}')).toEqual([]);
});

test.each([
  ['the template "{{ .value | title }}" is not computed here', '{ transform: { template: "{{ .value | title }}" } }'],
  [
    'the template "{{ if .value }}A{{ end }}" is not computed here',
    '{ transform: { template: "{{ if .value }}A{{ end }}" } }',
  ],
  [
    'the template "{{ regexReplaceAll `(a|b)+` .value `` }}" is not computed here',
    '{ transform: { template: "{{ regexReplaceAll `(a|b)+` .value `` }}" } }',
  ],
  ['the template "${PREFIX}{{ .value }}" is not computed here', '{ transform: { template: "${PREFIX}{{ .value }}" } }'],
  ['the merge gives names that stand in the values of the keys', '{ merge: {} }'],
])('%s, so that nobody knows the names of what is found', (message, operation) => {
  const [further] =
    deliveriesOf(modelOf(withStore(`dataFrom: [{ find: {}, rewrite: [${operation}] }]`)))[0]?.written[0]?.further ?? [];
  expect(further).toMatchObject({ untold: { message } });
  expect(further).not.toHaveProperty('naming');
});

test('no rewrite takes long or grows without end', () => {
  const doubling = Array.from({ length: 40 }, () => ({ regexp: { source: '^A', target: '' } }));
  const growing = Array.from({ length: 40 }, () => '| replace "N" "NNNNNNNNNN"').join(' ');
  for (const rewrite of [doubling, [{ transform: { template: `{{ .value ${growing} }}` } }]]) {
    const resources = withStore(`dataFrom: [{ find: {}, rewrite: ${JSON.stringify(rewrite)} }]`);
    const [further] = deliveriesOf(modelOf(resources))[0]?.written[0]?.further ?? [];
    expect(further && wantedKey('B', [further]).own?.key).toBeUndefined();
  }
});

describe('the key that gets a name by a rewrite', () => {
  const needsOf = (dataFrom: string, name: string) => {
    const [delivery] = deliveriesOf(modelOf(withStore(`dataFrom: [${dataFrom}]`)));
    const { own } = wantedKey(name, delivery?.written[0]?.further ?? []);
    return own?.key ?? own?.wording;
  };

  test.each([
    [
      'of a prefix, where only such keys are found',
      '{ find: { name: { regexp: ^DB_ } }, rewrite: [{ regexp: { source: ^DB_ } }] }',
      'DB_USER',
    ],
    ['of an ending', '{ find: { name: { regexp: _X$ } }, rewrite: [{ regexp: { source: _X$ } }] }', 'USER_X'],
    [
      'of a text around each name',
      '{ find: {}, rewrite: [{ regexp: { source: (.*), target: U$1 } }, { transform: { template: "{{ .value }}R" } }] }',
      'SE',
    ],
    ['of nothing that is rewritten', '{ find: {}, rewrite: [{}] }', 'USER'],
  ])('is known %s', (_, dataFrom, key) => {
    expect(needsOf(dataFrom, 'USER')).toBe(key);
  });

  test.each([
    ['with that prefix or without', '{ find: {}, rewrite: [{ regexp: { source: ^DB_ } }] }'],
    ['of whichever case', '{ find: {}, rewrite: [{ transform: { template: "{{ .value | upper }}" } }] }'],
    ['that is none which is found', '{ find: { name: { regexp: ^X } }, rewrite: [{ regexp: { source: ^DB_ } }] }'],
  ])('may be one %s', (_, dataFrom) => {
    expect(needsOf(dataFrom, 'USER')).toBe('a key that becomes "USER"');
  });
});
