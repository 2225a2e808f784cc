import { qualifiedName } from '../../lib/model/address';
import type { AppModel } from '../../lib/model/app-model';
import { type Login, secretKeysOf } from '../../lib/model/auth/auth-method';
import { keyReferencesOf } from '../../lib/model/credentials';
import { referredIdentity } from '../../lib/model/identity-ids';
import type { OperatorResource } from '../../lib/model/operator-resource';
import { objectReference } from '../../lib/model/reference-field';
import { objectOf } from '../../lib/model/resource';
import { resourceReferredTo } from '../../lib/model/resource-referred-to';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
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
  const secret = secretOf(login);
  // With and without an id it is known by the same: the id comes later.
  const principal = account ?? secret ?? login.method.name;
  if (id && !isPlaceholder(id)) {
    const name = `the machine identity ${printable(id)}`;
    return { name, slug: printable(id).slice(0, 8), id, principal, login };
  }
  const last = folder.split('/').at(-1);
  if (id && account !== undefined) {
    const name = `the machine identity of the service account ${printable(account)} in ${cluster}`;
    return { name, slug: `${last}-${account}`, principal, login };
  }
  const what = secret === undefined ? login.method.v1alpha1 : `the Secret ${printable(secret)}`;
  const name = `the machine identity of ${what} in ${cluster}`;
  return { name, slug: `${last}-${secret ?? login.method.name}`, principal, login };
}

/** What stands where the id comes later: the identity is not made yet. */
function isPlaceholder(id: string): boolean {
  return /^0{8}-0{4}-[0-8]0{3}-[089a]0{3}-0{12}$/i.test(id);
}

/** With whose token it logs in to Infisical; undefined where it does so otherwise. */
function serviceAccountOf({ block }: Login): string | undefined {
  const { name, namespace } = objectReference(block.at('serviceAccountRef'));
  return name.value === undefined ? undefined : nameIn(namespace.value, name.value);
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

/** The Secret with the credentials, or with the id of the identity; undefined where it logs in without one. */
function secretOf(login: Login): string | undefined {
  const [reference] = secretKeysOf(login).filter(({ name }) => name.value !== undefined);
  return reference?.name.value === undefined ? undefined : nameIn(reference.namespace.value, reference.name.value);
}

/** As names become known elsewhere: somebody may have pasted a credential in place of one. */
function nameIn(namespace: string | undefined, name: string): string {
  return withoutCredentialsIn(qualifiedName({ name, namespace }));
}
