import { ownField } from '../../../json/json';
import type { Login } from '../../../model/auth/auth-method';
import { isIdentityEmpty } from '../../../model/identity-ids';
import { withSpec } from '../../example';
import type { RuleOn } from '../../rule';
import { Severity } from '../../severity';

/** What a block must have: fields by their path, with the words for the message where one is missing. */
type Parts = Readonly<Record<string, string>>;

const IDENTITY: Parts = { identityId: 'identityId: set the id of the machine identity' };
const IDENTITY_REF: Parts = keyOf('identityIdRef', 'the id of the machine identity');
const SERVICE_ACCOUNT: Parts = { 'serviceAccountRef.name': 'service account name' };
const KEY_FILE: Parts = {
  serviceAccountKeyFilePath: "serviceAccountKeyFilePath: set the path of the key file in the operator's pod",
};

const V1ALPHA1: Readonly<Record<string, Parts>> = {
  universalAuth: secretOf('credentialsRef', 'the keys "clientId" and "clientSecret"'),
  kubernetesAuth: { ...IDENTITY, ...SERVICE_ACCOUNT },
  awsIamAuth: IDENTITY,
  azureAuth: IDENTITY,
  gcpIdTokenAuth: IDENTITY,
  gcpIamAuth: { ...IDENTITY, ...KEY_FILE },
  ldapAuth: { ...IDENTITY, ...secretOf('credentialsRef', 'the keys "username" and "password"') },
  serviceToken: secretOf('serviceTokenSecretReference', 'the key "infisicalToken"'),
  serviceAccount: secretOf(
    'serviceAccountSecretReference',
    'the keys "serviceAccountAccessKey", "serviceAccountPublicKey" and "serviceAccountPrivateKey"',
  ),
};

const V1BETA1: Readonly<Record<string, Parts>> = {
  universalAuth: { ...keyOf('clientIdRef', 'the client id'), ...keyOf('clientSecretRef', 'the client secret') },
  kubernetesAuth: { ...IDENTITY_REF, ...SERVICE_ACCOUNT },
  awsIamAuth: IDENTITY_REF,
  azureAuth: IDENTITY_REF,
  gcpIdTokenAuth: IDENTITY_REF,
  gcpIamAuth: { ...IDENTITY_REF, ...KEY_FILE },
  ldapAuth: { ...IDENTITY_REF, ...keyOf('usernameRef', 'the user name'), ...keyOf('passwordRef', 'the password') },
};

export const A5: RuleOn<'login'> = {
  id: 'A5',
  severity: Severity.ERROR,
  title: 'An authentication method has all that it needs',
  why: 'A block that lacks a part counts as none at all: the operator reports that there is no authentication method.',
  source: 'operator v0.11.5: HandleAuthentication in internal/util/auth.go, internal/auth',
  bad: withSpec('InfisicalSecret', { authentication: { universalAuth: { credentialsRef: { secretName: null } } } }),
  good: { objects: [{ kind: 'InfisicalSecret' }] },
  on: 'login',
  check: (login, report, app) => {
    const { resource, method, block } = login;
    const missing = missingParts(login);
    if (isIdentityEmpty(app, login)) missing.push('identityId: set the id of the machine identity');
    for (const part of missing) report(resource, block, `${method.name} authentication has no ${part}`);
  },
};

/** What an authentication block provably lacks. Namespaces are another rule's. */
function missingParts({ generation, method, block }: Login): string[] {
  const parts = ownField(generation === 'v1beta1' ? V1BETA1 : V1ALPHA1, method.v1alpha1);
  return Object.entries(parts ?? {}).flatMap(([path, words]) => {
    const [field, part] = path.split('.');
    if (part === undefined) return block.at(field).isEmpty ? [words] : [];
    // Of a reference that is not there at all, its name is enough.
    if (part === 'key' && block.at(field).isEmpty) return [];
    return block.at(field, part).isEmpty ? [words] : [];
  });
}

function secretOf(reference: string, keys: string): Parts {
  return { [`${reference}.secretName`]: `${reference}.secretName: name the Secret with ${keys}` };
}

function keyOf(reference: string, what: string): Parts {
  return {
    [`${reference}.name`]: `${reference}.name: name the Secret with ${what}`,
    [`${reference}.key`]: `${reference}.key: name the key with ${what}`,
  };
}
