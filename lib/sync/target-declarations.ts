import type { InfisicalSource } from '../infisical';
import { folderText, projectOf } from '../model/folder';
import { CreationPolicy } from './creation-policy';
import type { ManagedTemplate } from './managed-template';
import type { Complete } from './own-props';
import { SecretProjection } from './secret-projection';
import type { TargetDeclaration } from './sync-declaration';
import type { SyncTarget, SyncTargetOptions } from './sync-target';
import type { SyncedSecretProps } from './synced-secret-props';
import { TemplateValue } from './template-value';

/** Where the resource of a sync stands, and where it reads from. */
export interface SyncPlace {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly sources: readonly Complete<InfisicalSource>[];
}

/** The managed Secret of a sync. */
export function managedSecret(
  props: SyncedSecretProps,
  place: SyncPlace,
  selectedKeys: ReadonlySet<string>,
): TargetDeclaration {
  const contents = new Map(Object.entries({ ...props.secretType?._contents, ...props.secretTemplate }));
  const isSelected = props.projection === SecretProjection.SELECTED;
  if (isSelected) for (const key of selectedKeys) contents.set(key, contents.get(key) ?? TemplateValue.key(key));
  const values = Object.fromEntries(contents);
  return {
    ...common(place, {
      namespace: props.secretNamespace,
      creationPolicy: props.creationPolicy,
      labels: props.secretLabels,
      annotations: props.secretAnnotations,
      pruneProtection: props.pruneProtection,
    }),
    kind: 'Secret',
    name: props.secretName ?? place.name,
    type: props.secretType?.type,
    // An empty template would write an empty Secret; that nothing is selected is an error of the props (M12).
    template: template(values, !isSelected || Object.keys(values).length === 0, place),
  };
}

/** A further object of a sync. */
export function furtherTarget({ kind, name, _options, _type }: SyncTarget, place: SyncPlace): TargetDeclaration {
  const values = { ..._type?._contents, ..._options.template };
  return {
    ...common(place, _options),
    kind: kind === 'ConfigMap' ? 'ConfigMap' : 'Secret',
    name,
    type: _type?.type,
    template: template(values, _options.template === undefined && _type?._contents === undefined, place),
  };
}

/** What the managed Secret of a dynamic secret has in common with those of a sync. */
export function common(place: Pick<SyncPlace, 'namespace'>, options: SyncTargetOptions) {
  const namespace = options.namespace ?? place.namespace;
  const ownable = namespace === place.namespace;
  const creationPolicy = options.creationPolicy ?? (ownable ? CreationPolicy.OWNER : CreationPolicy.ORPHAN);
  return { namespace, creationPolicy, metadata: metadata(options, creationPolicy) };
}

function template(
  values: ManagedTemplate['values'],
  includeAll: boolean,
  { sources }: SyncPlace,
): ManagedTemplate | undefined {
  if (includeAll && Object.keys(values).length === 0) return undefined;
  return { values, includeAll, place: sources.map(placeName).join(', ') };
}

function placeName(source: Complete<InfisicalSource>): string {
  return `Infisical project ${projectOf(source)} (${folderText(source)})`;
}

/** Nothing protects an orphan from Argo CD's pruning except metadata that is not copied from the resource. */
function metadata({ labels, annotations, pruneProtection = true }: SyncTargetOptions, creationPolicy: CreationPolicy) {
  const isProtected = pruneProtection && creationPolicy === CreationPolicy.ORPHAN;
  if (!isProtected && labels === undefined && annotations === undefined) return undefined;
  return {
    labels: labels ?? {},
    annotations: {
      ...(isProtected && {
        'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
        'argocd.argoproj.io/sync-options': 'Prune=false',
      }),
      ...annotations,
    },
  };
}
