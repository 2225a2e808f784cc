import { type Fields, fields, text } from '../../../lib/json/json';
import { type Code, Shared } from '../../typescript/code';
import { call, library, literal, props } from './words';

/** A reference without the namespace that it has anyway. */
export function reference(block: unknown, own: string | undefined, prefix: 'secret' | '' = 'secret'): Code {
  const { name, namespace } = named(fields(block), prefix);
  return props({ name: literal(name), namespace: namespace === own ? undefined : literal(namespace) });
}

function named(block: Fields, prefix: 'secret' | ''): { name: unknown; namespace: unknown } {
  return prefix === ''
    ? { name: block.name, namespace: block.namespace }
    : { name: block.secretName, namespace: block.secretNamespace };
}

/** The login that a v1alpha1 block of each method stands for, with what the block must have to be a login at all. */
const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    'universalAuth',
    {
      required: ['credentialsRef.secretName'],
      login: ({ credentialsRef }, own) =>
        call(library('InfisicalAuth.universal'), { credentials: reference(credentialsRef, own) }),
    },
  ],
  ['kubernetesAuth', { required: ['identityId', 'serviceAccountRef.name'], login: kubernetes }],
  ['awsIamAuth', { required: ['identityId'], login: byIdentity('InfisicalAuth.awsIam') }],
  ['azureAuth', { required: ['identityId'], login: azure }],
  ['gcpIdTokenAuth', { required: ['identityId'], login: byIdentity('InfisicalAuth.gcpIdToken') }],
  [
    'gcpIamAuth',
    {
      required: ['identityId', 'serviceAccountKeyFilePath'],
      login: ({ identityId, serviceAccountKeyFilePath }) =>
        call(library('InfisicalAuth.gcpIam'), {
          identityId: literal(identityId),
          serviceAccountKeyFilePath: literal(serviceAccountKeyFilePath),
        }),
    },
  ],
  [
    'ldapAuth',
    {
      required: ['identityId', 'credentialsRef.secretName'],
      login: ({ identityId, credentialsRef }, own) =>
        call(library('InfisicalAuth.ldap'), {
          identityId: literal(identityId),
          credentials: reference(credentialsRef, own),
        }),
    },
  ],
  [
    'serviceToken',
    {
      required: ['serviceTokenSecretReference.secretName'],
      login: ({ serviceTokenSecretReference }, own) =>
        call(library('InfisicalAuth.serviceToken'), { token: reference(serviceTokenSecretReference, own) }),
    },
  ],
  [
    'serviceAccount',
    {
      required: ['serviceAccountSecretReference.secretName', 'projectId', 'environmentName'],
      login: ({ serviceAccountSecretReference }, own) =>
        call(library('InfisicalAuth.serviceAccount'), { credentials: reference(serviceAccountSecretReference, own) }),
    },
  ],
]);

interface Method {
  readonly required: readonly string[];
  readonly login: (block: Fields, own: string | undefined) => Code;
}

function kubernetes(block: Fields, own: string | undefined): Code {
  return call(
    library('InfisicalAuth.kubernetes'),
    props({
      identityId: literal(block.identityId),
      serviceAccount: reference(block.serviceAccountRef, own, ''),
      autoCreateToken: block.autoCreateServiceAccountToken === true ? undefined : false,
      audiences: nonEmpty(block.serviceAccountTokenAudiences),
    }),
  );
}

function azure({ identityId, resource, azureManagedIdentityClientId }: Fields): Code {
  return call(
    library('InfisicalAuth.azure'),
    props({
      identityId: literal(identityId),
      resource: literal(resource),
      managedIdentityClientId: literal(azureManagedIdentityClientId),
    }),
  );
}

function byIdentity(factory: string): Method['login'] {
  return ({ identityId }) => call(library(factory), { identityId: literal(identityId) });
}

function textAt(block: Fields, path: string): unknown {
  return path.split('.').reduce((place: unknown, name) => fields(place)[name], block);
}

/** A login with what stands beside it in its block. */
export interface InlineLogin {
  readonly method: string;
  readonly block: Fields;
  readonly auth: Code;
}

/** The one login of a v1alpha1 resource; undefined where there is none, or more than one. */
export function inlineLogin(authentication: unknown, own: string | undefined): InlineLogin | undefined {
  const given = Object.entries(fields(authentication)).filter(([method]) => METHODS.has(method));
  if (given.length !== 1) return undefined;
  const [[method, value]] = given;
  const block = fields(value);
  const known = METHODS.get(method);
  if (!known?.required.every((path) => typeof textAt(block, path) === 'string')) return undefined;
  return { method, block, auth: new Shared('auth', known.login(block, own)) };
}

const CLOUD_US = 'https://app.infisical.com';
const CLOUD_EU = 'https://eu.infisical.com';

/** Where Infisical runs; undefined for the cloud of the United States, which nobody needs to name. */
export function hostCode(url: unknown, ca: Code): Code {
  const base = text(url)
    ?.replace(/\/+$/, '')
    .replace(/\/api$/, '');
  if (base === undefined || base === '') return undefined;
  if (base === CLOUD_US && ca === undefined) return undefined;
  if (base === CLOUD_EU && ca === undefined) return call(library('InfisicalHost.cloudEu'));
  const options = ca === undefined ? [] : [{ ca }];
  return new Shared('host', call(library('InfisicalHost.selfHosted'), base, ...options));
}

/** Where a v1alpha1 resource says that Infisical runs. */
export function inlineHost(spec: Fields, own: string | undefined): Code {
  const ca = fields(fields(spec.tls).caRef);
  const key = text(ca.key);
  const certificate = key === undefined ? undefined : { ...(reference(ca, own) as object), key };
  return hostCode(spec.hostAPI, certificate);
}

export function nonEmpty(list: unknown): Code {
  return Array.isArray(list) && list.length > 0 ? literal(list) : undefined;
}
