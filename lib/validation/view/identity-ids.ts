import { fields, text } from '../manifest';
import type { Subject } from '../subject';
import type { AppView } from './app-view';
import { type Login, loginsOf } from './authentication';
import { contentOf, keyReferencesOf, secretsByAddress } from './credentials';

/** The id of a machine identity. */
export interface IdentityId {
  readonly subject: Subject;
  readonly id: string;
  /** For messages; a value from a Secret is not quoted, as it may be something else by mistake. */
  readonly what: string;
}

/** The ids that a resource has inline, and those in Secrets of the app that it refers to. */
export function identityIdsOf(app: AppView): IdentityId[] {
  const inline = app.infisical.flatMap(loginsOf).flatMap(({ subject, v1beta1, block }) => {
    const id = v1beta1 ? undefined : text(block.identityId);
    return id ? [{ subject, id, what: `the identityId "${id}"` }] : [];
  });
  const secrets = secretsByAddress(app);
  const referred = keyReferencesOf(app).flatMap(({ subject, field, name, namespace, key }) => {
    const secret = field === 'identityIdRef' ? secrets.get(`${namespace}/${name}`) : undefined;
    const id = secret && text(contentOf(secret)?.get(key));
    return id
      ? [{ subject, id, what: `the identity id in the key "${key}" of the Secret "${namespace}/${name}"` }]
      : [];
  });
  return [...inline, ...referred];
}

/** Whether the id of a login stands in a Secret of the app that leaves it empty. */
export function isIdentityEmpty(app: AppView, { v1beta1, block }: Login): boolean {
  if (!v1beta1) return false;
  const { name, namespace, key } = fields(block.identityIdRef);
  const secret = secretsByAddress(app).get(`${namespace}/${name}`);
  return secret !== undefined && contentOf(secret)?.get(text(key) ?? '') === '';
}
