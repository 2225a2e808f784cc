import { InfisicalSecret, type InfisicalSecretSpec } from '../../imports/secrets.infisical.com';
import { hostApi, infisicalSecretAuthentication, tls } from './authentication';
import { templateMap } from './managed-template';
import { operatorDuration } from './operator-duration';
import type { SyncDeclaration, TargetDeclaration } from './sync-declaration';

/** Renders a sync as the v1alpha1 resource InfisicalSecret. */
export function infisicalSecret(sync: SyncDeclaration) {
  const ofKind = (kind: TargetDeclaration['kind']) => sync.targets.filter((target) => target.kind === kind);
  const configMaps = ofKind('ConfigMap').map(managedConfigMap);
  const spec: InfisicalSecretSpec = {
    hostApi: hostApi(sync.host),
    tls: tls(sync.host, sync.namespace),
    syncConfig: syncConfig(sync),
    authentication: infisicalSecretAuthentication(sync.auth, sync.sources[0], sync.namespace),
    managedKubeSecretReferences: ofKind('Secret').map(managedSecret),
    managedKubeConfigMapReferences: configMaps.length > 0 ? configMaps : undefined,
  };
  return InfisicalSecret.manifest({ spec });
}

function syncConfig({ resyncInterval, instantUpdates }: SyncDeclaration): InfisicalSecretSpec['syncConfig'] {
  if (resyncInterval === undefined && instantUpdates === undefined) return undefined;
  return { resyncInterval: resyncInterval && operatorDuration(resyncInterval), instantUpdates };
}

function managedSecret(target: TargetDeclaration) {
  return {
    secretName: target.name,
    secretNamespace: target.namespace as string,
    secretType: target.type,
    creationPolicy: target.creationPolicy,
    template: template(target),
  };
}

function managedConfigMap(target: TargetDeclaration) {
  return {
    configMapName: target.name,
    configMapNamespace: target.namespace as string,
    creationPolicy: target.creationPolicy,
    template: template(target),
  };
}

/** The operator reads the metadata override inside a template, and a template without contents writes an empty object. */
function template({ template, metadata }: TargetDeclaration) {
  if (template === undefined) return metadata && { includeAllSecrets: true, metadata };
  return { includeAllSecrets: template.includeAll || undefined, data: templateMap(template), metadata };
}
