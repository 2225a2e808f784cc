import type { Fields } from '../../../lib/json/json';
import { infisicalSecret } from '../manifests';
import { describeRules, type RuleCase } from '../rule-cases';

const LOGIN = { accessToken: { name: 'login', key: 'token' } };
const SCOPE = { projectSlug: 'shop-x1', environmentSlug: 'prod', secretsPath: '/api' };
const CENTRAL = { kind: 'ClusterSecretStore', name: 'central' };

const store = (infisical: Fields = {}, metadata: Fields = {}) => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'SecretStore',
  metadata: { name: 'infisical', namespace: 'shop', ...metadata },
  spec: { provider: { infisical: { auth: { tokenAuthCredentials: LOGIN }, secretsScope: SCOPE, ...infisical } } },
});
const central = (spec: Fields = {}, infisical: Fields = {}) => {
  const { spec: own, ...rest } = store({
    auth: { tokenAuthCredentials: { accessToken: { ...LOGIN.accessToken, namespace: 'eso' } } },
    ...infisical,
  });
  return { ...rest, kind: 'ClusterSecretStore', metadata: { name: 'central' }, spec: { ...own, ...spec } };
};
const scope = (more: Fields) => ({ secretsScope: { ...SCOPE, ...more } });
const entry = (key: string, more: Fields = {}, secretKey = 'TOKEN') => ({ secretKey, remoteRef: { key, ...more } });
const secret = (spec: Fields = {}, metadata: Fields = {}) => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name: 'api', namespace: 'shop', ...metadata },
  spec: {
    secretStoreRef: { name: 'infisical' },
    ...(!('dataFrom' in spec) && { data: [entry('API_TOKEN')] }),
    ...spec,
  },
});
const asking = (spec: Fields) => [store(), secret(spec)];
const data = (...entries: Fields[]) => asking({ data: entries });
const dataFrom = (...entries: Fields[]) => asking({ dataFrom: entries });
const template = (template: Fields, more: Fields = {}) => asking({ target: { template }, ...more });

const pod = (key: string, more: Fields = {}, metadata: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'job', namespace: 'shop', ...metadata },
  spec: {
    containers: [
      { name: 'job', image: 'job:1', env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'api', key, ...more } } }] },
    ],
  },
});
const push = (remoteKey: string, name = 'api') => ({
  apiVersion: 'external-secrets.io/v1alpha1',
  kind: 'PushSecret',
  metadata: { name: 'push', namespace: 'shop' },
  spec: {
    secretStoreRefs: [{ name: 'infisical' }],
    selector: { secret: { name } },
    data: [{ match: { secretKey: 'a', remoteRef: { remoteKey } } }],
  },
});
const login = (methods: Fields) => store({ auth: methods });
const universal = (namespace?: string) => {
  const key = { name: 'login', ...(namespace && { namespace }) };
  return { universalAuthCredentials: { clientId: { ...key, key: 'id' }, clientSecret: { ...key, key: 'secret' } } };
};
const v1beta1 = (object: object) => ({ ...object, apiVersion: 'external-secrets.io/v1beta1' });

const pushing = (spec: Fields) => {
  const { spec: own, ...rest } = push('/api/OTHER');
  return [store(), { ...rest, spec: { ...own, ...spec } }];
};
const clusterWide = (spec: Fields) => [
  store(),
  {
    ...secret(),
    kind: 'ClusterExternalSecret',
    metadata: { name: 'api' },
    spec: { externalSecretSpec: secret(spec).spec, namespaceSelector: {} },
  },
];
const CREATION_POLICIES = 'Owner, Orphan, Merge, None and CreateOrMerge';
const word = (what: string, of: (value: string) => object[], [value, meant]: readonly string[], words: string) => ({
  ...{ what, of, value, meant, words },
});

