import {
  labelProblem,
  labelValueProblem,
  pathSegmentProblem,
  serviceNameProblem,
  subdomainProblem,
} from '../../model/kubernetes-names';
import type { Manifest } from '../../model/manifest';
import { objectOf } from '../../model/resource';
import { shown, shownAsNoText } from '../../text/shown';
import { unsetPartOf } from '../../text/unset-text';
import { type ExampleObject, ruleOn, Severity } from '../rule';

function podOf(container: object): ExampleObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'job', namespace: 'shop' },
    spec: { containers: [container] },
  };
}

export const N0 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'An object can be rendered',
  why: 'A value that is made when the program is written to files has thrown, so that there is no object.',
  source: 'cdk8s v2.70: src/api-object.ts (ApiObject.toJson)',
  bad: `new SyncedSecret(prodChart, 'secrets', { secretPath: '/orders' });
const data = Lazy.any({ produce: () => JSON.parse('{ "PORT": ') });
new ApiObject(prodChart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', data });`,
  good: `new SyncedSecret(prodChart, 'secrets', { secretPath: '/orders' });
const data = Lazy.any({ produce: () => JSON.parse('{ "PORT": "3000" }') });
new ApiObject(prodChart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', data });`,
  check: (resource, report) => {
    if (resource.failure === undefined) return;
    report(
      [],
      `the ${resource.manifest.kind} cannot be rendered: ${resource.failure} (look at its patches, addJsonPatch, and at its lazy values)`,
    );
  },
});

export const N1 = ruleOn('resource', {
  severity: Severity.ERROR,
  // What is missing for a login is missing in its name, too.
  explainedBy: ['A5'],
  title: 'The name of an object is valid',
  why: 'The API server refuses the object.',
  source:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/; Kubernetes: staging/src/k8s.io/apimachinery/pkg/api/validation/generic.go (NameIsDNSSubdomain, NameIsDNSLabel)',
  bad: { objects: [{ kind: 'Secret', metadata: { name: 'Orders_Db' } }] },
  good: { objects: [{ kind: 'Secret', metadata: { name: 'orders-db' } }] },
  check: (resource, report) => {
    const { kind, metadata } = resource.manifest;
    const object = objectOf(resource);
    if (metadata.name === undefined && object.text('metadata', 'generateName').value) return;
    const name = metadata.name ?? '';
    const problem = nameProblem(resource.manifest, name);
    if (problem === undefined || unsetPartOf(name) !== undefined) return;
    report(object.at('metadata', 'name'), `the name of the ${kind} "${name}" ${problem}`);
  },
});

export const N2 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'The name of a namespace is valid',
  why: 'The API server refuses the object: no namespace can have that name.',
  source:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/; Kubernetes: staging/src/k8s.io/apimachinery/pkg/api/validation/generic.go (ValidateNamespaceName)',
  bad: { objects: [{ kind: 'Secret', metadata: { namespace: 'Shop' } }] },
  good: { objects: [{ kind: 'Secret', metadata: { namespace: 'shop' } }] },
  check: (resource, report) => {
    const { namespace } = resource.manifest.metadata;
    const problem = namespace === undefined || unsetPartOf(namespace) ? undefined : labelProblem(namespace);
    if (problem) report(['metadata', 'namespace'], `the namespace "${namespace}" ${problem}`);
  },
});

export const N3 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'The name of a container is valid',
  why: 'The API server refuses the workload.',
  source:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/; Kubernetes: pkg/apis/core/validation/validation.go (validateContainerCommon)',
  bad: {
    objects: [podOf({ name: 'Api', image: 'api:1' })],
  },
  good: {
    objects: [podOf({ name: 'api', image: 'api:1' })],
  },
  check: ({ resource, containers }, report) => {
    for (const { name, field } of containers) {
      // N1 tells of the object, and the container is called like it.
      const isTold = name === resource.manifest.metadata.name && nameProblem(resource.manifest, name) !== undefined;
      const problem = isTold ? undefined : labelProblem(name);
      if (problem) report(field.at('name'), `the name of the container "${name}" ${problem}`);
    }
  },
});

export const N4 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'The value of a label is valid',
  why: 'The API server refuses the object.',
  source:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/; Kubernetes: staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go (IsValidLabelValue)',
  bad: { objects: [{ kind: 'Secret', metadata: { labels: { team: 'team a' } } }] },
  good: { objects: [{ kind: 'Secret', metadata: { labels: { team: 'team-a' } } }] },
  check: (resource, report) => {
    for (const [label, field] of objectOf(resource).at('metadata', 'labels').entries()) {
      const { raw } = field;
      const problem = typeof raw === 'string' ? labelValueProblem(raw) : undefined;
      if (problem) report(field, `the value ${shown(raw)} of the label "${label}" ${problem}`);
      else if (typeof raw !== 'string') {
        report(field, `the label "${label}" must be text, found ${shownAsNoText(raw)}`);
      }
    }
  },
});

function nameProblem({ apiVersion, kind }: Manifest, name: string): string | undefined {
  if (kind === 'Service') return serviceNameProblem(name);
  return apiVersion.startsWith('rbac.authorization.k8s.io/') ? pathSegmentProblem(name) : subdomainProblem(name);
}
