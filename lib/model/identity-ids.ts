import { qualifiedName } from './address';
import { type AppModel, perApp } from './app-model';
import type { Login } from './auth/auth-method';
import { contentOf, secretsByAddress } from './credentials';
import type { Field } from './field';
import { keyReference } from './reference-field';
import type { Resource } from './resource';

interface IdentityId {
  readonly resource: Resource;
  /** Where it stands, or the reference to it. */
  readonly field: Field;
  readonly id: string;
  /** For messages; a value from a Secret is not quoted, as it may be something else by mistake. */
  readonly what: string;
}

/** The ids that a resource has inline, and those in Secrets of the app that it refers to. */
export const identityIdsOf = perApp((app): readonly IdentityId[] => {
  const logins = app.operator.flatMap((owner) => owner.logins);
  return [...logins.flatMap(inlineId), ...logins.flatMap((login) => referredId(app, login))];
});

/** Whether the id of a login stands in a Secret of the app that leaves it empty. */
export function isIdentityEmpty(app: AppModel, login: Login): boolean {
  return login.generation === 'v1beta1' && referredIdentity(app, login).id === '';
}

function inlineId({ resource, generation, block }: Login): IdentityId[] {
  const field = block.text('identityId');
  const id = field.value;
  return id && generation === 'v1alpha1' ? [{ resource, field, id, what: `the identityId "${id}"` }] : [];
}

function referredId(app: AppModel, login: Login): IdentityId[] {
  if (login.generation !== 'v1beta1') return [];
  const { field, address, key, id } = referredIdentity(app, login);
  if (typeof id !== 'string' || id === '') return [];
  const what = `the identity id in the key "${key}" of the Secret "${address}"`;
  return [{ resource: login.resource, field, id, what }];
}

/** The key of a Secret that a login refers to for its id, with the Secret and the value where the app has them. */
export function referredIdentity(app: AppModel, { block }: Login) {
  const { field, name, namespace, key } = keyReference(block.at('identityIdRef'));
  const address = qualifiedName({ name: name.value, namespace: namespace.value });
  const secret = secretsByAddress(app).get(address);
  return { field, address, key: key.value, secret, id: secret && contentOf(secret)?.get(key.value ?? '')?.value };
}
