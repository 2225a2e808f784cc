import type { Field } from '../../../model/field';
import { serviceNameProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isList } from '../../../model/manifest';
import { objectOf } from '../../../model/resource';
import { KUBERNETES_KINDS } from '../../../schemas/kubernetes-types';
import { kindDeclarationOf } from '../../../schemas/part-types';
import { didYouMean } from '../../../text/did-you-mean';
import { listed } from '../../../text/listed';
import { shown } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';

/** Which API versions have a kind of Kubernetes itself, as far as they are known here. */
const VERSIONS_OF = new Map<string, string[]>();
for (const known of Object.keys(KUBERNETES_KINDS)) {
  const [apiVersion, kind] = known.split(' ');
  VERSIONS_OF.set(kind, [...(VERSIONS_OF.get(kind) ?? []), apiVersion]);
}

/** Versions whose kinds are all known: nobody but Kubernetes can add one. */
const ALL_KINDS: Readonly<Record<string, readonly string[]>> = {
  v1: ['Binding', 'ComponentStatus', 'Event', 'Node', 'PodStatusResult', 'RangeAllocation', 'SerializedReference'],
  'apps/v1': ['ControllerRevision', 'Scale'],
  'batch/v1': [],
  'policy/v1': ['Eviction'],
  'autoscaling/v1': ['Scale'],
  'autoscaling/v2': [],
};
/** Groups that nobody but Kubernetes can have; of some, older versions have kinds that are in none of today's. */
const OF_KUBERNETES =
  /^(v\d\w*|(apps|batch|autoscaling|policy|extensions)\/\w+|(networking|rbac\.authorization|scheduling)\.k8s\.io\/\w+)$/;

export const N10 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'An object says what it is: its apiVersion and kind',
  why: 'kubectl and Argo CD cannot apply the object, and often nothing of the file in which it stands.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/controlplane/instance.go (the API versions that are served), staging/src/k8s.io/apimachinery/pkg/runtime/serializer/json',
  bad: { objects: [{ kind: 'Deployment', apiVersion: 'extensions/v1beta1' }] },
  good: { objects: [{ kind: 'Deployment', apiVersion: 'apps/v1' }] },
  check: (resource, report) => {
    const object = objectOf(resource);
    const [apiVersion, kind, name]: readonly string[] = [
      resource.manifest.apiVersion,
      resource.manifest.kind,
      resource.manifest.metadata.name ?? '',
    ];
    const missing = ['apiVersion', 'kind'].map((field) => object.at(field)).filter((place) => isMissing(place));
    if (missing.length > 0) {
      const what = missing.map((place) => (place.isEmpty ? `no ${place.key}` : `${shown(place.raw)} as ${place.key}`));
      report(missing[0], `the ${kind || 'object'}${name && ` "${name}"`} has ${listed(what)}: write what it is`);
    }
    if (apiVersion === '' || kind === '' || isList(resource.manifest) || kindDeclarationOf(resource.manifest)) return;
    const problem = versionProblem(apiVersion, kind);
    if (problem) report(object.at(VERSIONS_OF.has(kind) ? 'apiVersion' : 'kind'), problem);
  },
});

function isMissing(place: Field): boolean {
  return !place.isUnresolved && (typeof place.raw !== 'string' || place.raw === '');
}

function versionProblem(apiVersion: string, kind: string): string | undefined {
  const form =
    formProblem(apiVersion) ??
    (serviceNameProblem(kind.toLowerCase()) &&
      `the kind ${shown(kind)} is no name of a kind: write letters and digits`);
  if (form) return form;
  const versions = VERSIONS_OF.get(kind);
  if (versions !== undefined && kind !== 'VolumeAttributesClass') {
    return OF_KUBERNETES.test(apiVersion)
      ? `the apiVersion ${shown(apiVersion)} has no ${kind}: write ${versions.map((one) => `"${one}"`).join(' or ')}`
      : undefined;
  }
  const others = ALL_KINDS[apiVersion];
  if (others === undefined || others.includes(kind) || kind.endsWith('List')) return undefined;
  const known = Object.keys(KUBERNETES_KINDS).flatMap((one) =>
    one.startsWith(`${apiVersion} `) ? [one.slice(apiVersion.length + 1)] : [],
  );
  return `the apiVersion ${shown(apiVersion)} has no kind ${shown(kind)}: ${didYouMean(kind, [...known, ...others], 'write another')}`;
}

function formProblem(apiVersion: string): string | undefined {
  const [group, version, ...more] = apiVersion.split('/');
  const isCore = version === undefined && /^v\d+\w*$/.test(group);
  // Those of others have a domain in their name.
  const isGroup = OF_KUBERNETES.test(apiVersion) || (group.includes('.') && !subdomainProblem(group));
  const isOwn = version !== undefined && more.length === 0 && isGroup && !serviceNameProblem(version);
  return isCore || isOwn
    ? undefined
    : `the apiVersion ${shown(apiVersion)} is none: write a group and its version, such as "apps/v1"`;
}
