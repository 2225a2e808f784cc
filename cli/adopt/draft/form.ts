/** What an object is declared as. */
export type Form =
  | 'SyncedSecret'
  | 'DynamicSecret'
  | 'PushedSecret'
  | 'StaticSecretPush'
  | 'SecretGenerator'
  | 'SecretSyncedApp'
  | 'SecretSyncedCronJob'
  | 'SecretSyncedDaemonSet'
  | 'SecretSyncedJob'
  | 'SecretSyncedRollout'
  | 'SecretSyncedStatefulSet'
  | 'InfisicalLogin'
  | 'ApiObject';
