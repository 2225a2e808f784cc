import type { ApiObjectMetadata } from 'cdk8s';
import { InfisicalSecret, type InfisicalSecretSpec } from '../../imports/secrets.infisical.com';
import type { InfisicalHost } from '../infisical';
import { infisicalSecretAuthentication, secretReference } from './authentication';
import { operatorDuration } from './operator-duration';
import type { ManagedSecretDeclaration, SyncDeclaration } from './sync-declaration';

/** Renders a sync as the v1alpha1 resource InfisicalSecret. */
export function infisicalSecretManifest(metadata: ApiObjectMetadata, sync: SyncDeclaration) {
  const spec: InfisicalSecretSpec = {
    hostApi: hostApi(sync.host),
    tls: tls(sync),
    syncConfig: syncConfig(sync),
    authentication: infisicalSecretAuthentication(sync.auth, sync.source, sync.namespace),
    managedKubeSecretReferences: [managedSecret(sync.target)],
  };
  return InfisicalSecret.manifest({ metadata, spec });
}

function hostApi(host: InfisicalHost): string {
  return `${host.url.replace(/\/api(\/.*)?$/, '')}/api`;
}

function tls({ host, namespace }: SyncDeclaration): InfisicalSecretSpec['tls'] {
  if (host.ca === undefined) return undefined;
  return { caRef: { ...secretReference(host.ca, namespace), key: host.ca.key } };
}

function syncConfig({ resyncInterval, instantUpdates }: SyncDeclaration): InfisicalSecretSpec['syncConfig'] {
  if (resyncInterval === undefined && instantUpdates === undefined) return undefined;
  return { resyncInterval: resyncInterval && operatorDuration(resyncInterval), instantUpdates };
}

function managedSecret(target: ManagedSecretDeclaration) {
  return {
    secretName: target.name,
    secretNamespace: target.namespace as string,
    secretType: target.type,
    creationPolicy: target.creationPolicy,
    // The operator reads the metadata override inside a template, and a template without this writes an empty Secret.
    template: target.metadata && { includeAllSecrets: true, metadata: target.metadata },
  };
}
