import { namedObject } from '../../../model/address';
import { perApp } from '../../../model/app-model';
import type { Generation } from '../../../model/kinds';
import {
  isLease,
  managedAddress,
  type OperatorResource,
  placedObject,
  type Source,
} from '../../../model/operator-resource';
import { previousResources } from '../../../model/previous-objects';
import { type ExampleObject, ruleOn, Severity } from '../../rule';

export const M27 = ruleOn('managedObject', {
  severity: Severity.WARNING,
  title: 'A recursive sync keeps its API generation',
  why: 'Of equal keys in different folders v1alpha1 writes the last that Infisical lists, and v1beta1 the first: the same folders give another value after the move, and both say that they have synced.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (createInfisicalManagedKubeResource), internal/services/infisicalstaticsecret/reconciler.go (MergeSecretSources); seen with v0.11.5',
  bad: { objects: [movedSync(true)], previous: [before(true)] },
  good: { objects: [movedSync(false)], previous: [before(false)] },
  check: (object, report, app) => {
    if (isLease(object)) return;
    const { owner } = object;
    const old = writtenByGeneration(app)[owner.generation === 'v1beta1' ? 'v1alpha1' : 'v1beta1'].get(
      managedAddress(object),
    );
    if (old === undefined) return;
    const [source, earlier] = [owner, old.owner].map((one) => recursiveSources(app).get(one));
    if (source === undefined && earlier === undefined) return;
    const [was, is] = [old.owner, owner].map(({ generation }) => `${WINNER[generation]} in ${generation}`);
    report(
      source?.recursive ?? object.field,
      `the ${placedObject(object)} was written by ${namedObject(old.owner.resource.manifest)}, recursively: of equal keys in different folders ${was} wins, and ${is}, so that pods may get another value. See that no key is in two of the folders, for example with cdk8s-infisical check, before this is applied`,
    );
  },
});

const WINNER = { v1alpha1: 'the last that Infisical lists', v1beta1: 'the first' } as const;

/** What each generation wrote before, by its address: of several writers one, as M5 tells of the others. */
const writtenByGeneration = perApp((app) => {
  const writtenBy = (generation: Generation) => {
    const objects = previousResources(app)
      .filter((one) => one.generation === generation)
      .flatMap(({ managed }) => managed);
    return new Map(objects.filter((one) => !isLease(one)).map((object) => [managedAddress(object), object]));
  };
  return { v1alpha1: writtenBy('v1alpha1'), v1beta1: writtenBy('v1beta1') };
});

const recursiveSources = perApp(
  (app): ReadonlyMap<OperatorResource, Source | undefined> =>
    new Map(
      [...app.operator, ...previousResources(app)].map((owner) => [
        owner,
        owner.sources.find(({ recursive, secretName }) => recursive.value === true && !secretName.value),
      ]),
    ),
);

function before(recursive: boolean): ExampleObject {
  const secretsScope = { recursive };
  return { kind: 'InfisicalSecret', spec: { authentication: { universalAuth: { secretsScope } } } };
}

function movedSync(recursive: boolean): ExampleObject {
  const source = { projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/api', recursive };
  const target = { kind: 'Secret', name: 'api-secrets', namespace: 'shop', creationPolicy: 'Owner' };
  return { kind: 'InfisicalStaticSecret', spec: { sources: [source], targets: [target] } };
}
