import { fields, ownField } from '../../json/json';
import type { Login } from '../../model/authentication';
import { isEmpty } from '../../model/presence';
import { isPlain } from '../../model/written-keys';

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

/** What an authentication block provably lacks. Namespaces are another rule's. */
export function missingParts({ v1beta1, method, block }: Login): string[] {
  if (!isPlain(block)) return [];
  const parts = ownField(v1beta1 ? V1BETA1 : V1ALPHA1, method);
  return Object.entries(parts ?? {}).flatMap(([path, words]) => {
    const [field, part] = path.split('.');
    if (part === undefined) return isEmpty(block[field]) ? [words] : [];
    // Of a reference that is not there at all, its name is enough.
    if (!isPlain(block[field]) || (part === 'key' && isEmpty(block[field]))) return [];
    return isEmpty(fields(block[field])[part]) ? [words] : [];
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
