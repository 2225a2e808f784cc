import type { AppModel } from '../../app-model';
import type { Field } from '../../field';
import type { Delivery, DeliveryNeed, Unfollowed } from '../delivery';
import { pushSecretRequests, type Request } from './objects';
import { remoteKeyIn } from './remote-key';
import { sourceReferredTo, storeReferenceAt } from './stores';

/** What PushSecrets write to Infisical: keys that are there because the cluster makes them. */
export function pushSecretsIn(app: AppModel): Delivery[] {
  return pushSecretRequests(app).flatMap((request): Delivery[] => {
    const { resource, spec } = request;
    const writes: DeliveryNeed[] = [];
    const unknown: Unfollowed[] = [];
    for (const store of spec.at('secretStoreRefs').items()) {
      const asked = storeAskedBy(app, request, store);
      if ('message' in asked) unknown.push({ resource, ...asked });
      else if ('source' in asked) {
        const written = writtenTo(request, store, asked.source, app.settings.externalSecretsVersion);
        writes.push(...written);
      }
    }
    if (writes.length === 0 && unknown.length === 0) return [];
    return [{ resource, written: [], files: [], needs: [], writes, unknown }];
  });
}

type Source = DeliveryNeed['source'];

function storeAskedBy(
  app: AppModel,
  request: Request,
  store: Field,
): { readonly source: Source } | { readonly isOther: true } | { readonly at: Field['path']; readonly message: string } {
  const reference = storeReferenceAt(store);
  if (reference === undefined) return { at: store.path, message: 'which stores it writes to is not known here' };
  const found = sourceReferredTo(app, reference, request);
  return 'problem' in found ? { at: store.at('name').path, message: found.problem } : found;
}

function writtenTo(request: Request, store: Field, source: Source, version: string | undefined): DeliveryNeed[] {
  const { resource, spec } = request;
  const common = { resource, optional: false };
  const single = spec
    .at('data')
    .items()
    .flatMap((entry): DeliveryNeed[] => {
      const field = entry.text('match', 'remoteRef', 'remoteKey');
      const key = field.value === undefined ? undefined : remoteKeyIn(field.value, source.path, version);
      if (key === undefined || 'problem' in key) return [];
      return [{ ...common, source: { ...source, path: key.path, recursive: false }, key: key.key, at: field.path }];
    });
  const folders = spec
    .at('dataTo')
    .items()
    .flatMap((entry): DeliveryNeed[] => {
      const own = storeReferenceAt(entry.at('storeRef'));
      if (own !== undefined && own.name !== storeReferenceAt(store)?.name) return [];
      const written = { ...common, source: { ...source, recursive: false }, at: entry.path };
      const field = entry.text('remoteKey');
      if (field.value === undefined) return [{ ...written, wording: 'keys of the Secret that is pushed' }];
      const key = remoteKeyIn(field.value, source.path, version);
      return 'problem' in key ? [] : [{ ...written, source: { ...written.source, path: key.path }, key: key.key }];
    });
  return [...single, ...folders];
}