/** A word in wrong case or misspelt, the one that was meant, and all that are allowed. */
const WORDS = [
  word(
    'creationPolicy',
    (creationPolicy) => asking({ target: { creationPolicy } }),
    ['owner', 'Owner'],
    CREATION_POLICIES,
  ),
  word(
    'creationPolicy',
    (creationPolicy) => clusterWide({ target: { creationPolicy } }),
    ['Orphn', 'Orphan'],
    CREATION_POLICIES,
  ),
  word(
    'deletionPolicy',
    (deletionPolicy) => asking({ target: { deletionPolicy } }),
    ['delete', 'Delete'],
    'Delete, Merge and Retain',
  ),
  word(
    'refreshPolicy',
    (refreshPolicy) => asking({ refreshPolicy }),
    ['Onchange', 'OnChange'],
    'CreatedOnce, Periodic and OnChange',
  ),
  word(
    'conversionStrategy',
    (conversionStrategy) => data(entry('A', { conversionStrategy })),
    ['unicode', 'Unicode'],
    'Default and Unicode',
  ),
  word(
    'decodingStrategy',
    (decodingStrategy) => dataFrom({ find: { name: { regexp: '.*' }, decodingStrategy } }),
    ['base64', 'Base64'],
    'Auto, Base64, Base64URL and None',
  ),
  word(
    'metadataPolicy',
    (metadataPolicy) => data(entry('A', { metadataPolicy })),
    ['fetch', 'Fetch'],
    'None and Fetch',
  ),
  word(
    'mergePolicy',
    (mergePolicy) => template({ mergePolicy, data: { A: 'a' } }),
    ['merge', 'Merge'],
    'Replace and Merge',
  ),
  word(
    'kind',
    (kind) => asking({ secretStoreRef: { name: 'infisical', kind } }),
    ['SecretStor', 'SecretStore'],
    'SecretStore and ClusterSecretStore',
  ),
  word(
    'updatePolicy',
    (updatePolicy) => pushing({ updatePolicy }),
    ['IfNotExist', 'IfNotExists'],
    'Replace and IfNotExists',
  ),
  word('deletionPolicy', (deletionPolicy) => pushing({ deletionPolicy }), ['none', 'None'], 'Delete and None'),
];

