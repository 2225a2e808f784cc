import type { Field } from '../../../model/field';
import { serviceNameProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isList } from '../../../model/manifest';
import { objectOf } from '../../../model/resource';
import { listed } from '../../../text/listed';
import { shown } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';

export const N10 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'An object says what it is: its apiVersion and kind',
  why: 'kubectl and Argo CD cannot apply the object, and often nothing of the file in which it stands.',
  source:
    'Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/runtime/serializer/json, pkg/runtime/schema (ParseGroupVersion)',
  bad: { objects: [{ kind: 'Deployment', apiVersion: 'apps/v1/' }] },
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
    if (apiVersion === '' || kind === '' || isList(resource.manifest)) return;
    if (!isApiVersion(apiVersion)) {
      const remedy = 'write a group and its version, such as "apps/v1"';
      report(object.at('apiVersion'), `the apiVersion ${shown(apiVersion)} is none: ${remedy}`);
    } else if (serviceNameProblem(kind.toLowerCase()) !== undefined) {
      report(object.at('kind'), `the kind ${shown(kind)} is no name of a kind: write letters and digits`);
    }
  },
});

function isMissing(place: Field): boolean {
  return !place.isUnresolved && (typeof place.raw !== 'string' || place.raw === '');
}

/** Whether it can be one: F5 tells of those that nobody serves. */
function isApiVersion(apiVersion: string): boolean {
  const [group, version, ...more] = apiVersion.split('/');
  if (version === undefined) return /^v\d+\w*$/.test(group);
  return more.length === 0 && subdomainProblem(group) === undefined && serviceNameProblem(version) === undefined;
}
