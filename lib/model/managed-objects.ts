import { type Fields, fields, list, text } from '../json/json';
import { isGiven } from './presence';
import type { Resource } from './resource';
import { isPlain } from './written-keys';

/** A Secret or ConfigMap that an Infisical resource tells the operator to write. */
export interface ManagedObject {
  readonly writer: Resource;
  /** Where in the writer's spec it stands, for messages: `managedKubeSecretReferences[0]`. */
  readonly at: string;
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly namespace: string | undefined;
  /** As it stands there; the v1alpha1 schema allows any text. */
  readonly creationPolicy: unknown;
  readonly secretType: string | undefined;
  readonly template: Fields | undefined;
  /** Labels and annotations that replace those which the operator would copy from its resource. */
  readonly metadataOverride: Fields | undefined;
  /** Whether its name or namespace becomes a value only when the app is rendered. */
  readonly deferred: boolean;
}

/** What the operator would write for one Infisical resource, in either API generation. */
export function managedObjectsOf(writer: Resource): ManagedObject[] {
  const spec = fields(writer.manifest.spec);
  const many = (field: string, kind: ManagedObject['kind']) =>
    list(spec[field]).map((reference, i) => v1alpha1(writer, `${field}[${i}]`, kind, reference));
  const single = 'managedSecretReference';
  switch (writer.manifest.kind) {
    case 'InfisicalSecret':
      return [
        ...(isGiven(spec[single]) ? [v1alpha1(writer, single, 'Secret', fields(spec[single]))] : []),
        ...many('managedKubeSecretReferences', 'Secret'),
        ...many('managedKubeConfigMapReferences', 'ConfigMap'),
      ];
    case 'InfisicalDynamicSecret':
      return isGiven(spec[single]) ? [v1alpha1(writer, single, 'Secret', fields(spec[single]))] : [];
    case 'InfisicalStaticSecret':
      return list(spec.targets).map((target, i) => v1beta1(writer, `targets[${i}]`, target));
    default:
      return [];
  }
}

function v1alpha1(writer: Resource, at: string, kind: ManagedObject['kind'], reference: Fields): ManagedObject {
  const prefix = kind === 'Secret' ? 'secret' : 'configMap';
  const template = isGiven(reference.template) ? fields(reference.template) : undefined;
  return {
    writer,
    at,
    kind,
    name: text(reference[`${prefix}Name`]) ?? '',
    namespace: text(reference[`${prefix}Namespace`]),
    creationPolicy: reference.creationPolicy ?? 'Orphan',
    secretType: text(reference.secretType),
    template,
    metadataOverride: isGiven(template?.metadata) ? fields(template?.metadata) : undefined,
    deferred: ![reference, reference[`${prefix}Name`], reference[`${prefix}Namespace`]].every(isPlain),
  };
}

function v1beta1(writer: Resource, at: string, target: Fields): ManagedObject {
  return {
    writer,
    at,
    kind: target.kind === 'ConfigMap' ? 'ConfigMap' : 'Secret',
    name: text(target.name) ?? '',
    namespace: text(target.namespace),
    creationPolicy: target.creationPolicy,
    secretType: text(target.secretType),
    template: isGiven(target.template) ? fields(target.template) : undefined,
    metadataOverride: isGiven(target.metadata) ? fields(target.metadata) : undefined,
    deferred: ![target, target.name, target.namespace].every(isPlain),
  };
}
