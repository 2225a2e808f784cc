import { isRuled } from '../construct-problems';
import { fewOf } from '../few-of';
import { Severity } from '../rule';
import type { Subject } from '../subject';
import { managedObjectsOf } from '../view/managed-objects';
import { grouped } from '../view/per-app';
import { workloadsOf } from '../view/workloads';
import type { AcrossRule, EnvironmentSubjects } from './environment';
import { reasonFor } from './suppressed';

/**
 * A secret of staging was handed to a workload of prod, by what cdk8s-plus keeps nothing of but its name: the pod waits
 * for a Secret that nobody writes there. A warning, as prod may have one that was made by hand.
 */
export const DECLARED_SECRET_RULE: AcrossRule = {
  id: 'E5',
  severity: Severity.WARNING,
  title: 'A workload uses no Secret that only other environments declare',
  check: (environments, report) => {
    const declared = new Map(environments.map((environment) => [environment, secretsOf(environment)]));
    for (const environment of environments) {
      if (environment.slug === undefined || environment.deployed === false) continue;
      const foreign = foreignSecrets(environment, declared);
      if (foreign.size === 0) continue;
      const uses = environment.subjects.flatMap((subject) => usesOf(subject, foreign));
      for (const [{ subject, name }, ...more] of grouped(uses, causeOf).values()) {
        const owner = foreign.get(name) ?? '';
        const users = fewOf([subject, ...more.map((one) => one.subject)].map(shown));
        report(
          subject,
          [environment.environment, owner],
          `the Secret "${name}" of ${users} is declared in the environment "${owner}" and not in "${environment.environment}": declare it there, too`,
        );
      }
    }
  },
};

interface Use {
  readonly subject: Subject;
  readonly name: string;
}

/** The names of the Secrets that an environment writes or has written; those that Infisical fills are `true`. */
function secretsOf({ subjects }: EnvironmentSubjects): ReadonlyMap<string, boolean> {
  const plain = subjects.flatMap(({ manifest: { kind, metadata } }) =>
    kind === 'Secret' ? [metadata.name ?? ''] : [],
  );
  const managed = subjects.flatMap(managedObjectsOf).filter(({ kind, deferred }) => kind === 'Secret' && !deferred);
  return new Map([...plain.map((name) => [name, false] as const), ...managed.map(({ name }) => [name, true] as const)]);
}

/** The Secrets that Infisical fills for other environments only, each with one of those. */
function foreignSecrets(
  own: EnvironmentSubjects,
  declared: ReadonlyMap<EnvironmentSubjects, ReadonlyMap<string, boolean>>,
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

function usesOf(subject: Subject, foreign: ReadonlyMap<string, string>): Use[] {
  const names = new Set(workloadsOf(subject).flatMap(({ secretUses }) => secretUses.map((use) => use.secretName)));
  return [...names].flatMap((name) => (foreign.has(name) && !isToldByE3(subject, name) ? [{ subject, name }] : []));
}

function isToldByE3({ construct, usedSecrets = [] }: Subject, name: string): boolean {
  if (construct === undefined || !isRuled(construct.node.root)) return false;
  return usedSecrets.some(
    (secret) => secret.node.root !== construct.node.root && 'name' in secret && secret.name === name,
  );
}

function causeOf({ subject, name }: Use): string {
  return JSON.stringify([name, reasonFor(subject, DECLARED_SECRET_RULE.id) ?? null]);
}

function shown({ manifest: { kind, metadata } }: Subject): string {
  return `${kind} "${metadata.name ?? ''}"`;
}
