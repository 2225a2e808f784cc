import { type Fields, fields, text } from '../../../lib/json/json';
import type { Code } from '../../typescript/code';
import { scalarText } from '../compare/scalar';
import { texts } from './metadata';
import { call, library, literal, props } from './words';

/** One object that a resource writes, in the words of both API generations. */
export interface Target {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly creationPolicy: string | undefined;
  readonly secretType: string | undefined;
  /** What is written by key; undefined where that is every secret. */
  readonly data: Fields | undefined;
  readonly everything: boolean;
  readonly metadata: Fields | undefined;
}

/** What an InfisicalSecret writes: Secrets first. */
export function v1alpha1Targets(spec: Fields): Target[] {
  return [
    ...items(spec.managedKubeSecretReferences).map((item) => v1alpha1Target('Secret', item)),
    ...items(spec.managedKubeConfigMapReferences).map((item) => v1alpha1Target('ConfigMap', item)),
  ];
}

export function v1alpha1Target(kind: Target['kind'], reference: Fields): Target {
  const prefix = kind === 'Secret' ? 'secret' : 'configMap';
  const { includeAllSecrets, data, metadata } = fields(reference.template);
  const own = data === undefined ? undefined : fields(data);
  return {
    kind,
    name: text(reference[`${prefix}Name`]) ?? '',
    namespace: text(reference[`${prefix}Namespace`]),
    creationPolicy: reference.creationPolicy === undefined ? 'Orphan' : text(reference.creationPolicy),
    secretType: text(reference.secretType),
    data: own,
    everything: own === undefined || includeAllSecrets === true,
    metadata: metadata === undefined ? undefined : fields(metadata),
  };
}

/** What an InfisicalStaticSecret writes. */
export function v1beta1Targets(spec: Fields): Target[] {
  return items(spec.targets).map((target) => {
    const { data } = fields(target.template);
    const own = typeof data === 'object' && data !== null ? fields(data) : undefined;
    return {
      kind: target.kind === 'ConfigMap' ? 'ConfigMap' : 'Secret',
      name: text(target.name) ?? '',
      namespace: text(target.namespace),
      creationPolicy: text(target.creationPolicy),
      secretType: text(target.secretType),
      data: own,
      everything: own === undefined,
      metadata: target.metadata === undefined ? undefined : fields(target.metadata),
    };
  });
}

/** The props of the managed Secret of a sync; `own` is the namespace of the resource. */
export function secretProps(target: Target, resource: { name: string; namespace: string | undefined }, more: Values) {
  return props({
    secretName: target.name === resource.name ? undefined : target.name,
    secretNamespace: target.namespace === resource.namespace ? undefined : target.namespace,
    secretType: secretType(target),
    secretTemplate: target.data && templateValues(target.data, more, target),
    projection: target.data && !target.everything ? library('SecretProjection.SELECTED') : undefined,
    secretLabels: override(target).labels,
    secretAnnotations: override(target).annotations,
    ...policy(target, resource.namespace),
  });
}

/** A further target of a sync. */
export function furtherTarget(target: Target, own: string | undefined, more: Values): Code {
  const options = props({
    namespace: target.namespace === own ? undefined : target.namespace,
    type: target.kind === 'Secret' ? secretType(target) : undefined,
    template: target.data && templateValues(target.data, more, target),
    ...override(target),
    ...policy(target, own),
  });
  const factory = library(target.kind === 'Secret' ? 'SyncTarget.secret' : 'SyncTarget.configMap');
  return Object.keys(options).length > 0 ? call(factory, target.name, options) : call(factory, target.name);
}

/** How a template becomes a value. */
export type Values = (template: string, target: Pick<Target, 'everything'>) => Code;

export const asWritten: Values = (template) => call(library('TemplateValue.raw'), template);

export function templateValues(data: Fields, value: Values, target: Pick<Target, 'everything'>): Code {
  return Object.fromEntries(Object.entries(data).map(([key, template]) => [key, value(scalarText(template), target)]));
}

const PROTECTION = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false',
};

/** Whether Argo CD is kept from pruning the object in the way that this library does it by default. */
function isProtected({ metadata }: Target): boolean {
  const annotations = fields(fields(metadata).annotations);
  return Object.entries(PROTECTION).every(([name, value]) => annotations[name] === value);
}

/** Labels and annotations of the object, beyond what the library writes by itself. */
function override(target: Target): { labels: Code; annotations: Code } {
  const { metadata } = target;
  if (metadata === undefined) return { labels: undefined, annotations: undefined };
  if (target.creationPolicy === 'Owner' || !isProtected(target)) {
    return { labels: literal(fields(metadata.labels)), annotations: texts(metadata.annotations) };
  }
  const own = Object.entries(fields(metadata.annotations)).filter(([name]) => !Object.hasOwn(PROTECTION, name));
  return { labels: texts(metadata.labels), annotations: texts(Object.fromEntries(own)) };
}

/** Where the defaults of this library would own or mark an object that nobody owned before, they are turned off. */
export function policy(target: Target, own: string | undefined): { [prop: string]: Code } {
  const { creationPolicy, namespace } = target;
  const isOwner = creationPolicy === 'Owner';
  const byDefault = namespace === own ? 'Owner' : 'Orphan';
  const wanted = isOwner ? 'Owner' : 'Orphan';
  return props({
    creationPolicy: wanted === byDefault ? undefined : library(`CreationPolicy.${wanted.toUpperCase()}`),
    pruneProtection: isOwner || isProtected(target) ? undefined : false,
  });
}

function secretType({ secretType: type }: Target): Code {
  if (type === undefined || type === 'Opaque') return undefined;
  return call(library('ManagedSecretType.of'), type);
}

export function items(list: unknown): Fields[] {
  return Array.isArray(list) ? list.map(fields) : [];
}
