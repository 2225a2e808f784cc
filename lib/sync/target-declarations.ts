import type { InfisicalSource } from '../infisical';
import type { ApiGeneration } from '../infisical/api-generation';
import { folderText, projectOf } from '../model/folder';
import { PRUNE_PROTECTION } from '../model/sync-moments';
import { CreationPolicy } from './creation-policy';
import { type ManagedTarget, type ManagedTemplate, managedTemplate, type Values } from './managed-template';
import type { Complete } from './own-props';
import { SecretProjection } from './secret-projection';
import type { SyncTarget, SyncTargetOptions } from './sync-target';
import type { SyncedSecretProps } from './synced-secret-props';
import { TemplateValue } from './template-value';

/** The resource of a sync: its name, where it stands, and what it reads. */
export interface SyncResource {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly sources: readonly Complete<InfisicalSource>[];
  readonly generation: ApiGeneration;
}

export function managedSecret(
  props: SyncedSecretProps,
  resource: SyncResource,
  selectedKeys: ReadonlySet<string> | undefined,
): ManagedTarget {
  const contents = new Map(Object.entries({ ...props.secretType?._contents, ...props.secretTemplate }));
  const isSelected = props.projection === SecretProjection.SELECTED;
  for (const key of selectedKeys ?? []) contents.set(key, contents.get(key) ?? TemplateValue.key(key));
  const values = Object.fromEntries(contents);
  return {
    ...commonDeclaration(resource, {
      namespace: props.secretNamespace,
      creationPolicy: props.creationPolicy,
      labels: props.secretLabels,
      annotations: props.secretAnnotations,
      pruneProtection: props.pruneProtection,
    }),
    kind: 'Secret',
    name: props.secretName ?? resource.name,
    type: props.secretType?.type,
    template: templateOf(values, !isSelected, resource),
  };
}

export function furtherTarget({ kind, name, _options, _type }: SyncTarget, resource: SyncResource): ManagedTarget {
  const values = { ..._type?._contents, ..._options.template };
  return {
    ...commonDeclaration(resource, _options),
    kind: kind === 'ConfigMap' ? 'ConfigMap' : 'Secret',
    name,
    type: _type?.type,
    template: templateOf(values, _options.template === undefined && _type?._contents === undefined, resource),
  };
}

/** What the managed Secret of a dynamic secret has in common with those of a sync. */
export function commonDeclaration(resource: Pick<SyncResource, 'namespace'>, options: SyncTargetOptions) {
  const namespace = options.namespace ?? resource.namespace;
  const ownable = namespace === resource.namespace;
  const creationPolicy = options.creationPolicy ?? (ownable ? CreationPolicy.OWNER : CreationPolicy.ORPHAN);
  return { namespace, creationPolicy, metadata: metadataOf(options, creationPolicy) };
}

function templateOf(
  values: Values,
  includeAll: boolean,
  { sources, generation }: SyncResource,
): ManagedTemplate | undefined {
  if (includeAll && Object.keys(values).length === 0) return undefined;
  return managedTemplate(values, includeAll, sources.map(folderName).join(', '), generation);
}

function folderName(source: Complete<InfisicalSource>): string {
  return `Infisical project ${projectOf(source)} (${folderText(source)})`;
}

/** Nothing protects an orphan from Argo CD's pruning except metadata that is not copied from the resource. */
function metadataOf(
  { labels, annotations, pruneProtection = true }: SyncTargetOptions,
  creationPolicy: CreationPolicy,
) {
  const isProtected = pruneProtection && creationPolicy === CreationPolicy.ORPHAN;
  if (!isProtected && labels === undefined && annotations === undefined) return undefined;
  return {
    labels: { ...labels },
    annotations: {
      ...(isProtected && PRUNE_PROTECTION),
      ...annotations,
    },
  };
}
