import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import {
  clusterRoleBinding,
  dynamicSecret,
  IDENTITY_ID,
  infisicalAuth,
  infisicalSecret,
  keyRef,
  kubernetesAuth,
  NAMESPACE,
  pushSecret,
  secret,
  secretsScope,
  serviceAccount,
  staticSecret,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

/** An InfisicalSecret that logs in with this block, or these. */
function loginOf(authentication: Fields): Manifest {
  const scoped = Object.entries(authentication).map(([method, block]) => [
    method,
    { secretsScope: secretsScope(), ...(block as Fields) },
  ]);
  return infisicalSecret({ authentication: Object.fromEntries(scoped) });
}

const kubernetes = (block: Fields) => loginOf({ kubernetesAuth: kubernetesAuth(block) });
const serviceToken = { serviceTokenSecretReference: { secretName: 'token', secretNamespace: NAMESPACE } };
const NO_DEFAULT = 'the operator has no default namespace: write';

describe('methods', () => {
  describeRules([
    {
      rule: 'A1',
      what: 'no method',
      bad: [infisicalSecret({ authentication: {} })],
      good: [infisicalSecret()],
      message: 'there is no authentication method: set one, for example universal',
    },
    {
      rule: 'A1',
      what: 'no authentication at all, in a push',
      bad: [pushSecret({ authentication: undefined })],
      good: [pushSecret()],
      message: 'there is no authentication method: set one, for example universal',
    },
    {
      rule: 'A1',
      what: 'a method that does not exist',
      bad: [dynamicSecret({ authentication: { universalAuht: universalAuth() } })],
      good: [dynamicSecret()],
      message: 'there is no authentication method "universalAuht": did you mean "universalAuth"?',
    },
    {
      rule: 'A1',
      what: 'no auth of a static secret',
      bad: [staticSecret({ infisicalAuthRef: { namespace: NAMESPACE } })],
      good: [staticSecret()],
      message: 'there is no authentication: name an InfisicalAuth in infisicalAuthRef',
    },
    {
      rule: 'A2',
      what: 'two methods',
      bad: [loginOf({ universalAuth: universalAuth(), awsIamAuth: { identityId: IDENTITY_ID } })],
      good: [loginOf({ universalAuth: universalAuth() })],
      message:
        'there are 2 authentication methods (universalAuth, awsIamAuth), and the operator takes any of them at every login, with its secretsScope: keep one',
    },
    {
      rule: 'A2',
      what: 'a service token, which comes before all others',
      bad: [loginOf({ universalAuth: universalAuth(), serviceToken })],
      good: [loginOf({ serviceToken })],
      message:
        'there are 2 authentication methods (universalAuth, serviceToken), and the operator takes serviceToken, and none of the others: keep one',
    },
    {
      rule: 'A2',
      what: 'two methods of a push, which names no folder beside them',
      bad: [
        pushSecret({ authentication: { universalAuth: universalAuth(), awsIamAuth: { identityId: IDENTITY_ID } } }),
      ],
      good: [pushSecret()],
      message:
        'there are 2 authentication methods (universalAuth, awsIamAuth), and the operator takes any of them at every login: keep one',
    },
    {
      rule: 'A3',
      what: 'a method without its block',
      bad: [infisicalAuth({ universal: undefined })],
      good: [infisicalAuth()],
      message: 'the method "universal" needs the block universal: add it',
    },
    {
      rule: 'A3',
      what: 'a block of another method beside it',
      bad: [infisicalAuth({ awsIam: { identityIdRef: keyRef('identityId') } })],
      good: [infisicalAuth({ awsIam: null })],
      message:
        'the block awsIam does not belong to the method "universal" and would be ignored: drop it, or write method: aws-iam',
    },
    {
      rule: 'A3',
      what: 'a block of another method instead',
      bad: [infisicalAuth({ universal: undefined, awsIam: { identityIdRef: keyRef('identityId') } })],
      good: [
        infisicalAuth({ universal: undefined, method: 'aws-iam', awsIam: { identityIdRef: keyRef('identityId') } }),
      ],
      message:
        'the method "universal" needs the block universal, and there is only awsIam: add universal, or write method: aws-iam',
    },
    {
      rule: 'A3',
      what: 'a method that does not exist',
      bad: [infisicalAuth({ method: 'awsIam' })],
      good: [infisicalAuth()],
      message: 'there is no method "awsIam": did you mean "aws-iam"?',
    },
  ]);
});

describe('references', () => {
  describeRules([
    {
      rule: 'A4',
      what: 'credentials',
      bad: [loginOf({ universalAuth: { credentialsRef: { secretName: 'login' } } })],
      good: [loginOf({ universalAuth: { credentialsRef: { secretName: 'login', secretNamespace: 'other' } } })],
      message: `the reference authentication.universalAuth.credentialsRef has no namespace, and ${NO_DEFAULT} secretNamespace`,
    },
    {
      rule: 'A4',
      what: 'a managed Secret',
      bad: [infisicalSecret({ managedKubeSecretReferences: [{ secretName: 'api', creationPolicy: 'Owner' }] })],
      good: [infisicalSecret()],
      message: `the managed Secret "api" has no namespace, and ${NO_DEFAULT} secretNamespace`,
    },
    {
      rule: 'A4',
      what: 'the auth of a static secret',
      bad: [staticSecret({ infisicalAuthRef: { name: 'auth' } })],
      good: [staticSecret()],
      message: `the reference infisicalAuthRef has no namespace, and ${NO_DEFAULT} namespace`,
    },
    {
      rule: 'A4',
      what: 'the Secret of a push',
      bad: [pushSecret({ push: { secret: { secretName: 'pushed' } } })],
      good: [pushSecret()],
      message: `the reference push.secret has no namespace, and ${NO_DEFAULT} secretNamespace`,
    },
    {
      rule: 'A5',
      what: 'an identity',
      bad: [kubernetes({ identityId: undefined })],
      good: [kubernetes({})],
      message: 'kubernetes authentication has no identityId: set the id of the machine identity',
    },
    {
      rule: 'A5',
      what: 'the name of a service account',
      bad: [kubernetes({ serviceAccountRef: { namespace: NAMESPACE } })],
      good: [kubernetes({ serviceAccountRef: { name: 'login', namespace: NAMESPACE } })],
      message: 'kubernetes authentication has no service account: name the one with whose token it logs in',
    },
    {
      rule: 'A5',
      what: 'a key file',
      bad: [loginOf({ gcpIamAuth: { identityId: IDENTITY_ID } })],
      good: [loginOf({ gcpIamAuth: { identityId: IDENTITY_ID, serviceAccountKeyFilePath: '/var/key.json' } })],
      message:
        "gcp-iam authentication has no serviceAccountKeyFilePath: set the path of the key file in the operator's pod",
    },
    {
      rule: 'A5',
      what: 'a key of a reference in v1beta1',
      bad: [infisicalAuth({ universal: { clientIdRef: keyRef('clientId'), clientSecretRef: keyRef('') } })],
      good: [infisicalAuth()],
      message: 'universal authentication has no clientSecretRef.key: name the key with the client secret',
    },
    {
      rule: 'A5',
      what: 'an identity in a Secret of the app',
      bad: [
        infisicalAuth({
          universal: undefined,
          method: 'aws-iam',
          awsIam: { identityIdRef: keyRef('id', { name: 'a' }) },
        }),
        secret('a', { stringData: { id: '' } }),
      ],
      good: [
        infisicalAuth({
          universal: undefined,
          method: 'aws-iam',
          awsIam: { identityIdRef: keyRef('id', { name: 'a' }) },
        }),
        secret('a', { stringData: { id: IDENTITY_ID } }),
      ],
      message: 'aws-iam authentication has no identityId: set the id of the machine identity',
    },
    {
      rule: 'A8',
      what: 'a service account in a binding',
      bad: [clusterRoleBinding({ subjects: [{ kind: 'ServiceAccount', name: 'login' }] })],
      good: [
        clusterRoleBinding({ subjects: [{ kind: 'Group', name: 'system:masters' }] }),
        clusterRoleBinding(),
        // Its own namespace is the default.
        { ...clusterRoleBinding({ subjects: [{ kind: 'ServiceAccount', name: 'login' }] }), kind: 'RoleBinding' },
      ],
      message:
        'the service account "login" among the subjects of the ClusterRoleBinding has no namespace, and there is no default: write that of the service account',
    },
  ]);
});

describe('tokens of service accounts', () => {
  const reading = kubernetes({ autoCreateServiceAccountToken: false });
  describeRules([
    {
      rule: 'A6',
      what: 'a token that nobody makes',
      bad: [reading],
      good: [reading, serviceAccount('infisical-login', { secrets: [{ name: 'infisical-login-token' }] })],
      message:
        'kubernetes authentication wants a token Secret, which Kubernetes no longer makes for the service account "infisical-login": set autoCreateServiceAccountToken: true',
    },
    {
      rule: 'A6',
      what: 'the default',
      bad: [kubernetes({ autoCreateServiceAccountToken: undefined })],
      good: [kubernetes({ autoCreateServiceAccountToken: true })],
      message:
        'kubernetes authentication wants a token Secret, which Kubernetes no longer makes for the service account "infisical-login": set autoCreateServiceAccountToken: true',
    },
    {
      rule: 'A7',
      what: 'audiences of a token that is not requested',
      bad: [kubernetes({ autoCreateServiceAccountToken: false, serviceAccountTokenAudiences: ['infisical'] })],
      good: [kubernetes({ serviceAccountTokenAudiences: ['infisical'] })],
      message:
        'serviceAccountTokenAudiences has no effect on a token that is not requested: set autoCreateServiceAccountToken: true',
    },
  ]);
});

describe('credentials', () => {
  const CREATE = 'create the Secret in the cluster by other means';
  describeRules([
    {
      rule: 'A9',
      what: 'a Secret that lacks a key',
      bad: [infisicalSecret(), secret('infisical-credentials', { stringData: { clientId: '', key: '' } })],
      good: [infisicalSecret(), secret('infisical-credentials', { stringData: { clientId: '', clientSecret: '' } })],
      message: `authentication.universalAuth.credentialsRef needs the key "clientSecret", which the Secret "${NAMESPACE}/infisical-credentials" does not have: it has "clientId", "key"; ${CREATE}`,
    },
    {
      rule: 'A9',
      what: 'a key in another spelling',
      bad: [infisicalAuth(), secret('infisical-credentials', { data: { clientID: '', clientSecret: '' } })],
      good: [infisicalAuth(), secret('infisical-credentials', { data: { clientId: '', clientSecret: '' } })],
      message: `universal.clientIdRef needs the key "clientId", which the Secret "${NAMESPACE}/infisical-credentials" does not have: rename its key "clientID"`,
    },
    {
      rule: 'A9',
      what: 'a Secret with another key; one that is empty is filled by somebody else',
      bad: [infisicalSecret(), secret('infisical-credentials', { data: { clientId: '' } })],
      good: [
        infisicalSecret(),
        secret('infisical-credentials'),
        secret('infisical-credentials', { data: {}, stringData: null }),
      ],
      message: `authentication.universalAuth.credentialsRef needs the key "clientSecret", which the Secret "${NAMESPACE}/infisical-credentials" does not have: it has "clientId"; ${CREATE}`,
    },
    {
      rule: 'A10',
      what: 'a client secret in a Secret of the app, which is not repeated',
      bad: [
        infisicalSecret(),
        secret('infisical-credentials', { stringData: { clientId: 'a', clientSecret: 'canary' } }),
      ],
      good: [
        infisicalSecret(),
        secret('infisical-credentials', { stringData: { clientId: 'a', clientSecret: '' } }),
        secret('infisical-credentials', { stringData: { clientId: 'a', clientSecret: '<client-secret>' } }),
        secret('infisical-credentials', { stringData: { clientId: 'a', clientSecret: 'your-client-secret-here' } }),
      ],
      message: `the Secret "${NAMESPACE}/infisical-credentials" has the value of "clientSecret" in it, with which InfisicalSecret "api" logs in: drop the Secret from the app and create it in the cluster by other means`,
    },
    {
      rule: 'A10',
      what: 'a password in the data of a Secret',
      bad: [
        loginOf({
          ldapAuth: {
            identityId: IDENTITY_ID,
            credentialsRef: { secretName: 'ldap', secretNamespace: NAMESPACE },
          },
        }),
        secret('ldap', { data: { username: 'YQ==', password: 'Y2FuYXJ5' } }),
      ],
      good: [infisicalSecret(), secret('ldap', { data: { username: 'YQ==', password: 'Y2FuYXJ5' } })],
      message: `the Secret "${NAMESPACE}/ldap" has the value of "password" in it, with which InfisicalSecret "api" logs in: drop the Secret from the app and create it in the cluster by other means`,
    },
    {
      rule: 'A10',
      what: 'a client secret in the resource itself, which is not repeated',
      bad: [loginOf({ universalAuth: universalAuth({ clientSecret: 'canary' }) })],
      good: [loginOf({ universalAuth: universalAuth({ clientId: 'public' }) })],
      message:
        'authentication.universalAuth.clientSecret is a credential, which must never stand in a manifest: put it into a Secret in the cluster and refer to that',
    },
  ]);
});

describe('logins', () => {
  const identity = keyRef('identityId', { name: 'identity' });
  describeRules([
    {
      rule: 'A11',
      what: 'a service token',
      bad: [loginOf({ serviceToken })],
      good: [infisicalSecret()],
      message:
        'a service token is a legacy login, which v1beta1 no longer has: use a machine identity, for example universal',
    },
    {
      rule: 'A11',
      what: 'the token of tokenSecretReference',
      bad: [infisicalSecret({ tokenSecretReference: { secretName: 'token', secretNamespace: NAMESPACE } })],
      good: [infisicalSecret({ tokenSecretReference: null })],
      message:
        'the token of tokenSecretReference is a legacy login, which v1beta1 no longer has: use a machine identity, for example universal',
    },
    {
      rule: 'A12',
      what: 'instant updates with a service token',
      bad: [infisicalSecret({ authentication: { serviceToken }, syncConfig: { instantUpdates: true } })],
      good: [
        infisicalSecret({ authentication: { serviceToken }, syncConfig: { instantUpdates: false } }),
        infisicalSecret({ syncConfig: { instantUpdates: true } }),
      ],
      message:
        'instant updates need a machine identity, and a service token is none: use for example universal, or drop instantUpdates',
    },
    {
      rule: 'A14',
      what: 'an identity by its name',
      bad: [kubernetes({ identityId: 'shop-operator' })],
      good: [kubernetes({ identityId: IDENTITY_ID.toUpperCase() })],
      message: 'the identityId "shop-operator" is not a UUID: copy it from the machine identity in Infisical',
    },
    {
      rule: 'A14',
      what: 'a value of a Secret, which is not repeated',
      bad: [
        infisicalAuth({ universal: undefined, method: 'aws-iam', awsIam: { identityIdRef: identity } }),
        secret('identity', { stringData: { identityId: 'canary' } }),
      ],
      good: [
        infisicalAuth({ universal: undefined, method: 'aws-iam', awsIam: { identityIdRef: identity } }),
        secret('identity', { stringData: { identityId: IDENTITY_ID } }),
        // A reference without a name leads to no Secret, not to one without a name.
        infisicalAuth(
          { universal: undefined, method: 'aws-iam', awsIam: { identityIdRef: { key: 'identityId' } } },
          { name: 'other' },
        ),
        { apiVersion: 'v1', kind: 'Secret', metadata: {}, stringData: { identityId: 'canary' } },
      ],
      message: `the identity id in the key "identityId" of the Secret "${NAMESPACE}/identity" is not a UUID: copy it from the machine identity in Infisical`,
    },
  ]);
});
