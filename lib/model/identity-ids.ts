import { fields, text } from '../json/json';
import type { AppModel } from './app-model';
import { type Login, loginsOf } from './authentication';
import { contentOf, keyReferencesOf, secretsByAddress } from './credentials';
import type { Resource } from './resource';

/** The id of a machine identity. */
export interface IdentityId {
  readonly resource: Resource;
  readonly id: string;
  /** For messages; a value from a Secret is not quoted, as it may be something else by mistake. */
  readonly what: string;
}

/** The ids that a resource has inline, and those in Secrets of the app that it refers to. */
export function identityIdsOf(app: AppModel): IdentityId[] {
  const inline = app.infisical.flatMap(loginsOf).flatMap(({ resource, v1beta1, block }) => {
    const id = v1beta1 ? undefined : text(block.identityId);
    return id ? [{ resource, id, what: `the identityId "${id}"` }] : [];
  });
  const secrets = secretsByAddress(app);
  const referred = keyReferencesOf(app).flatMap(({ resource, field, name, namespace, key }) => {
    const secret = field === 'identityIdRef' ? secrets.get(`${namespace}/${name}`) : undefined;
    const id = secret && text(contentOf(secret)?.get(key));
    return id
      ? [{ resource, id, what: `the identity id in the key "${key}" of the Secret "${namespace}/${name}"` }]
      : [];
  });
  return [...inline, ...referred];
}

/** Whether the id of a login stands in a Secret of the app that leaves it empty. */
export function isIdentityEmpty(app: AppModel, { v1beta1, block }: Login): boolean {
  if (!v1beta1) return false;
  const { name, namespace, key } = fields(block.identityIdRef);
  const secret = secretsByAddress(app).get(`${namespace}/${name}`);
  return secret !== undefined && contentOf(secret)?.get(text(key) ?? '') === '';
}
