import { type Fields, fields, text } from '../../../lib/validation/manifest';
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

/** The login that a v1alpha1 block of each method stands for. */
const METHODS: { readonly [block: string]: (block: Fields, own: string | undefined) => Code } = {
  universalAuth: ({ credentialsRef }, own) =>
    call(library('InfisicalAuth.universal'), { credentials: reference(credentialsRef, own) }),
  kubernetesAuth: (block, own) =>
    call(
      library('InfisicalAuth.kubernetes'),
      props({
        identityId: literal(block.identityId),
        serviceAccount: reference(block.serviceAccountRef, own, ''),
        autoCreateToken: block.autoCreateServiceAccountToken === true ? undefined : false,
        audiences: nonEmpty(block.serviceAccountTokenAudiences),
      }),
    ),
  awsIamAuth: ({ identityId }) => call(library('InfisicalAuth.awsIam'), { identityId: literal(identityId) }),
  azureAuth: ({ identityId, resource, azureManagedIdentityClientId }) =>
    call(
      library('InfisicalAuth.azure'),
      props({
        identityId: literal(identityId),
        resource: literal(resource),
        managedIdentityClientId: literal(azureManagedIdentityClientId),
      }),
    ),
  gcpIdTokenAuth: ({ identityId }) => call(library('InfisicalAuth.gcpIdToken'), { identityId: literal(identityId) }),
  gcpIamAuth: ({ identityId, serviceAccountKeyFilePath }) =>
    call(library('InfisicalAuth.gcpIam'), {
      identityId: literal(identityId),
      serviceAccountKeyFilePath: literal(serviceAccountKeyFilePath),
    }),
  ldapAuth: ({ identityId, credentialsRef }, own) =>
    call(library('InfisicalAuth.ldap'), {
      identityId: literal(identityId),
      credentials: reference(credentialsRef, own),
    }),
  serviceToken: ({ serviceTokenSecretReference }, own) =>
    call(library('InfisicalAuth.serviceToken'), { token: reference(serviceTokenSecretReference, own) }),
  serviceAccount: ({ serviceAccountSecretReference }, own) =>
    call(library('InfisicalAuth.serviceAccount'), { credentials: reference(serviceAccountSecretReference, own) }),
};

/** What a block must have to be a login at all. */
const REQUIRED: { readonly [block: string]: readonly string[] } = {
  universalAuth: ['credentialsRef.secretName'],
  kubernetesAuth: ['identityId', 'serviceAccountRef.name'],
  awsIamAuth: ['identityId'],
  azureAuth: ['identityId'],
  gcpIdTokenAuth: ['identityId'],
  gcpIamAuth: ['identityId', 'serviceAccountKeyFilePath'],
  ldapAuth: ['identityId', 'credentialsRef.secretName'],
  serviceToken: ['serviceTokenSecretReference.secretName'],
  serviceAccount: ['serviceAccountSecretReference.secretName', 'projectId', 'environmentName'],
};

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
  const given = Object.entries(fields(authentication)).filter(([method]) => method in METHODS);
  if (given.length !== 1) return undefined;
  const [[method, value]] = given;
  const block = fields(value);
  if (!REQUIRED[method].every((path) => typeof textAt(block, path) === 'string')) return undefined;
  return { method, block, auth: new Shared('auth', METHODS[method](block, own)) };
}

const CLOUDS: { readonly [url: string]: string } = {
  'https://app.infisical.com': 'cloudUs',
  'https://eu.infisical.com': 'cloudEu',
};

/** Where Infisical runs; undefined for the cloud of the United States, which nobody needs to name. */
export function hostCode(url: unknown, ca: Code): Code {
  const base = text(url)
    ?.replace(/\/+$/, '')
    .replace(/\/api$/, '');
  if (base === undefined || base === '') return undefined;
  const cloud = ca === undefined ? CLOUDS[base] : undefined;
  if (cloud === 'cloudUs') return undefined;
  if (cloud !== undefined) return call(library(`InfisicalHost.${cloud}`));
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
