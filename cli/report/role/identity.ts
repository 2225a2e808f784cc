import { text } from '../../../lib/json/json';
import { type AppModel, operatorResourceOf } from '../../../lib/model/app-model';
import type { Login } from '../../../lib/model/auth/auth-method';
import { contentOf, keyReferencesOf, secretsByAddress } from '../../../lib/model/credentials';
import { objectOf } from '../../../lib/model/read-object';
import { keyReference, objectReference } from '../../../lib/model/references-in';
import { referred } from '../../../lib/model/referred';
import type { Resource } from '../../../lib/model/resource';
import { printable } from '../../terminal/printable';

/** Who the operator logs in as, as far as the manifests say. */
export interface Identity {
  /** For people: `the identity 6f1c…`, or where its credentials are. */
  readonly name: string;
  /** For the slug of a role. */
  readonly slug: string;
}

/** The identity of a resource; undefined where it has none that could have a role. */
export function identityOf(resource: Resource, app: AppModel, cluster: string): Identity | undefined {
  const [login] = operatorResourceOf(resource).flatMap(
    (owner) => (referred(app, 'InfisicalAuth', owner.logsInWith) ?? owner).logins,
  );
  if (login?.method.legacy !== undefined) return undefined;
  if (login === undefined) return { name: `what the operator logs in as in ${cluster}`, slug: cluster };
  const id = login.block.text('identityId').value ?? idInSecret(login, app);
  if (id) return { name: `the machine identity ${printable(id)}`, slug: printable(id).slice(0, 8) };
  const secret = credentialsOf(login);
  const slug = `${cluster.split('/').at(-1)}-${secret}`;
  return { name: `the machine identity of the Secret ${printable(secret)} in ${cluster}`, slug };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The id in a Secret of the app that is written in the open: it is no secret. But something else may stand there by
 * mistake: what has another form, or what somebody logs in with, is told only where a resource has it in the open too.
 */
function idInSecret({ block }: Login, app: AppModel): string | undefined {
  const reference = keyReference(block.at('identityIdRef'));
  const [name, namespace, key] = [reference.name.value, reference.namespace.value, reference.key.value ?? ''];
  const secret = secretsByAddress(app).get(`${namespace}/${name}`);
  const id = secret && text(contentOf(secret)?.get(key));
  const logins = app.operator.flatMap((owner) => owner.logins);
  if (logins.some((login) => login.block.text('identityId').value === id)) return id;
  const isCredential = keyReferencesOf(app).some(
    (one) => one.sensitive && one.name === name && one.namespace === namespace && one.key === key,
  );
  const isOpen = secret && objectOf(secret).text('stringData', key).value === id;
  return id !== undefined && isOpen && !isCredential && UUID.test(id) ? id : undefined;
}

/** The Secret with the credentials, or with the id of the identity. */
function credentialsOf({ block, method }: Login): string {
  const references = [
    objectReference(block.at('credentialsRef'), 'secretName', 'secretNamespace'),
    ...['identityIdRef', 'clientIdRef', 'usernameRef'].map((name) => objectReference(block.at(name))),
  ];
  const reference = references.find(({ name }) => name.value !== undefined);
  return reference ? `${reference.namespace.value ?? ''}/${reference.name.value}` : method.v1alpha1;
}
