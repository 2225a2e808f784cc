import { grouped } from '../../../collections/grouped';
import { quotedText } from '../../../text/key-name';
import { type AppModel, perApp } from '../../app-model';
import type { Delivery, DeliveryNeed, Unfollowed } from '../delivery';
import { misspeltFieldsIn } from './known-fields';
import { partsOfTarget } from './misspelt-fields';
import { externalSecretRequests, externalSecretsObjects, type Request } from './objects';
import { type ProvidedKeys, providedKeysOf } from './provided-keys';
import { pushSecretsIn } from './push-secrets';
import { type Target, targetOf, writtenObjectOf } from './target';

/** An ExternalSecret in one namespace, with what it fetches and writes. */
export interface ExternalSecret extends Request {
  readonly provided: ProvidedKeys;
  readonly target: Target;
}

export const externalSecretsOf = perApp((app): ExternalSecret[] =>
  externalSecretRequests(app).map((request) => {
    const provided = providedKeysOf(app, request);
    return { ...request, provided, target: targetOf(app, request, provided) };
  }),
);

/** Those that ask a store of Infisical for anything. */
export function externalSecretsAtInfisical(app: AppModel): ExternalSecret[] {
  return externalSecretsOf(app).filter(({ provided }) => provided.asksInfisical);
}

/** What External Secrets Operator brings into the cluster, and out of it. */
export function externalSecretsIn(app: AppModel): Delivery[] {
  const byResource = grouped(externalSecretsOf(app), ({ resource }) => resource);
  const read = [...byResource].map(
    ([resource, all]): Delivery => ({
      resource,
      written: all.flatMap((one) => writtenObjectOf(one, one.target)),
      files: [],
      needs: withoutRepetitions(all.flatMap(({ provided, target }) => [...provided.needs, ...target.needs])),
      unknown: withoutRepetitions([
        ...all.flatMap(({ provided, target }) => [...provided.unknown, ...target.unknown]),
        ...misspeltIn(all),
      ]),
    }),
  );
  return [...read, ...pushSecretsIn(app), ...unreadIn(app)];
}

/** What is said of one place for several namespaces is said once, but for what differs. */
function withoutRepetitions<T extends DeliveryNeed | Unfollowed>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify({ ...one, resource: undefined }), one])).values()];
}

/** Fields beside those that are read, in the place of which somebody may have meant one of these. */
function misspeltIn([first]: readonly ExternalSecret[]): Unfollowed[] {
  if (first === undefined) return [];
  const { resource, spec } = first;
  const found = partsOfTarget(spec).flatMap(([part, field]) => misspeltFieldsIn(part, field));
  return found.map(({ at, problem }) => ({ resource, at: at.path, message: problem }));
}

/** Objects of a version of which nothing here knows what it means. */
function unreadIn(app: AppModel): Delivery[] {
  return externalSecretsObjects(app).flatMap(({ resource, kind, version, isUnread }): Delivery[] => {
    if (!isUnread && resource.failure === undefined) return [];
    const message = isUnread
      ? `${kind} of the version ${quotedText(version)} is not read: write external-secrets.io/v1`
      : `${kind} could not be rendered`;
    return [{ resource, written: [], files: [], needs: [], unknown: [{ resource, at: ['apiVersion'], message }] }];
  });
}
