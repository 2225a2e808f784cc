import {
  InfisicalStaticSecretSpecTargetsTemplateEngineVersion as EngineVersion,
  InfisicalStaticSecret,
  type InfisicalStaticSecretSpec,
} from '../../imports/secrets.infisical.com';
import type { InfisicalSource } from '../infisical';
import { templateMap, templateText } from './managed-template';
import { operatorDuration } from './operator-duration';
import type { Complete } from './own-props';
import type { SyncDeclaration, TargetDeclaration } from './sync-declaration';

/** Renders a sync as the v1beta1 resource InfisicalStaticSecret, which logs in as the InfisicalAuth says. */
export function staticSecret(sync: SyncDeclaration, infisicalAuthRef: { name: string; namespace: string }) {
  const spec: InfisicalStaticSecretSpec = {
    infisicalAuthRef,
    sources: sync.sources.map(source),
    targets: sync.targets.map(target),
    syncOptions: { refreshInterval: refreshInterval(sync), instantUpdates: sync.instantUpdates },
  };
  return InfisicalStaticSecret.manifest({ spec });
}

function source({ projectSlug, projectId, environment, path, recursive, tags }: Complete<InfisicalSource>) {
  return { projectSlug, projectId, environmentSlug: environment, secretPath: path ?? '/', recursive, tagSlugs: tags };
}

function target({ kind, name, namespace, creationPolicy, type, template, metadata }: TargetDeclaration) {
  return {
    kind: kind as InfisicalStaticSecretSpec['targets'][number]['kind'],
    name,
    namespace: namespace as string,
    creationPolicy: creationPolicy as string as InfisicalStaticSecretSpec['targets'][number]['creationPolicy'],
    secretType: type,
    metadata,
    template: template && {
      engineVersion: EngineVersion.V1,
      data: template.includeAll ? templateText(template) : templateMap(template),
    },
  };
}

/** What v1alpha1 assumes by itself. */
function refreshInterval({ resyncInterval, instantUpdates }: SyncDeclaration): string {
  if (resyncInterval !== undefined) return operatorDuration(resyncInterval);
  return instantUpdates ? '1h' : '5m';
}
