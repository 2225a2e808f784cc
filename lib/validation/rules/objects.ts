import { labelProblem } from '../../model/kubernetes-names';
import type { Manifest } from '../../model/manifest';
import { objectNameProblem } from '../../model/object-names';
import { podPlaceIn } from '../../model/pods';
import type { Resource } from '../../model/resource';
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
    const { failure, manifest } = resource;
    if (failure === undefined) return;
    // Who has thrown it cdk8s does not tell.
    const isOfPatch = failure.startsWith('the patch ');
    const hint = isOfPatch
      ? ''
      : ' (thrown while it was rendered: correct what it is declared with, or its lazy values)';
    report([], `the ${manifest.kind} cannot be rendered: ${failure}${hint}`);
  },
});

/** Whether a container needs a name: what seems to be one in a kind that nobody here knows may be anything with an image. */
function needsName(manifest: Manifest): boolean {
  return podPlaceIn(manifest) !== undefined;
}

function isGivenName({ givenNames }: Resource, name: string): boolean {
  return givenNames?.().some((given) => given.name === name && given.referredAs === undefined) ?? false;
}

export const N3 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'The name of a container is valid',
  why: 'The API server refuses the workload.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateContainerCommon)',
  bad: {
    objects: [podOf({ name: 'Api', image: 'api:1' })],
  },
  good: {
    objects: [podOf({ name: 'api', image: 'api:1' })],
  },
  check: ({ resource, containers }, report) => {
    for (const { name, field } of containers) {
      // N1 tells of the object, and the container is called like it; where both were given one name, that is told once.
      const isTold =
        name === resource.manifest.metadata.name &&
        objectNameProblem(resource.manifest, name) !== undefined &&
        (!isGivenName(resource, name) || unsetPartOf(name) !== undefined);
      const place = field.at('name');
      // F2 tells of what is no text.
      const isOther =
        place.isUnresolved || (place.isGiven ? typeof place.raw !== 'string' : !needsName(resource.manifest));
      const problem = isTold || isOther ? undefined : labelProblem(name);
      if (problem) report(place, `the name of the container "${name}" ${problem}`);
    }
  },
});
