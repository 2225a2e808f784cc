import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../lib/model/app-model';
import { manifestsIn, of, STORE, secretOf, told, withStore } from './external-secrets-of-yaml';

const FIXTURES = join(__dirname, '../fixtures/external-secrets');

const fixtures = (...names: string[]) =>
  names.flatMap((name) => manifestsIn(readFileSync(join(FIXTURES, `${name}.yaml`), 'utf8')));

const NOTHING = { needs: [], written: [], writes: [], unknown: [] };
const TEA = 'secrets.tea.example | tea-shop-x1 | prod';

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
