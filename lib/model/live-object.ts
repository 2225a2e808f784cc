import { fields } from '../json/json';
import type { Field } from './field';
import { OPERATOR_GROUP } from './kinds';
import { objectOf, type Resource } from './resource';

/** What only the API server gives to an object. */
const OF_SERVER = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields'];

/** Whether an object was read from a cluster, as `kubectl get -o yaml` writes it: what a program declares never was. */
export function isLive(resource: Resource): boolean {
  const { construct, isExport } = resource;
  if (construct !== undefined) return false;
  const metadata = objectOf(resource).at('metadata');
  return isExport ?? (OF_SERVER.some((name) => !metadata.at(name).isEmpty) || hasKnownOwner(metadata));
}

/** Whether an owner is named by its uid, which only a cluster gives. */
function hasKnownOwner(metadata: Field): boolean {
  return metadata
    .at('ownerReferences')
    .items()
    .some((owner) => !owner.at('uid').isEmpty);
}

/** Where the operator keeps account of what it writes: the annotations of managed objects, and of workloads that it restarts. */
const OF_MANAGED = [
  `${OPERATOR_GROUP}/version`,
  `${OPERATOR_GROUP}/managed-labels`,
  `${OPERATOR_GROUP}/managed-annotations`,
];
const OF_WORKLOAD = `${OPERATOR_GROUP}/managed-secret.`;

/** Whether the operator keeps its account under an annotation. */
export function isOwnAnnotation(annotation: string): boolean {
  return OF_MANAGED.includes(annotation) || annotation.startsWith(OF_WORKLOAD);
}

/** Whether the operator itself has put the annotation onto a live object. */
export function isPutByOperator(resource: Resource, annotation: string): boolean {
  const { kind, apiVersion } = resource.manifest;
  if (apiVersion.startsWith(`${OPERATOR_GROUP}/`) || !isLive(resource)) return false;
  const isManaged = kind === 'Secret' || kind === 'ConfigMap';
  return isManaged ? OF_MANAGED.includes(annotation) : annotation.startsWith(OF_WORKLOAD);
}

/** Whether the operator has written a live object, or is its owner. */
export function isWrittenByOperator(resource: Resource): boolean {
  if (!isLive(resource)) return false;
  const owners = objectOf(resource).at('metadata', 'ownerReferences').items();
  return (
    hasAccountOfOperator(resource) ||
    owners.some((owner) => owner.text('apiVersion').value?.startsWith(`${OPERATOR_GROUP}/`))
  );
}

/** Whether an object has what the operator notes on the objects that it writes. */
export function hasAccountOfOperator(resource: Resource): boolean {
  const annotations = objectOf(resource).at('metadata', 'annotations').raw;
  return Object.keys(fields(annotations)).some((name) => OF_MANAGED.includes(name));
}
