import * as plus from 'cdk8s-plus-28';
import type { Field } from '../../../lib/model/field';
import type { FieldType } from '../../../lib/schemas/field-types';
import { fieldsOf } from '../../../lib/schemas/part-types';
import { diffTrees } from '../../comparison/difference';
import type { Code } from '../../typescript/code';
import { evaluate } from '../../typescript/evaluate';
import { call, plus as exported } from './expressions';

/** The types of Kubernetes that props of a workload take as they are. */
export type KubernetesType = 'Affinity' | 'Toleration' | 'TopologySpreadConstraint' | 'Volume' | 'VolumeMount';

/**
 * A value of Kubernetes in the typed words of cdk8s-plus, which knows the Kubernetes of its number: `hostIP` is `hostIp`
 * there, and an amount is a `Quantity`. Undefined for what these words do not say.
 */
export function kubernetesWords(value: unknown, type: KubernetesType): Code {
  const code = wordsOf(value, { shape: 'part', type });
  return code !== undefined && isSaid(code, value, type) ? code : undefined;
}

/** Whether cdk8s-plus makes the same of it: what it does not know, it drops without a word. */
function isSaid(code: Code, value: unknown, type: KubernetesType): boolean {
  const made = evaluate(code, refuseVariables);
  return diffTrees(value, RENDERED[type](made as never)).length === 0;
}

function refuseVariables(): never {
  throw new Error('plain data has no variables');
}

const { k8s } = plus;
const RENDERED: Readonly<Record<KubernetesType, (made: never) => unknown>> = {
  Affinity: k8s.toJson_Affinity,
  Toleration: k8s.toJson_Toleration,
  TopologySpreadConstraint: k8s.toJson_TopologySpreadConstraint,
  Volume: k8s.toJson_Volume,
  VolumeMount: k8s.toJson_VolumeMount,
};

function wordsOf(value: unknown, type: FieldType): Code {
  switch (type.shape) {
    case 'scalar':
      return scalarWords(value, type.scalar);
    case 'word':
      return typeof value === 'string' ? value : undefined;
    case 'list':
      return Array.isArray(value) ? whole(value.map((item) => wordsOf(item, type.of))) : undefined;
    case 'map':
      return isObject(value) ? wholeObject(value, (name) => [name, type.of]) : undefined;
    case 'part':
      return isObject(value) ? partWords(value, type.type) : undefined;
  }
}

function partWords(value: { readonly [field: string]: unknown }, type: string): Code {
  const known = fieldsOf(type);
  const isMissing = (REQUIRED.get(type) ?? []).some((field) => !Object.hasOwn(value, field));
  return isMissing ? undefined : wholeObject(value, (field) => [propOf(field), known.get(field)?.type]);
}

function scalarWords(value: unknown, scalar: string): Code {
  switch (scalar) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'Quantity':
      return typeof value === 'string' ? call(exported('k8s.Quantity.fromString'), value) : undefined;
    default:
      return typeof value === 'number' && (scalar === 'int32' || scalar === 'int64') ? value : undefined;
  }
}

/** The object with each of its fields as code; undefined if one of them cannot be said. */
function wholeObject(
  value: { readonly [field: string]: unknown },
  fieldOf: (field: string) => readonly [prop: string, type: FieldType | undefined],
): Code {
  const fields = Object.entries(value).map(([field, item]): [string, Code] => {
    const [prop, type] = fieldOf(field);
    return [prop, type && wordsOf(item, type)];
  });
  return fields.some(([, code]) => code === undefined) ? undefined : Object.fromEntries(fields);
}

function whole(items: Code[]): Code {
  return items.includes(undefined) ? undefined : items;
}

function isObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name of a prop that the generated words have for a field: of a run of capitals, only the first stays one. */
export function propOf(field: string): string {
  return field.replaceAll(/([A-Z])([A-Z]+)(?![a-z])/g, (_, first: string, others: string) => {
    return `${first}${others.toLowerCase()}`;
  });
}

/** Fields without which the generated words do not type-check, by the types of Kubernetes that a pod is made of. */
export const REQUIRED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    AWSElasticBlockStoreVolumeSource: ['volumeID'],
    AzureDiskVolumeSource: ['diskName', 'diskURI'],
    AzureFileVolumeSource: ['secretName', 'shareName'],
    CephFSVolumeSource: ['monitors'],
    CinderVolumeSource: ['volumeID'],
    CSIVolumeSource: ['driver'],
    DownwardAPIVolumeFile: ['path'],
    FlexVolumeSource: ['driver'],
    GCEPersistentDiskVolumeSource: ['pdName'],
    GitRepoVolumeSource: ['repository'],
    GlusterfsVolumeSource: ['endpoints', 'path'],
    HostPathVolumeSource: ['path'],
    ISCSIVolumeSource: ['iqn', 'lun', 'targetPortal'],
    KeyToPath: ['key', 'path'],
    LabelSelectorRequirement: ['key', 'operator'],
    NFSVolumeSource: ['path', 'server'],
    NodeSelector: ['nodeSelectorTerms'],
    NodeSelectorRequirement: ['key', 'operator'],
    ObjectFieldSelector: ['fieldPath'],
    PersistentVolumeClaimTemplate: ['spec'],
    PersistentVolumeClaimVolumeSource: ['claimName'],
    PhotonPersistentDiskVolumeSource: ['pdID'],
    PodAffinityTerm: ['topologyKey'],
    PortworxVolumeSource: ['volumeID'],
    PreferredSchedulingTerm: ['preference', 'weight'],
    QuobyteVolumeSource: ['registry', 'volume'],
    RBDVolumeSource: ['image', 'monitors'],
    ResourceFieldSelector: ['resource'],
    ScaleIOVolumeSource: ['gateway', 'secretRef', 'system'],
    ServiceAccountTokenProjection: ['path'],
    TopologySpreadConstraint: ['maxSkew', 'topologyKey', 'whenUnsatisfiable'],
    TypedLocalObjectReference: ['kind', 'name'],
    TypedObjectReference: ['kind', 'name'],
    Volume: ['name'],
    VolumeMount: ['mountPath', 'name'],
    VsphereVirtualDiskVolumeSource: ['volumePath'],
    WeightedPodAffinityTerm: ['podAffinityTerm', 'weight'],
  }),
);

/** The items of a list, up to the first one that these words do not say: after that one, none could keep its place. */
export function kubernetesItems(items: readonly Field[], type: KubernetesType): Code[] | undefined {
  const all = items.map(({ raw }) => kubernetesWords(raw, type));
  const said = all.includes(undefined) ? all.slice(0, all.indexOf(undefined)) : all;
  return said.length > 0 ? said : undefined;
}