const CASES: RuleCase[] = [
  {
    rule: 'O1',
    what: 'two sources in one entry',
    bad: dataFrom({ find: {}, extract: { key: 'A' } }),
    good: dataFrom({ find: {} }, { extract: { key: 'A' } }),
    message: 'the entry has extract and find: write one entry for each',
  },
  {
    rule: 'O1',
    what: 'an entry without a source',
    bad: dataFrom({ rewrite: [] }, { find: {} }),
    good: dataFrom({ find: {} }),
    message: 'the entry fetches nothing: write extract, find or sourceRef.generatorRef',
  },
  {
    rule: 'O1',
    what: 'a key that is written twice',
    bad: data(entry('A'), entry('B')),
    good: asking({ target: { deletionPolicy: 'Merge' }, data: [entry('A'), entry('B')] }),
    message: 'the secretKey "TOKEN" is there twice: keep one',
  },
  {
    rule: 'O1',
    what: 'a policy that deletes what is not its own',
    bad: asking({ target: { creationPolicy: 'None', deletionPolicy: 'Delete' } }),
    good: asking({ target: { creationPolicy: 'Orphan', deletionPolicy: 'Delete' } }),
    message: 'deletionPolicy Delete would delete what creationPolicy "None" does not own: write Retain, or Merge',
  },
  {
    rule: 'O1',
    what: 'a policy that has nothing to do',
    bad: asking({ target: { creationPolicy: 'None', deletionPolicy: 'Merge' } }),
    good: asking({ target: { creationPolicy: 'None' } }),
    message: 'deletionPolicy Merge has nothing to do under creationPolicy None: write Retain',
  },
  {
    rule: 'O2',
    what: 'a host with a slash behind /api',
    bad: [store({ hostAPI: 'https://secrets.example.com/api/' })],
    good: [store({ hostAPI: 'https://secrets.example.com/' })],
    message:
      'hostAPI "https://secrets.example.com/api/" ends in "/api/", to which the operator adds another "/api": write it without the last "/"',
  },
  {
    rule: 'O2',
    what: 'a host with blanks',
    bad: [store({ hostAPI: ' https://secrets.example.com' })],
    good: [store({ hostAPI: '${HOST}/api/' })],
    message: 'hostAPI " https://secrets.example.com" contains blanks: write for example "https://secrets.example.com"',
  },
  {
    rule: 'O2',
    what: 'the id of a project',
    bad: [store(scope({ projectSlug: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001' }))],
    good: [store(scope({ projectSlug: '${PROJECT}' }))],
    message: 'the projectSlug "6f1c2d7e-8a3b-4c5d-9e6f-000000000001" is an id: write the slug, as Infisical shows it',
  },
  {
    rule: 'O2',
    what: 'no environment',
    bad: [store(scope({ environmentSlug: undefined }))],
    good: [store()],
    message: 'the store has no environmentSlug: write the slug',
  },
  {
    rule: 'O2',
    what: 'a slug that is a number',
    bad: [store(scope({ environmentSlug: 7 }))],
    good: [store(scope({ environmentSlug: '7' }))],
    message: 'the environmentSlug is the number 7, and no text: write the slug in quotes',
  },
  {
    rule: 'O3',
    what: 'no login',
    bad: [login({})],
    good: [login(universal())],
    message: 'the store has no method to log in: write one below auth, such as universalAuthCredentials',
  },
  {
    rule: 'O3',
    what: 'a credential of another namespace',
    bad: [login(universal('eso'))],
    good: [login(universal('shop'))],
    message:
      'a SecretStore reads no credential of another namespace, and "eso" is one: take the namespace out, or use a ClusterSecretStore',
  },
  {
    rule: 'O3',
    what: 'an authority of a cluster store without a namespace',
    bad: [central({}, { caProvider: { type: 'Secret', name: 'ca', key: 'ca.crt' } })],
    good: [central({}, { caProvider: { type: 'Secret', name: 'ca', key: 'ca.crt', namespace: 'eso' } })],
    message: 'the caProvider of a ClusterSecretStore needs a namespace: write the one of its Secret or ConfigMap',
  },
  {
    rule: 'O3',
    what: 'an authority of a store with a namespace',
    bad: [store({ caProvider: { type: 'Secret', name: 'ca', namespace: 'shop' } })],
    good: [store({ caProvider: { type: 'Secret', name: 'ca' } })],
    message:
      'the caProvider of a SecretStore must not have a namespace, which is always that of the store: take it out',
  },
  {
    rule: 'O4',
    what: 'two logins',
    bad: [login({ tokenAuthCredentials: LOGIN, ...universal() })],
    good: [login(universal())],
    message:
      'the store has universalAuthCredentials and tokenAuthCredentials, of which only universalAuthCredentials counts: keep one',
  },
  {
    rule: 'O4',
    what: 'a namespace that does not count',
    bad: [login({ tokenAuthCredentials: { accessToken: { ...LOGIN.accessToken, namespace: 'eso' } } })],
    good: [login({ tokenAuthCredentials: LOGIN })],
    message: 'the namespace "eso" does not count: a SecretStore reads the Secret from its own',
  },
  {
    rule: 'O5',
    what: 'a credential of a cluster store without a namespace',
    bad: [central({}, { auth: { tokenAuthCredentials: LOGIN } })],
    good: [central(), store()],
    message:
      'the credential has no namespace: each namespace with an ExternalSecret of this store needs a Secret "login" of its own; write the namespace',
  },
  {
    rule: 'O6',
    what: 'a store of another kind',
    bad: [central(), secret({ secretStoreRef: { name: 'central' } })],
    good: [central(), secret({ secretStoreRef: { name: 'elsewhere' } })],
    message:
      'SecretStore "central" is not there, but a ClusterSecretStore "central" is: write kind: ClusterSecretStore',
  },
  {
    rule: 'O6',
    what: 'a store of another namespace',
    bad: [store({}, { namespace: 'web' }), secret()],
    good: [store({}, { namespace: undefined }), secret()],
    message:
      'SecretStore "infisical" is not there, but a SecretStore "infisical" is in the namespace "web": a SecretStore serves its own namespace only; write a ClusterSecretStore',
  },
  {
    rule: 'O6',
    what: 'the store of a single entry',
    bad: [store(), central(), secret({ data: [{ ...entry('A'), sourceRef: { storeRef: { name: 'central' } } }] })],
    good: [store(), central(), secret({ data: [{ ...entry('A'), sourceRef: { storeRef: CENTRAL } }] })],
    message:
      'SecretStore "central" is not there, but a ClusterSecretStore "central" is: write kind: ClusterSecretStore',
  },
  {
    rule: 'O7',
    what: 'a namespace that is not among those',
    bad: [
      central({ conditions: [{ namespaces: ['web'] }, { namespaceRegexes: ['^team-'] }] }),
      secret({ secretStoreRef: CENTRAL }),
    ],
    good: [
      central({ conditions: [{ namespaces: ['web'] }, { namespaceRegexes: ['sho'] }] }),
      secret({ secretStoreRef: CENTRAL }),
    ],
    message: 'the conditions of ClusterSecretStore "central" do not allow the namespace "shop": add it there',
  },
  {
    rule: 'O7',
    what: 'a namespace without the label',
    bad: [
      central({ conditions: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] }),
      secret({ secretStoreRef: CENTRAL }),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'b' } } },
    ],
    good: [
      central({ conditions: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] }),
      secret({ secretStoreRef: CENTRAL }),
    ],
    message: 'the conditions of ClusterSecretStore "central" do not allow the namespace "shop": add it there',
  },
  {
    rule: 'O8',
    what: 'tags',
    bad: dataFrom({ find: { tags: { a: 'b' } } }),
    good: dataFrom({ find: {} }),
    message: 'stores of Infisical find nothing by tags: write name.regexp',
  },
  {
    rule: 'O8',
    what: 'a lookaround',
    bad: dataFrom({ find: { name: { regexp: '^(?!DB_)' } } }),
    good: dataFrom({ find: { name: { regexp: '^(?:DB_|\\(?=)' } } }),
    message: 'Go reads no lookaround and no back reference in a regular expression: write it without',
  },
  {
    rule: 'O8',
    what: 'a key without a name',
    bad: dataFrom({ extract: { key: '/shared/' } }),
    good: dataFrom({ extract: { key: '/shared/JSON' } }),
    message:
      'the key "/shared/" names a folder, and no key: write the name of one behind it, or find for all of a folder',
  },
  {
    rule: 'O8',
    what: 'a property that counts',
    bad: data(entry('A', { property: 'users.#' })),
    good: data(entry('A', { property: 'users.#(name=="a").key' })),
    message: 'the property counts or lists, of which nothing arrives but an empty text: name one text in the JSON',
  },
  {
    rule: 'O8',
    what: 'a folder in a key, before 2.5',
    bad: data(entry('pay/A')),
    good: data(entry('/api/pay/A')),
    message: 'External Secrets before 2.5 refuses the key "pay/A": begin it with "/", and name the whole folder',
    settings: { externalSecretsVersion: 'v2.4.0' },
  },
  {
    rule: 'O8',
    what: 'a folder in a key, before 0.17',
    bad: data(entry('/api/A')),
    good: data(entry('A')),
    message:
      'External Secrets before 0.17 finds no key in a folder, as in "/api/A": name the folder in the secretsPath of a store',
    settings: { externalSecretsVersion: '0.16' },
  },
  {
    rule: 'O9',
    what: 'what is served no more',
    bad: [store(), v1beta1(secret())],
    good: asking({}),
    message: 'v1beta1 is not served since External Secrets 0.17: write external-secrets.io/v1',
  },
  {
    rule: 'O10',
    what: 'a folder without a slash',
    bad: dataFrom({ find: { path: 'shared' } }),
    good: dataFrom({ find: { path: '/api' } }),
    message: 'find.path "shared" does not begin with "/", as each folder does: it finds nothing',
  },
  {
    rule: 'O10',
    what: 'another folder',
    bad: dataFrom({ find: { path: '/shared' } }),
    good: dataFrom({ find: { path: '/api' } }),
    message: 'find.path is "/shared", which is not below the store\'s folder: nothing is found',
    settings: { externalSecretsVersion: '2.9' },
  },
  {
    rule: 'O11',
    what: 'metadata',
    bad: data(entry('A', { metadataPolicy: 'Fetch' })),
    good: data(entry('A', { metadataPolicy: 'None' })),
    message: 'metadataPolicy Fetch does not count: the value arrives; take it out',
  },
  {
    rule: 'O11',
    what: 'a version',
    bad: dataFrom({ extract: { key: 'A', version: '2' } }),
    good: [
      ...data(entry('A')),
      secret({ secretStoreRef: { name: 'other' }, data: [entry('A', { version: '2' })] }, { name: 'other' }),
    ],
    message: 'the version does not count: the newest value arrives; take it out',
  },
  {
    rule: 'O12',
    what: 'a folder',
    bad: asking({ data: [entry('mail/A')], dataFrom: [{ extract: { key: 'mail' } }] }),
    good: asking({ data: [entry('mail/A')], dataFrom: [{ extract: { key: 'mails' } }] }),
    message:
      'extract reads the key "mail" in /api, and "/api/mail" is a folder of which another entry reads: write find, with a store of that secretsPath',
  },
  {
    rule: 'O13',
    what: 'a key that the template hides',
    bad: [...template({ data: { url: 'https://{{ .TOKEN }}' } }), pod('TOKEN')],
    good: [...template({ data: { url: 'https://{{ .TOKEN }}' }, mergePolicy: 'Merge' }), pod('TOKEN')],
    message:
      '"TOKEN" is no key of the Secret "api": the template of the ExternalSecret "api" replaces what is fetched: write mergePolicy: Merge, or the key in its data',
  },
  {
    rule: 'O13',
    what: 'a key that is misspelt',
    bad: [...asking({}), pod('TOKN')],
    good: [...asking({}), pod('TOKN', { optional: true })],
    message: '"TOKN" is no key of the Secret "api": did you mean "TOKEN"?',
  },
  {
    rule: 'O13',
    what: 'a key beside those that are known',
    bad: [...asking({}), pod('OTHER')],
    good: [...dataFrom({ find: {} }), pod('OTHER')],
    message: '"OTHER" is no key of the Secret "api": the ExternalSecret "api" has TOKEN',
  },
  {
    rule: 'O13',
    what: 'a key in another namespace',
    bad: [...asking({}), pod('OTHER')],
    good: [...asking({}), pod('OTHER', {}, { namespace: 'web' })],
    message: '"OTHER" is no key of the Secret "api": the ExternalSecret "api" has TOKEN',
  },
  {
    rule: 'O13',
    what: 'a Secret that a manifest has',
    bad: [...asking({}), pod('OTHER')],
    good: [
      ...asking({}),
      pod('OTHER'),
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'api', namespace: 'shop' } },
    ],
    message: '"OTHER" is no key of the Secret "api": the ExternalSecret "api" has TOKEN',
  },
  {
    rule: 'O14',
    what: 'a key that is not fetched',
    bad: template({ data: { a: '{{ .TOKN }}' } }),
    good: template({ data: { a: '{{ index . "TOKN" }}' } }),
    message: 'the template looks up "TOKN", which the ExternalSecret "api" does not fetch: did you mean "TOKEN"?',
  },
  {
    rule: 'O14',
    what: 'a key in a literal',
    bad: template({ templateFrom: [{ literal: 'a: {{ .OTHER }}' }] }),
    good: template({ templateFrom: [{ literal: 'a: {{ .OTHER }}' }] }, { dataFrom: [{ find: {} }] }),
    message:
      'the template looks up "OTHER", which the ExternalSecret "api" does not fetch: write an entry of data for it',
  },
  {
    rule: 'O15',
    what: 'no Secret',
    bad: [...asking({ target: { creationPolicy: 'None' } }), pod('TOKEN')],
    good: asking({ target: { creationPolicy: 'None' } }),
    message: 'creationPolicy None makes no Secret "api", which a workload uses: write Owner',
  },
  {
    rule: 'O15',
    what: 'a Secret that nobody makes',
    bad: [...asking({ target: { creationPolicy: 'Merge' } }), pod('TOKEN')],
    good: [
      ...asking({ target: { creationPolicy: 'Merge' } }),
      pod('TOKEN'),
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'api', namespace: 'shop' } },
    ],
    message:
      'creationPolicy Merge waits until somebody else makes the Secret "api", which a workload uses: write Owner',
  },
  {
    rule: 'O16',
    what: 'two ExternalSecrets',
    bad: [...asking({}), secret({ target: { name: 'api' } }, { name: 'b' })],
    good: [...asking({}), secret({ target: { name: 'api', creationPolicy: 'Merge' } }, { name: 'b' })],
    message: 'the Secret "api" is written by ExternalSecret "api", too: write another name, or one of both',
  },
  {
    rule: 'O16',
    what: 'an InfisicalSecret',
    bad: [infisicalSecret(), ...asking({ target: { name: 'api-secrets' } })],
    good: [
      infisicalSecret(),
      store({}, { namespace: 'web' }),
      secret({ target: { name: 'api-secrets' } }, { namespace: 'web' }),
    ],
    message: 'the Secret "api-secrets" is written by InfisicalSecret "api", too: write another name, or one of both',
  },
  {
    rule: 'O17',
    what: 'an interval of nothing',
    bad: asking({ refreshInterval: '0h0m0s' }),
    good: asking({ refreshInterval: '10m' }),
    message:
      'the refreshInterval "0h0m0s" fetches once, and lets no later change count: write for example "1h", or refreshPolicy CreatedOnce',
  },
  {
    rule: 'O18',
    what: 'a field of a store',
    bad: [store(scope({ projectslug: 'shop' }))],
    good: [store(scope({ recursive: true }))],
    message: '"projectslug" is no field of secretsScope: did you mean "projectSlug"?',
  },
  {
    rule: 'O18',
    what: 'a field of an ExternalSecret',
    bad: asking({ dataForm: [] }),
    good: asking({ refreshPolicy: 'OnChange' }),
    message: '"dataForm" is no field of spec: did you mean "dataFrom"?',
  },
  {
    rule: 'O18',
    what: 'a field of an entry',
    bad: data({ secretKey: 'A', remoteref: { key: 'A' } }),
    good: data(entry('A', { nullBytePolicy: 'Fail' })),
    message: '"remoteref" is no field of data[0]: did you mean "remoteRef"?',
  },
  {
    rule: 'O18',
    what: 'a field of a rewrite by a regular expression',
    bad: dataFrom({ find: {}, rewrite: [{ regexp: { source: '^A', targt: 'B' } }] }),
    good: dataFrom({ find: {}, rewrite: [{ regexp: { source: '^A', target: 'B' } }] }),
    message: '"targt" is no field of regexp: did you mean "target"?',
  },
  {
    rule: 'O18',
    what: 'a field of a rewrite by a template',
    bad: dataFrom({ find: {}, rewrite: [{ transform: { tempalte: 'app' } }] }),
    good: dataFrom({ find: {}, rewrite: [{ transform: { template: '{{ .value }}' } }] }),
    message: '"tempalte" is no field of transform: did you mean "template"?',
  },
  {
    rule: 'O18',
    what: 'a field of a merge',
    bad: dataFrom({ extract: { key: 'A' }, rewrite: [{ merge: { stratgy: 'JSON' } }] }),
    good: dataFrom({ extract: { key: 'A' }, rewrite: [{ merge: { into: 'a', strategy: 'JSON' } }] }),
    message: '"stratgy" is no field of merge: did you mean "strategy"?',
  },
  {
    rule: 'O19',
    what: 'a circle',
    bad: [...asking({}), push('/api/API_TOKEN')],
    good: [...asking({}), push('/api/API_TOKEN', 'other')],
    message: 'the key "API_TOKEN" is pushed from the Secret that an ExternalSecret fills with it: take one of both out',
  },
  ...WORDS.map(({ what, of, value, meant, words }) => ({
    rule: 'O20',
    what,
    bad: of(value),
    good: of(meant),
    message: `${what} is "${value}", allowed are ${words}: did you mean "${meant}"?`,
  })),
  {
    rule: 'O20',
    what: 'a word that resembles none',
    bad: asking({ refreshPolicy: 'Hourly' }),
    good: asking({ refreshPolicy: '${REFRESH_POLICY}' }),
    message: 'refreshPolicy is "Hourly", allowed are CreatedOnce, Periodic and OnChange: write one of them',
  },
];

describeRules(CASES);
