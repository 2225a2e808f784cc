import type { Configuration } from '../configuration/configuration';
import type { Settings } from '../model/app-model';
import { ArgoCdTracking } from '../model/argo-cd-tracking';

/** What the committed configuration tells about the cluster. */
export function settingsIn({ operator, kubernetes, argoCd }: Omit<Configuration, 'suppressions'>): Settings {
  const { version: operatorVersion, defaultConnection, watchedNamespaces } = operator;
  return {
    operatorVersion,
    defaultConnection,
    watchedNamespaces,
    kubernetesVersion: kubernetes.version,
    argoCdTracking: argoCd.tracking ?? (argoCd.version === undefined ? undefined : usualTracking(argoCd.version)),
    argoCdInstanceLabel: argoCd.instanceLabel,
  };
}

/** What Argo CD does where argocd-cm does not say it. */
function usualTracking(version: string): ArgoCdTracking {
  return Number(/\d+/.exec(version)?.[0]) < 3 ? ArgoCdTracking.LABEL : ArgoCdTracking.ANNOTATION;
}
