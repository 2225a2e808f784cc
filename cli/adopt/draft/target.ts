import { scalarText } from '../../../lib/json/scalar';
import type { Field } from '../../../lib/model/field';
import type { ManagedObject, OperatorResource } from '../../../lib/model/operator-resource';
import { PRUNE_PROTECTION } from '../../../lib/model/sync-moments';
import type { Code } from '../../typescript/code';
import { call, library, literal, type Props, props } from './expressions';
import { textsCode } from './metadata';

/** What a resource in canonical form writes. The deprecated single reference beside a list of them is left to patches. */
export function targetsOf({ kind, managed }: OperatorResource): ManagedObject[] {
  return managed.filter(({ field }) => kind !== 'InfisicalSecret' || field.path[1] !== 'managedSecretReference');
}

/** The templates of an object by their keys; undefined where it holds every secret. */
export function templatesIn(data: Field): [key: string, template: Field][] | undefined {
  return data.isGiven && typeof data.raw === 'object' ? data.entries() : undefined;
}

export function holdsAll({ includesAll, data }: ManagedObject): boolean {
  return includesAll || templatesIn(data) === undefined;
}

/** The first Secret is the managed Secret of the construct; a resource without one has no such construct. */
export function targetProps(targets: readonly ManagedObject[], values: Values = asWritten): Props | undefined {
  const first = targets.find(({ kind }) => kind === 'Secret');
  if (first === undefined || targets.some(({ name }) => !name.value)) return undefined;
  const others = targets.filter((target) => target !== first);
  const further = others.map((target) => furtherTargetCode(target, values));
  return { ...secretProps(first, values), ...(further.length > 0 && { additionalTargets: further }) };
}

function secretProps(target: ManagedObject, values: Values): Props {
  const { labels, annotations } = metadataOverride(target);
  return props({
    ...placeOf(target),
    secretType: secretTypeCode(target),
    secretTemplate: templateCode(target.data, (template) => values(template, target)),
    projection: holdsAll(target) ? undefined : library('SecretProjection.SELECTED'),
    secretLabels: labels,
    secretAnnotations: annotations,
    ...policyProps(target),
  });
}

/** Name and namespace of a managed Secret where they are not those of its resource. */
export function placeOf({ name, namespace, owner }: ManagedObject): Props {
  const { metadata } = owner.resource.manifest;
  return props({
    secretName: name.value === metadata.name ? undefined : name.value,
    secretNamespace: namespace.value === metadata.namespace ? undefined : namespace.value,
  });
}

function furtherTargetCode(target: ManagedObject, values: Values): Code {
  const { kind, name, namespace } = target;
  const options = props({
    namespace: isNear(target) ? undefined : namespace.value,
    type: kind === 'Secret' ? secretTypeCode(target) : undefined,
    template: templateCode(target.data, (template) => values(template, target)),
    ...metadataOverride(target),
    ...policyProps(target),
  });
  const factory = library(kind === 'Secret' ? 'SyncTarget.secret' : 'SyncTarget.configMap');
  return call(factory, name.value, ...(Object.keys(options).length > 0 ? [options] : []));
}

/** How a template becomes a value. */
export type Values = (template: string, target: ManagedObject) => Code;

export const asWritten = (template: string) => call(library('TemplateValue.raw'), template);

export function templateCode(data: Field, value: (template: string) => Code): Code {
  const templates = templatesIn(data);
  return templates && Object.fromEntries(templates.map(([key, { raw }]) => [key, value(scalarText(raw))]));
}

/** Whether Argo CD is kept from pruning the object in the way that this library does it by default. */
function isProtected({ metadata }: ManagedObject): boolean {
  return Object.entries(PRUNE_PROTECTION).every(([name, value]) => metadata.at('annotations', name).raw === value);
}

/** Labels and annotations of the object, beyond what the library writes by itself. */
function metadataOverride(target: ManagedObject): { labels: Code; annotations: Code } {
  const { metadata, creationPolicy } = target;
  if (!metadata.isGiven) return { labels: undefined, annotations: undefined };
  const { value: labels = {} } = metadata.object('labels');
  const { value: annotations = {} } = metadata.object('annotations');
  if (creationPolicy.value === 'Owner' || !isProtected(target)) {
    return { labels: literal(labels), annotations: textsCode(annotations) };
  }
  const own = Object.entries(annotations).filter(([name]) => !Object.hasOwn(PRUNE_PROTECTION, name));
  return { labels: textsCode(labels), annotations: textsCode(Object.fromEntries(own)) };
}

/** Where the defaults of this library would own or mark an object that nobody owned before, they are turned off. */
export function policyProps(target: ManagedObject): Props {
  const isOwner = target.creationPolicy.value === 'Owner';
  const wanted = isOwner ? 'OWNER' : 'ORPHAN';
  return props({
    creationPolicy: isOwner === isNear(target) ? undefined : library(`CreationPolicy.${wanted}`),
    pruneProtection: isOwner || isProtected(target) ? undefined : false,
  });
}

/** Whether the object is in the namespace of its resource. */
function isNear({ namespace, owner }: ManagedObject): boolean {
  return namespace.value === owner.resource.manifest.metadata.namespace;
}

function secretTypeCode({ secretType: { value: type } }: ManagedObject): Code {
  return type === undefined || type === 'Opaque' ? undefined : call(library('ManagedSecretType.of'), type);
}
