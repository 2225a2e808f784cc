import { namedObject } from '../../../model/address';
import { isLease, type ManagedObject, managedAddress, placedObject } from '../../../model/operator-resource';
import { previousByAddress } from '../../../model/previous-objects';
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
    const old = (previousByAddress(app).get(managedAddress(object)) ?? []).find(
      (one) => !isLease(one) && one.owner.generation !== owner.generation,
    );
    const source = owner.sources.find(isRecursive);
    if (old === undefined || (source === undefined && !old.owner.sources.some(isRecursive))) return;
    const [was, is] = [old.owner, owner].map(({ generation }) => `${WINNER[generation]} in ${generation}`);
    report(
      source?.recursive ?? object.field,
      `the ${placedObject(object)} was written by ${namedObject(old.owner.resource.manifest)}, recursively: of equal keys in different folders ${was} wins, and ${is}, so that pods may get another value. See that no key is in two of the folders, for example with cdk8s-infisical check, before this is applied`,
    );
  },
});

const WINNER = { v1alpha1: 'the last that Infisical lists', v1beta1: 'the first' } as const;

function isRecursive({ recursive, secretName }: ManagedObject['owner']['sources'][number]): boolean {
  return recursive.value === true && !secretName.value;
}

function before(recursive: boolean): ExampleObject {
  const secretsScope = { recursive };
  return { kind: 'InfisicalSecret', spec: { authentication: { universalAuth: { secretsScope } } } };
}

function movedSync(recursive: boolean): ExampleObject {
  const source = { projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/api', recursive };
  const target = { kind: 'Secret', name: 'api-secrets', namespace: 'shop', creationPolicy: 'Owner' };
  return { kind: 'InfisicalStaticSecret', spec: { sources: [source], targets: [target] } };
}
