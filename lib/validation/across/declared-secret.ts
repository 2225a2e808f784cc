import { grouped } from '../../collections/grouped';
import { namedObject } from '../../model/address';
import { managedObjectsOf } from '../../model/app-model';
import { suppressionOf } from '../../model/ignored-rules';
import { isUnresolved } from '../../model/operator-resource';
import type { Resource } from '../../model/resource';
import { type ObjectUse, workloadsOf } from '../../model/workloads';
import { fewOf } from '../../text/few-of';
import { Severity } from '../severity';
import type { AcrossRule, EnvironmentResources } from './environment';

/** A warning, as the environment may have one that was made by hand. */
export const E5: AcrossRule = {
  severity: Severity.WARNING,
  title: 'A workload uses no Secret that only other environments declare',
  why: 'A secret of staging was handed to a workload of prod by its name: the pod waits for a Secret that nobody writes there.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist',
  bad: `new SyncedSecret(stagingChart, 'secrets', { secretPath: '/orders', secretName: 'orders' });
const orders = Secret.fromSecretName(prodChart, 'orders-secret', 'orders');
new Deployment(prodChart, 'orders', {
  containers: [{ image: 'orders:1', envVariables: { DATABASE_URL: orders.envValue('DATABASE_URL') } }],
});`,
  good: `new SyncedSecret(stagingChart, 'secrets', { secretPath: '/orders', secretName: 'orders' });
const orders = new SyncedSecret(prodChart, 'secrets', { secretPath: '/orders', secretName: 'orders' });
new Deployment(prodChart, 'orders', {
  containers: [{ image: 'orders:1', envVariables: { DATABASE_URL: orders.envValue('DATABASE_URL') } }],
});`,
  check: (environments, report) => {
    const declared = new Map(environments.map((environment) => [environment, secretsOf(environment)]));
    for (const environment of environments) {
      if (environment.slug === undefined || environment.deployed === false) continue;
      const foreign = foreignSecrets(environment, declared);
      if (foreign.size === 0) continue;
      const uses = environment.resources.flatMap((resource) => usesOf(resource, foreign));
      for (const [{ resource, name, field }, ...more] of grouped(uses, causeOf).values()) {
        const owner = foreign.get(name) ?? '';
        const users = fewOf([resource, ...more.map((one) => one.resource)].map((one) => namedObject(one.manifest)));
        report(
          resource,
          field,
          [environment.environment, owner],
          `the Secret "${name}" of ${users} is declared in the environment "${owner}" and not in "${environment.environment}": declare it there, too`,
        );
      }
    }
  },
};

interface Use extends Pick<ObjectUse, 'name' | 'field'> {
  readonly resource: Resource;
}

/** The names of the Secrets that an environment writes or has written; those that Infisical fills are `true`. */
function secretsOf({ resources }: EnvironmentResources): ReadonlyMap<string, boolean> {
  const plain = resources.flatMap(({ manifest: { kind, metadata } }) =>
    kind === 'Secret' ? [metadata.name ?? ''] : [],
  );
  const managed = resources
    .flatMap(managedObjectsOf)
    .filter((object) => object.kind === 'Secret' && !isUnresolved(object));
  return new Map([
    ...plain.map((name) => [name, false] as const),
    ...managed.map(({ name }) => [name.value ?? '', true] as const),
  ]);
}

/** The Secrets that Infisical fills for other environments only, each with one of those. */
function foreignSecrets(
  own: EnvironmentResources,
  declared: ReadonlyMap<EnvironmentResources, ReadonlyMap<string, boolean>>,
): ReadonlyMap<string, string> {
  const foreign = new Map<string, string>();
  const near = new Set<string>();
  for (const [{ environment, slug }, secrets] of declared) {
    // What stands in a folder of no environment is there for all.
    const isNear = slug === undefined || slug === own.slug;
    for (const [name, isManaged] of secrets) {
      if (isNear) near.add(name);
      else if (isManaged && !foreign.has(name)) foreign.set(name, environment);
    }
  }
  return new Map([...foreign].filter(([name]) => !near.has(name)));
}

function usesOf(resource: Resource, foreign: ReadonlyMap<string, string>): Use[] {
  const uses = workloadsOf(resource).flatMap((workload) => workload.uses);
  const first = new Map<string, Use>();
  for (const { kind, name, field } of uses) {
    if (kind !== 'Secret' || first.has(name) || !foreign.has(name) || isToldByE3(resource, name)) continue;
    first.set(name, { resource, name, field });
  }
  return [...first.values()];
}

function isToldByE3({ secretsOfOtherApps }: Resource, name: string): boolean {
  return secretsOfOtherApps?.().some((secret) => secret.name === name) ?? false;
}

function causeOf({ resource, name }: Use): string {
  return JSON.stringify([name, suppressionOf(resource, 'E5') ?? null]);
}
