import { grouped } from '../../collections/grouped';
import { namedObject } from '../../model/address';
import { managedObjectsOf } from '../../model/app-model';
import type { Field } from '../../model/field';
import { suppressionOf } from '../../model/ignored-rules';
import { isUnresolved, shownObject } from '../../model/operator-resource';
import { objectOf, type Resource } from '../../model/resource';
import { fewOf } from '../../text/few-of';
import { Severity } from '../severity';
import type { AcrossRule, EnvironmentResources } from './environment';
import { type Placements, placementsOf } from './placements';

export const E4: AcrossRule = {
  severity: Severity.WARNING,
  title: 'An object stands in no namespace of another environment',
  why: 'A namespace was copied with the chart: what is meant for prod is deployed among the pods of staging.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  bad: `new SyncedSecret(stagingChart, 'secrets', { secretPath: '/orders' });
new SyncedSecret(prodChart, 'prod-secrets', { secretPath: '/orders', namespace: 'shop-staging' });`,
  good: `new SyncedSecret(stagingChart, 'secrets', { secretPath: '/orders' });
new SyncedSecret(prodChart, 'prod-secrets', { secretPath: '/orders' });`,
  check: (environments, report) => {
    const placements = placementsOf(environments);
    for (const environment of environments) {
      const { namespace: own } = environment;
      if (own === undefined || environment.deployed === false) continue;
      const misplaced = environment.resources.flatMap((resource) =>
        misplacedObjectsOf(resource, environment, placements),
      );
      for (const [, found] of grouped(misplaced, causeOf)) {
        const [{ resource, at, namespace, other }] = found;
        report(
          resource,
          at,
          [environment.environment, other],
          `${fewOf(found.map(({ shown }) => shown))} ${found.length === 1 ? 'stands' : 'stand'} in the namespace "${namespace}" of the environment "${other}": write "${own}", that of the environment "${environment.environment}"`,
        );
      }
    }
  },
};

interface MisplacedObject {
  readonly resource: Resource;
  /** Where it names the namespace. */
  readonly at: Field;
  readonly shown: string;
  readonly namespace: string;
  /** The environment to which the namespace belongs. */
  readonly other: string;
}

function misplacedObjectsOf(resource: Resource, own: EnvironmentResources, placements: Placements): MisplacedObject[] {
  const { manifest } = resource;
  const places = [
    {
      shown: namedObject(manifest),
      at: objectOf(resource).at('metadata', 'namespace'),
      namespace: manifest.metadata.namespace,
    },
    ...managedObjectsOf(resource).map((one) => ({
      shown: `the ${shownObject(one)}`,
      at: one.namespace,
      namespace: isUnresolved(one) ? undefined : one.namespace.value,
    })),
  ];
  return places.flatMap(({ shown, at, namespace }) => {
    if (namespace === undefined || namespace === own.namespace) return [];
    const other = [...placements.keys()].find((one) => one.namespace === namespace);
    if (other === undefined || areApart(own, other, placements)) return [];
    return [{ resource, at, shown, namespace, other: other.environment }];
  });
}

/** A namespace of the same name in another cluster is another one. */
function areApart(one: EnvironmentResources, other: EnvironmentResources, placements: Placements): boolean {
  const [here, there] = [one, other].map((environment) =>
    (placements.get(environment) ?? []).map(({ cluster }) => cluster),
  );
  return here.length > 0 && there.length > 0 && !here.some((cluster) => there.includes(cluster));
}

function causeOf({ namespace, resource }: MisplacedObject): string {
  return JSON.stringify([namespace, suppressionOf(resource, 'E4') ?? null]);
}
