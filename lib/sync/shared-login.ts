import { ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { declareOwner } from '../evaluation/declarations';
import { configureRules, connectionToldAt } from '../evaluation/settings';
import { addressOf } from '../model/address';
import { type AuthDeclaration, identityIdOf, principalOf } from '../model/auth/auth-method';
import type { HostDeclaration } from '../model/declarations';
import { CLOUD_EU, CLOUD_US, canonicalHost } from '../model/host';
import type { Kind } from '../model/kinds';
import { renderAuth, renderConnection } from '../model/v1beta1';
import { withoutCredentials } from '../text/credential-text';
import { chartOf } from './chart-of';

/** The names of the objects by which a v1beta1 sync logs in, where the user wants others than those made up here. */
export interface LoginNames {
  readonly connectionName?: string;
  readonly authName?: string;
}

/** How a v1beta1 sync logs in. */
export interface Login extends LoginNames {
  readonly host: HostDeclaration;
  readonly auth: AuthDeclaration;
  readonly namespace: string | undefined;
}

/** The objects of a login, and what stands in the way of having them. */
export interface SharedLogin {
  /** Absent where the operator has it. */
  readonly connection?: ApiObject;
  readonly infisicalAuth: ApiObject;
  /** The Secret with the id of the identity, where the method needs one. */
  readonly identity?: ApiObject;
  readonly conflicts: readonly PropsProblem[];
}

/**
 * The InfisicalAuth and InfisicalConnection of a login, made in the chart of the first sync of the namespace that
 * needs them and shared by all others in the app.
 */
export function sharedLogin(scope: Construct, login: Login): SharedLogin {
  const { host, auth, namespace } = login;
  const connection = login.connectionName ?? connectionName(host);
  // Where who logs in is missing (A5), the rest is a name all the same.
  const parts = [connection, auth.method.name, objectName(principalOf(auth))].filter((part) => part !== '');
  const name = login.authName ?? parts.join('-');
  const identityId = identityIdOf(auth);
  const identity = identityId === undefined ? '' : `${name}-identity`;
  const conflicts = host.isOfOperator ? ofOperatorProblems(scope, login) : [];
  const connectionObject = host.isOfOperator
    ? undefined
    : share(scope, conflicts, { ...renderConnection(host, namespace), metadata: { name: connection, namespace } });
  const infisicalAuth = share(scope, conflicts, {
    ...renderAuth(auth, host.isOfOperator ? undefined : { name: connection, namespace }, {
      name: identity,
      namespace,
      key: 'identityId',
    }),
    metadata: { name, namespace },
  });
  const metadata = { name: identity, namespace };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { identityId } } as ApiObjectProps;
  const identityObject = identityId === undefined ? undefined : share(scope, conflicts, secret);
  return { connection: connectionObject, infisicalAuth, identity: identityObject, conflicts };
}

/** Tells the rules where the connection of the operator leads, and what does not fit to that. */
function ofOperatorProblems(scope: Construct, { host, connectionName: name }: Login): PropsProblem[] {
  const told = connectionToldAt(scope.node.root) ?? host.url;
  configureRules(scope.node.root, { defaultConnection: told });
  const problems: PropsProblem[] = [];
  if (name !== undefined) {
    problems.push({
      rule: 'A15',
      message: `connectionName "${name}" has no effect, as the operator has the connection: leave it out`,
    });
  }
  if (canonicalHost(told) !== canonicalHost(host.url)) {
    const message = `the connection of the operator leads to "${withoutCredentials(host.url)}" here, and to "${withoutCredentials(told)}" by what is told of the operator: write the one that it has`;
    problems.push({ rule: 'X15', message });
  }
  return problems;
}

interface Made {
  readonly object: ApiObject;
  readonly content: string;
}

const MADE = new WeakMap<IConstruct, Map<string, Made>>();

function madeObjects({ node: { root } }: Construct): Map<string, Made> {
  const objects = MADE.get(root) ?? new Map<string, Made>();
  MADE.set(root, objects);
  return objects;
}

/** Makes the object, unless it is there; tells if one of the same name with another content is. */
function share(scope: Construct, conflicts: PropsProblem[], props: ApiObjectProps): ApiObject {
  const { name = '', namespace } = props.metadata ?? {};
  const address = addressOf(props.kind as Kind, { name, namespace });
  const content = JSON.stringify(props);
  const existing = madeObjects(scope).get(address);
  if (existing === undefined) {
    const id = `${props.kind}-${namespace ?? ''}-${name}`;
    const object = new ApiObject(chartOf(scope), id, props);
    declareOwner(object, scope);
    madeObjects(scope).set(address, { content, object });
    return object;
  }
  if (existing.content !== content) {
    const prop = props.kind === 'InfisicalConnection' ? 'connectionName' : 'authName';
    const message = `${props.kind} "${name}" is already made with other contents by [${existing.object.node.path}]: give one of both another name with ${prop}`;
    conflicts.push({ rule: 'X15', message });
  }
  return existing.object;
}

function connectionName({ url, ca, isOfOperator }: HostDeclaration): string {
  if (isOfOperator) return 'default';
  const cloud = [CLOUD_US, CLOUD_EU].indexOf(url);
  const host = cloud >= 0 ? ['us', 'eu'][cloud] : objectName(url.replace(/^[a-z]+:\/\//i, ''));
  return ['infisical', host, ...(ca ? [ca.name] : [])].join('-');
}

function objectName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
}
