import { ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import {
  InfisicalAuth as AuthResource,
  type InfisicalAuthSpec,
  type InfisicalAuthSpecMethod,
  InfisicalConnection,
} from '../../imports/secrets.infisical.com';
import type { PropsProblem } from '../evaluation/app-validation';
import { declareOwner } from '../evaluation/declarations';
import { type _AuthConfiguration, type InfisicalAuth, InfisicalAuthMethod, InfisicalHost } from '../infisical';
import { qualified } from './authentication';
import { chartOf } from './chart-of';

/** The names of the objects by which a v1beta1 sync logs in, where the user wants others than those made up here. */
export interface LoginNames {
  readonly connectionName?: string;
  readonly authName?: string;
}

/** How a v1beta1 sync logs in. */
export interface Login extends LoginNames {
  readonly host: InfisicalHost;
  readonly auth: InfisicalAuth;
  readonly namespace: string | undefined;
}

/** The objects of a login, and what stands in the way of having them. */
export interface SharedLogin {
  readonly connection: ApiObject;
  readonly infisicalAuth: ApiObject;
  /** Absent where the method needs no identity id. */
  readonly identity?: ApiObject;
  readonly conflicts: readonly PropsProblem[];
}

/**
 * The InfisicalAuth and InfisicalConnection of a login, made in the chart of the first sync of the namespace that
 * needs them and shared by all others in the app.
 */
export function sharedLogin(scope: Construct, login: Login): SharedLogin {
  const { host, namespace } = login;
  const config = login.auth._configuration;
  const connection = login.connectionName ?? connectionName(host);
  const name = login.authName ?? [connection, config.method, principal(config)].join('-');
  const identity = 'identityId' in config && config.identityId ? `${name}-identity` : undefined;
  const conflicts: PropsProblem[] = [];
  return {
    connection: share(scope, conflicts, {
      ...InfisicalConnection.manifest({ spec: connectionSpec(login) }),
      metadata: { name: connection, namespace },
    }),
    infisicalAuth: share(scope, conflicts, {
      ...AuthResource.manifest({ spec: authSpec(config, connection, identity, namespace) }),
      metadata: { name, namespace },
    }),
    identity:
      identity === undefined
        ? undefined
        : share(scope, conflicts, {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: identity, namespace },
            stringData: { identityId: 'identityId' in config ? config.identityId : undefined },
          } as ApiObjectProps),
    conflicts,
  };
}

interface Made {
  readonly object: ApiObject;
  readonly content: string;
}

const MADE = new WeakMap<IConstruct, Map<string, Made>>();

function made({ node: { root } }: Construct): Map<string, Made> {
  const objects = MADE.get(root) ?? new Map<string, Made>();
  MADE.set(root, objects);
  return objects;
}

/** Makes the object, unless it is there; tells if one of the same name with another content is. */
function share(scope: Construct, conflicts: PropsProblem[], props: ApiObjectProps): ApiObject {
  const { name = '', namespace } = props.metadata ?? {};
  const address = addressOf(props.kind, name, namespace);
  const content = JSON.stringify(props);
  const existing = made(scope).get(address);
  if (existing === undefined) {
    const id = `${props.kind}-${namespace ?? ''}-${name}`;
    const object = new ApiObject(chartOf(scope), id, props);
    declareOwner(object, scope);
    made(scope).set(address, { content, object });
    return object;
  }
  if (existing.content !== content) {
    const prop = props.kind === 'InfisicalConnection' ? 'connectionName' : 'authName';
    const message = `${props.kind} "${name}" is already made with other contents by [${existing.object.node.path}]: give one of both another name with ${prop}`;
    conflicts.push({ rule: 'X15', message });
  }
  return existing.object;
}

function addressOf(kind: string, name: string, namespace: string | undefined): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

function connectionName({ url, ca }: InfisicalHost): string {
  const cloud = [InfisicalHost.cloudUs(), InfisicalHost.cloudEu()].findIndex((host) => host.url === url);
  const host = cloud >= 0 ? ['us', 'eu'][cloud] : objectName(url.replace(/^[a-z]+:\/\//i, ''));
  return ['infisical', host, ...(ca ? [ca.name] : [])].join('-');
}

function objectName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
}

function principal(config: _AuthConfiguration): string {
  switch (config.method) {
    case InfisicalAuthMethod.UNIVERSAL:
    case InfisicalAuthMethod.LDAP:
      return objectName(config.credentials?.name ?? '');
    case InfisicalAuthMethod.KUBERNETES:
      return objectName(config.serviceAccount?.name ?? '');
    default:
      return objectName('identityId' in config ? String(config.identityId) : '');
  }
}

function connectionSpec({ host, namespace }: Login) {
  const ca = host.ca && { ...qualified(host.ca, namespace), key: host.ca.key };
  return { address: host.url, tls: ca && { caCertificate: ca } };
}

function authSpec(
  config: _AuthConfiguration,
  connection: string,
  identity: string | undefined,
  namespace: string | undefined,
): InfisicalAuthSpec {
  return {
    infisicalConnectionRef: { name: connection, namespace: namespace as string },
    method: config.method as string as InfisicalAuthSpecMethod,
    ...methodBlock(config, { name: identity ?? '', namespace: namespace as string, key: 'identityId' }, namespace),
  };
}

function methodBlock(
  config: _AuthConfiguration,
  identityIdRef: { readonly name: string; readonly namespace: string; readonly key: string },
  namespace: string | undefined,
): Partial<InfisicalAuthSpec> {
  switch (config.method) {
    case InfisicalAuthMethod.UNIVERSAL: {
      const credentials = qualified(config.credentials, namespace);
      return {
        universal: {
          clientIdRef: { ...credentials, key: 'clientId' },
          clientSecretRef: { ...credentials, key: 'clientSecret' },
        },
      };
    }
    case InfisicalAuthMethod.KUBERNETES: {
      const serviceAccountRef = qualified(config.serviceAccount, namespace);
      return { kubernetes: { identityIdRef, serviceAccountRef, serviceAccountTokenAudiences: config.audiences } };
    }
    case InfisicalAuthMethod.AWS_IAM:
      return { awsIam: { identityIdRef } };
    case InfisicalAuthMethod.AZURE:
      return { azure: { identityIdRef, resource: config.resource } };
    case InfisicalAuthMethod.GCP_ID_TOKEN:
      return { gcpIdToken: { identityIdRef } };
    case InfisicalAuthMethod.GCP_IAM:
      return { gcpIam: { identityIdRef, serviceAccountKeyFilePath: config.serviceAccountKeyFilePath } };
    case InfisicalAuthMethod.LDAP: {
      const credentials = qualified(config.credentials, namespace);
      return {
        ldap: {
          identityIdRef,
          usernameRef: { ...credentials, key: 'username' },
          passwordRef: { ...credentials, key: 'password' },
        },
      };
    }
    default:
      return {};
  }
}
