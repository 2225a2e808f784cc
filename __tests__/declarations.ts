import { InfisicalAuth, type InfisicalSource, type SecretSyncedAppProps, type SyncedSecretProps } from '../lib';

/** A valid sync, to be varied by the tests. */
export const SYNC: SyncedSecretProps & { readonly auth: InfisicalAuth; readonly source: InfisicalSource } = {
  auth: InfisicalAuth.universal({ credentials: { name: 'credentials', namespace: 'default' } }),
  source: { projectSlug: 'shop', environment: 'prod' },
};

/** A valid application, to be varied by the tests. */
export const APP: SecretSyncedAppProps = { image: 'api:1.0', sync: SYNC, secretKeys: ['TOKEN'] };
