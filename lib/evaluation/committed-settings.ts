import type { Configuration } from '../configuration/configuration';
import type { Settings } from '../model/app-model';

/** What the committed configuration tells about the cluster. */
export function settingsIn({
  operator,
  kubernetes,
  argoCd,
  externalSecrets,
}: Omit<Configuration, 'suppressions'>): Settings {
  const { version: operatorVersion, defaultConnection, watchedNamespaces } = operator;
  return {
    operatorVersion,
    defaultConnection,
    watchedNamespaces,
    kubernetesVersion: kubernetes.version,
    argoCdVersion: argoCd.version,
    argoCdTracking: argoCd.tracking,
    argoCdInstanceLabel: argoCd.instanceLabel,
    externalSecretsVersion: externalSecrets.version,
  };
}
