import type {
  InfisicalDynamicSecretSpecAuthentication,
  InfisicalSecretSpecAuthentication,
  InfisicalSecretSpecAuthenticationUniversalAuthSecretsScope as Scope,
} from '../../imports/secrets.infisical.com';
import {
  type _AuthConfiguration,
  type InfisicalAuth,
  InfisicalAuthMethod,
  type InfisicalHost,
  type InfisicalSource,
  type ObjectReference,
} from '../infisical';
import type { Complete } from './own-props';

/** A reference with its namespace written out: the operator never fills one in. */
export function qualified(
  reference: ObjectReference | undefined,
  namespace: string | undefined,
): { name: string; namespace: string } {
  return { name: reference?.name ?? '', namespace: (reference?.namespace ?? namespace) as string };
}

/** A reference to a Secret in the words of v1alpha1, with its namespace written out. */
export function secretReference(reference: ObjectReference | undefined, ownNamespace: string | undefined) {
  const { name, namespace } = qualified(reference, ownNamespace);
  return { secretName: name, secretNamespace: namespace };
}

/** The URL as v1alpha1 wants it. */
export function hostApi(host: InfisicalHost): string {
  return `${host.url.replace(/\/api(\/.*)?$/, '')}/api`;
}

/** Where v1alpha1 finds the certificate of a private certificate authority. */
export function tls({ ca }: InfisicalHost, namespace: string | undefined) {
  return ca && { caRef: { ...secretReference(ca, namespace), key: ca.key } };
}

/** The authentication block of the v1alpha1 resources that log in by themselves. */
export function genericAuthentication(
  auth: InfisicalAuth | undefined,
  namespace: string | undefined,
): InfisicalDynamicSecretSpecAuthentication {
  const config = auth?._configuration;
  switch (config?.method) {
    case InfisicalAuthMethod.UNIVERSAL:
      return { universalAuth: { credentialsRef: secretReference(config.credentials, namespace) } };
    case InfisicalAuthMethod.KUBERNETES:
      return { kubernetesAuth: kubernetes(config, namespace) };
    case InfisicalAuthMethod.AWS_IAM:
      return { awsIamAuth: { identityId: config.identityId } };
    case InfisicalAuthMethod.AZURE:
      return { azureAuth: { identityId: config.identityId, resource: config.resource } };
    case InfisicalAuthMethod.GCP_ID_TOKEN:
      return { gcpIdTokenAuth: { identityId: config.identityId } };
    case InfisicalAuthMethod.GCP_IAM: {
      const { identityId, serviceAccountKeyFilePath } = config;
      return { gcpIamAuth: { identityId, serviceAccountKeyFilePath } };
    }
    case InfisicalAuthMethod.LDAP:
      return {
        ldapAuth: { identityId: config.identityId, credentialsRef: secretReference(config.credentials, namespace) },
      };
    default:
      return {};
  }
}

/** The authentication block of an InfisicalSecret, whose every method carries the source too. */
export function infisicalSecretAuthentication(
  auth: InfisicalAuth | undefined,
  source: Complete<InfisicalSource>,
  namespace: string | undefined,
): InfisicalSecretSpecAuthentication {
  const config = auth?._configuration;
  const secretsScope = scope(source);
  switch (config?.method) {
    case InfisicalAuthMethod.AZURE: {
      const { identityId, resource, managedIdentityClientId: azureManagedIdentityClientId } = config;
      return { azureAuth: { secretsScope, identityId, resource, azureManagedIdentityClientId } };
    }
    case InfisicalAuthMethod.SERVICE_TOKEN: {
      const { envSlug, secretsPath, recursive } = secretsScope;
      const serviceTokenSecretReference = secretReference(config.token, namespace);
      return { serviceToken: { secretsScope: { envSlug, secretsPath, recursive }, serviceTokenSecretReference } };
    }
    case InfisicalAuthMethod.SERVICE_ACCOUNT:
      return {
        serviceAccount: {
          environmentName: source.environment,
          projectId: source.projectId as string,
          serviceAccountSecretReference: secretReference(config.credentials, namespace),
        },
      };
    default: {
      const methods = Object.entries(genericAuthentication(auth, namespace));
      return Object.fromEntries(methods.map(([name, method]) => [name, { ...method, secretsScope }]));
    }
  }
}

type KubernetesConfiguration = _AuthConfiguration & { readonly method: InfisicalAuthMethod.KUBERNETES };

function kubernetes(config: KubernetesConfiguration, namespace: string | undefined) {
  return {
    identityId: config.identityId,
    serviceAccountRef: qualified(config.serviceAccount, namespace),
    autoCreateServiceAccountToken: config.autoCreateToken ?? true,
    serviceAccountTokenAudiences: config.audiences,
  };
}

function scope(source: Complete<InfisicalSource>): Scope {
  return {
    projectSlug: source.projectSlug,
    projectId: source.projectId,
    envSlug: source.environment,
    secretsPath: source.path ?? '/',
    recursive: source.recursive,
    secretName: source.secretName,
  };
}
