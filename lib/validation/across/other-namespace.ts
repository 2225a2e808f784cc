import { fewOf } from '../few-of';
import { Severity } from '../rule';
import type { Subject } from '../subject';
import { managedObjectsOf } from '../view/managed-objects';
import { grouped } from '../view/per-app';
import { type Placements, placementsOf } from './argo-cd-placement';
import type { AcrossRule, EnvironmentSubjects } from './environment';
import { reasonFor } from './suppressed';

/** A namespace was copied with the chart: what is meant for prod is deployed among the pods of staging. */
export const OTHER_NAMESPACE_RULE: AcrossRule = {
  id: 'E4',
  severity: Severity.WARNING,
  title: 'An object stands in no namespace of another environment',
  check: (environments, report) => {
    const placements = placementsOf(environments);
    for (const environment of environments) {
      const { namespace: own } = environment;
      if (own === undefined || environment.deployed === false) continue;
      const strays = environment.subjects.flatMap((subject) => straysOf(subject, environment, placements));
      for (const [, found] of grouped(strays, causeOf)) {
        const [{ subject, namespace, other }] = found;
        report(
          subject,
          [environment.environment, other],
          `${fewOf(found.map(({ shown }) => shown))} ${found.length === 1 ? 'stands' : 'stand'} in the namespace "${namespace}" of the environment "${other}": write "${own}", that of the environment "${environment.environment}"`,
        );
      }
    }
  },
};

interface Stray {
  readonly subject: Subject;
  readonly shown: string;
  readonly namespace: string;
  /** The environment to which the namespace belongs. */
  readonly other: string;
}

function straysOf(subject: Subject, own: EnvironmentSubjects, placements: Placements): Stray[] {
  const { kind, metadata } = subject.manifest;
  const places = [
    { shown: `${kind} "${metadata.name ?? ''}"`, namespace: metadata.namespace },
    ...managedObjectsOf(subject).map((one) => ({
      shown: `the managed ${one.kind} "${one.name}"`,
      namespace: one.deferred ? undefined : one.namespace,
    })),
  ];
  return places.flatMap(({ shown, namespace }) => {
    if (namespace === undefined || namespace === own.namespace) return [];
    const other = [...placements.keys()].find((one) => one.namespace === namespace);
    if (other === undefined || areApart(own, other, placements)) return [];
    return [{ subject, shown, namespace, other: other.environment }];
  });
}

/** A namespace of the same name in another cluster is another one. */
function areApart(one: EnvironmentSubjects, other: EnvironmentSubjects, placements: Placements): boolean {
  const [here, there] = [one, other].map((environment) =>
    (placements.get(environment) ?? []).map(({ cluster }) => cluster),
  );
  return here.length > 0 && there.length > 0 && !here.some((cluster) => there.includes(cluster));
}

function causeOf({ namespace, subject }: Stray): string {
  return JSON.stringify([namespace, reasonFor(subject, OTHER_NAMESPACE_RULE.id) ?? null]);
}
