import { fields, ownField, text } from '../../../lib/json/json';
import type { AppModel } from '../../../lib/model/app-model';
import { LEGACY_METHODS, type Login, loginsOf } from '../../../lib/model/authentication';
import { contentOf, keyReferencesOf, secretsByAddress } from '../../../lib/model/credentials';
import type { Resource } from '../../../lib/model/resource';
import { isUuid } from '../../../lib/text/uuid';
import { referred } from '../../access/source';
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
  const auth = referred(app, 'InfisicalAuth', fields(resource.manifest.spec).infisicalAuthRef);
  const [login] = loginsOf(auth === undefined ? resource : { manifest: auth });
  const { serviceToken, serviceAccount } = LEGACY_METHODS;
  if (login?.method === serviceToken || login?.method === serviceAccount) return undefined;
  if (login === undefined) return { name: `what the operator logs in as in ${cluster}`, slug: cluster };
  const id = text(login.block.identityId) ?? idInSecret(login, app);
  if (id) return { name: `the machine identity ${printable(id)}`, slug: printable(id).slice(0, 8) };
  const secret = credentialsOf(login);
  const slug = `${cluster.split('/').at(-1)}-${secret}`;
  return { name: `the machine identity of the Secret ${printable(secret)} in ${cluster}`, slug };
}

/**
 * The id in a Secret of the app that is written in the open: it is no secret. But something else may stand there by
 * mistake: what has another form, or what somebody logs in with, is told only where a resource has it in the open too.
 */
function idInSecret({ block }: Login, app: AppModel): string | undefined {
  const reference = fields(block.identityIdRef);
  const [name, namespace, key] = [text(reference.name), text(reference.namespace), text(reference.key) ?? ''];
  const secret = secretsByAddress(app).get(`${namespace}/${name}`);
  const id = secret && text(contentOf(secret)?.get(key));
  if (app.infisical.flatMap(loginsOf).some(({ block }) => block.identityId === id)) return id;
  const isCredential = keyReferencesOf(app).some(
    (one) => one.sensitive && one.name === name && one.namespace === namespace && one.key === key,
  );
  const isOpen = ownField(fields(secret?.manifest.stringData), key) === id;
  return id !== undefined && isOpen && !isCredential && isUuid(id) ? id : undefined;
}

/** The Secret with the credentials, or with the id of the identity. */
function credentialsOf({ block, method }: Login): string {
  const references = [block.credentialsRef, block.identityIdRef, block.clientIdRef, block.usernameRef].map(fields);
  const reference = references.find((one) => text(one.secretName) ?? text(one.name));
  if (reference === undefined) return method;
  const namespace = text(reference.secretNamespace) ?? text(reference.namespace) ?? '';
  return `${namespace}/${text(reference.secretName) ?? text(reference.name)}`;
}
