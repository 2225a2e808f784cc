import {
  asking,
  central,
  data,
  dataFrom,
  entry,
  LOGIN,
  login,
  scope,
  store,
  universal,
} from '../external-secrets-objects';
import { describeRules } from '../rule-cases';

describeRules([
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
]);
