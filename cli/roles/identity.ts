import { qualifiedName } from '../../lib/model/address';
import type { AppModel } from '../../lib/model/app-model';
import { type Login, secretKeysOf } from '../../lib/model/auth/auth-method';
import { keyReferencesOf } from '../../lib/model/credentials';
import { referredIdentity } from '../../lib/model/identity-ids';
import type { OperatorResource } from '../../lib/model/operator-resource';
import { objectReference } from '../../lib/model/reference-field';
import { objectOf } from '../../lib/model/resource';
import { resourceReferredTo } from '../../lib/model/resource-referred-to';
import { isUuid } from '../../lib/text/uuid';
import { printable } from '../terminal/printable';

/** Who the operator logs in as, as far as the manifests say. */
export interface Identity {
  /** For people: `the identity 6f1c…`, or where its credentials are. */
  readonly name: string;
  /** For the slug of a role. */
  readonly slug: string;
  /** Its id, where the manifests have it in the open. */
  readonly id?: string;
  /** What it is known by in the cluster, wherever that is: a service account, a Secret, or how it logs in. */
  readonly principal?: string;
  /** How it logs in; absent where the manifests do not have that. */
  readonly login?: Login;
}

/** The identity of a resource; undefined where it has none that could have a role. */
export function identityOf(owner: OperatorResource, app: AppModel, folder: string): Identity | undefined {
  const cluster = folder === '.' ? 'this folder' : folder;
  const [login] = (resourceReferredTo(app, 'InfisicalAuth', owner.logsInWith) ?? owner).logins;
  if (login?.method.legacy !== undefined) return undefined;
  if (login === undefined) return { name: `what the operator logs in as in ${cluster}`, slug: folder };
  const id = login.block.text('identityId').value ?? idInSecret(login, app);
  const account = serviceAccountOf(login);
  if (id && !isPlaceholder(id)) {
    const name = `the machine identity ${printable(id)}`;
    return { name, slug: printable(id).slice(0, 8), id, principal: account ?? login.method.name, login };
  }
  const last = folder.split('/').at(-1);
  if (id && account !== undefined) {
    const name = `the machine identity of the service account ${printable(account)} in ${cluster}`;
    return { name, slug: `${last}-${account}`, principal: account, login };
  }
  const secret = credentialsOf(login);
  const name = `the machine identity of the Secret ${printable(secret)} in ${cluster}`;
  return { name, slug: `${last}-${secret}`, principal: account ?? secret, login };
}

/** What stands where the id comes later: the identity is not made yet. */
function isPlaceholder(id: string): boolean {
  return /^0{8}-0{4}-[0-8]0{3}-[089a]0{3}-0{12}$/i.test(id);
}

/** With whose token it logs in to Infisical; undefined where it does so otherwise. */
function serviceAccountOf({ block }: Login): string | undefined {
  const { name, namespace } = objectReference(block.at('serviceAccountRef'));
  return name.value === undefined ? undefined : qualifiedName({ name: name.value, namespace: namespace.value });
}

/**
 * The id in a Secret of the app that is written in the open: it is no secret. But something else may stand there by
 * mistake: what has another form, or what somebody logs in with, is told only where a resource has it in the open too.
 */
function idInSecret(login: Login, app: AppModel): string | undefined {
  const { address, key = '', secret, id } = referredIdentity(app, login);
  if (secret === undefined || typeof id !== 'string') return undefined;
  const logins = app.operator.flatMap((owner) => owner.logins);
  if (logins.some(({ block }) => block.text('identityId').value === id)) return id;
  const isCredential = keyReferencesOf(app).some(
    (one) => one.sensitive && qualifiedName(one) === address && one.key === key,
  );
  const isOpen = objectOf(secret).text('stringData', key).value === id;
  return isOpen && !isCredential && isUuid(id) ? id : undefined;
}

/** The Secret with the credentials, or with the id of the identity. */
function credentialsOf(login: Login): string {
  const reference = secretKeysOf(login).find(({ name }) => name.value !== undefined);
  if (reference === undefined) return login.method.v1alpha1;
  return qualifiedName({ name: reference.name.value, namespace: reference.namespace.value });
}
