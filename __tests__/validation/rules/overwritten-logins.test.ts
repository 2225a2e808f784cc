import { Chart } from 'cdk8s';
import {
  GitOpsApp,
  InfisicalAuth,
  SecretProjection,
  SyncedSecret,
  type SyncedSecretProps,
  TemplateValue,
} from '../../../lib';
import { findingsOfApp } from '../../../lib/evaluation/report/app-findings';
import type { Fields } from '../../../lib/json/json';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { SYNC } from '../../declarations';
import {
  dynamicSecret,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  keyRef,
  managedSecret,
  NAMESPACE,
  pushSecret,
  secretsScope,
  staticSecret,
  target,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

const LOGIN = { secretName: 'infisical-credentials', secretNamespace: NAMESPACE };
const writing = (reference: Fields = {}, spec: Fields = {}) =>
  infisicalSecret({ managedKubeSecretReferences: [managedSecret({ ...LOGIN, ...reference })], ...spec });
const writingTarget = (fields: Fields = {}) =>
  staticSecret({ targets: [target({ name: 'infisical-credentials', ...fields })] });
const template = (...keys: string[]) => ({
  template: { data: Object.fromEntries(keys.map((key) => [key, '{{ .A.Value }}'])) },
});
/** Logs in with the Secret `central`. */
const central = {
  authentication: {
    universalAuth: universalAuth({
      credentialsRef: { secretName: 'central', secretNamespace: NAMESPACE },
      secretsScope: secretsScope(),
    }),
  },
};

const BOTH = '"clientId" and "clientSecret"';
const REF = 'authentication.universalAuth.credentialsRef';
const REFS = 'universal.clientIdRef of InfisicalAuth "auth", universal.clientSecretRef of InfisicalAuth "auth"';
const OTHER = 'choose another name for what is written';
const at = (where: string, keys: string) =>
  `the managed Secret "${NAMESPACE}/infisical-credentials" is where the operator finds ${keys} for ${where}: `;
const told = (where: string, keys = BOTH) =>
  `${at(where, keys)}it replaces all data of that Secret, and after the first sync no login works any more: ${OTHER}, or let its template write ${keys} too, if that comes from Infisical`;
const leased = (where: string) =>
  `${at(where, BOTH)}it would write each lease beside, so that whoever uses the lease can log in, and fail at each run, with one more lease every time, if the Secret has no annotations: ${OTHER}`;

describe('the Secret of the login that writes it', () => {
  describeRules([
    {
      rule: 'A17',
      what: 'of an InfisicalSecret itself',
      bad: [writing()],
      good: [writing({ secretNamespace: 'other' })],
      message: told(`its own ${REF}`),
    },
    {
      rule: 'A17',
      what: 'in the field for one Secret',
      bad: [infisicalSecret({ managedKubeSecretReferences: undefined, managedSecretReference: managedSecret(LOGIN) })],
      good: [infisicalSecret()],
      message: told(`its own ${REF}`),
    },
    {
      rule: 'A17',
      what: 'of a lease',
      bad: [dynamicSecret({ managedSecretReference: managedSecret(LOGIN) })],
      good: [dynamicSecret()],
      message: leased(`its own ${REF}`),
    },
    {
      rule: 'A17',
      what: 'of the InfisicalAuth that it refers to',
      bad: [writingTarget(), infisicalAuth()],
      good: [writingTarget({ kind: 'ConfigMap' }), infisicalAuth()],
      message: told(REFS),
    },
    {
      rule: 'A17',
      what: 'with a template that lacks one key',
      bad: [writing(template('clientId'))],
      good: [writing(template('clientId', 'clientSecret'))],
      message: told(`its own ${REF}`, '"clientSecret"'),
    },
    {
      rule: 'A17',
      what: 'with every secret of the folder beside the template',
      bad: [writing({ template: { ...template('clientId').template, includeAllSecrets: true } })],
      good: [writing({ template: { ...template('clientId', 'clientSecret').template, includeAllSecrets: true } })],
      message: told(`its own ${REF}`, '"clientSecret"'),
    },
    {
      rule: 'A17',
      what: 'with the token of a service',
      bad: [
        writing(
          {},
          { authentication: { serviceToken: { serviceTokenSecretReference: LOGIN, secretsScope: secretsScope() } } },
        ),
      ],
      good: [
        writing(
          {},
          {
            authentication: {
              serviceToken: {
                serviceTokenSecretReference: { ...LOGIN, secretName: 'token' },
                secretsScope: secretsScope(),
              },
            },
          },
        ),
      ],
      message: told('its own authentication.serviceToken.serviceTokenSecretReference', '"infisicalToken"'),
    },
    {
      rule: 'A17',
      what: 'with the certificate of its host',
      bad: [writing({ secretName: 'ca' }, { tls: { caRef: { ...LOGIN, secretName: 'ca', key: 'ca.crt' } } })],
      good: [writing({ secretName: 'web' }, { tls: { caRef: { ...LOGIN, secretName: 'ca', key: 'ca.crt' } } })],
      message: told('its own tls.caRef', '"ca.crt"').replace('infisical-credentials', 'ca'),
    },
    {
      rule: 'A17',
      what: 'with the certificate of its connection',
      bad: [
        writingTarget({ name: 'ca' }),
        infisicalAuth(),
        infisicalConnection({ tls: { caCertificate: { name: 'ca', namespace: NAMESPACE, key: 'ca.crt' } } }),
      ],
      good: [writingTarget({ name: 'ca' }), infisicalAuth(), infisicalConnection()],
      message: told('tls.caCertificate of InfisicalConnection "connection"', '"ca.crt"').replace(
        'infisical-credentials',
        'ca',
      ),
    },
    {
      rule: 'A17',
      what: 'with the id of its identity',
      bad: [
        writingTarget({ name: 'identity' }),
        infisicalAuth({
          method: 'kubernetes',
          universal: undefined,
          kubernetes: { identityIdRef: keyRef('identityId', { name: 'identity' }) },
        }),
      ],
      good: [writingTarget({ name: 'identity', namespace: 'other' }), infisicalAuth()],
      message: told('kubernetes.identityIdRef of InfisicalAuth "auth"', '"identityId"').replace(
        'infisical-credentials',
        'identity',
      ),
    },
  ]);
});

describe('the Secret of another login of the app', () => {
  describeRules([
    {
      rule: 'A17',
      what: 'with a template that writes other keys',
      bad: [writing(template('TOKEN'), central), pushSecret()],
      good: [writing(template('clientId', 'clientSecret'), central), pushSecret()],
      message: told(`${REF} of InfisicalPushSecret "push"`),
    },
    {
      rule: 'A17',
      what: 'with a lease',
      bad: [dynamicSecret({ ...central, managedSecretReference: managedSecret(LOGIN) }), infisicalAuth()],
      good: [
        dynamicSecret({ ...central, managedSecretReference: managedSecret({ ...LOGIN, secretNamespace: 'other' }) }),
        infisicalAuth(),
      ],
      message: leased(REFS),
    },
  ]);
});

describe('nothing is said of what may hold', () => {
  const found = (...manifests: object[]) => checkManifests(manifests as never).filter(({ rule }) => rule === 'A17');

  test('the credentials of a login in a folder that another login reads as a whole', () => {
    expect(found(writing({}, central), pushSecret())).toEqual([]);
  });

  test('no namespace on either side', () => {
    expect(found(writing({ secretNamespace: undefined }))).toEqual([]);
    const nowhere = universalAuth({ credentialsRef: { secretName: 'infisical-credentials' } });
    const authentication = { universalAuth: { ...nowhere, secretsScope: secretsScope() } };
    expect(found(writing({}, { authentication }))).toEqual([]);
    expect(found(writing({ secretNamespace: undefined }, { authentication }))).toEqual([]);
  });

  test('namespaces that are filled in later, unless both are the same text', () => {
    const reading = (secretNamespace: string) => ({
      authentication: {
        universalAuth: universalAuth({ credentialsRef: { ...LOGIN, secretNamespace }, secretsScope: secretsScope() }),
      },
    });
    expect(found(writing({}, reading('${NAMESPACE}')))).toEqual([]);
    expect(found(writing({ secretNamespace: '${NAMESPACE}' }, reading('${OTHER}')))).toEqual([]);
    expect(found(writing({ secretNamespace: '${NAMESPACE}' }, reading('${NAMESPACE}')))).toHaveLength(1);
  });

  test('a lease of which another login takes a key', () => {
    const login = { name: 'lease', namespace: NAMESPACE };
    const ldap = { method: 'ldap', universal: undefined, ldap: {} };
    const auth = (key: string) =>
      infisicalAuth({
        ...ldap,
        ldap: { identityIdRef: keyRef('identityId'), usernameRef: { ...login, key }, passwordRef: { ...login, key } },
      });
    const lease = dynamicSecret({ managedSecretReference: managedSecret({ secretName: 'lease' }) });
    expect(found(lease, auth('USERNAME'))).toEqual([]);
    expect(found(lease, auth('username'))).toHaveLength(1);
  });

  test('a template that is one text', () => {
    expect(found(writingTarget({ template: { data: '{{ range . }}{{ end }}' } }), infisicalAuth())).toEqual([]);
  });
});

describe('in a program', () => {
  const of = (props: Partial<SyncedSecretProps>, id = 'orders') => {
    const chart = new Chart(new GitOpsApp({ environment: 'prod' }), 'shop', { namespace: 'shop' });
    const auth = InfisicalAuth.universal({ credentials: { name: 'orders' } });
    new SyncedSecret(chart, id, { ...SYNC, auth, ...props });
    return findingsOfApp(chart.node.root).flatMap(({ rule, path, message }) =>
      rule === 'A17' ? [`[${path}] ${message}`] : [],
    );
  };

  test('a secret of the name of its credentials', () => {
    expect(of({})).toEqual([
      expect.stringMatching(
        /^\[shop\/orders\] the managed Secret "shop\/orders" is where the operator finds "clientId" and "clientSecret" for its own/,
      ),
    ]);
    expect(of({}, 'web')).toEqual([]);
  });

  test('not one whose template writes them', () => {
    const secretTemplate = { clientId: TemplateValue.key('ID'), clientSecret: TemplateValue.key('SECRET') };
    expect(of({ secretTemplate, projection: SecretProjection.SELECTED })).toEqual([]);
  });
});

test('a missing key of a login is told once', () => {
  const rules = checkManifests([writing(template('clientId'))]).map(({ rule }) => rule);
  expect(rules).toEqual(['A17']);
});
