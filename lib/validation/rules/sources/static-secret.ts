import type { Field } from '../../../model/field';
import { upgradeFor } from '../../../model/operator-features';
import { type ExampleObjects, ruleOn, Severity, withSpec } from '../../rule';

export const S6 = ruleOn('source', {
  severity: Severity.ERROR,
  operators: [{ without: 'slugInstantUpdates' }],
  title: 'Instant updates of v1beta1 have the id of each project',
  why: 'The operator asks Infisical for events by the id of the project. By a slug it asks for those of no project at all.',
  source:
    'operator v0.11.5: internal/services/infisicalstaticsecret/handler.go (OpenInstantUpdatesStreams), which looks the id up in v0.11.7',
  bad: { ...instantly({ projectSlug: 'shop' }), settings: { operatorVersion: 'v0.11.5' } },
  good: instantly({ projectSlug: 'shop' }),
  check: ({ owner, what, projectId, projectSlug }, report) => {
    if (owner.kind !== 'InfisicalStaticSecret' || owner.instantUpdates.value !== true) return;
    if (projectId.value || !projectSlug.value) return;
    report(
      projectSlug,
      `the ${what} names its project by the slug "${projectSlug.value}", with which instant updates never arrive: ${upgradeFor('slugInstantUpdates')}, set projectId instead, or drop instantUpdates`,
    );
  },
});

export const S8 = ruleOn('InfisicalStaticSecret', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'An InfisicalStaticSecret reads and writes something',
  why: 'The schema takes empty lists, the operator does not: nothing is synced, and only a condition of the resource says so.',
  source: 'operator v0.11.7: internal/services/infisicalstaticsecret/reconciler.go (Validate)',
  bad: withSpec('InfisicalStaticSecret', { sources: [], targets: [] }),
  good: { objects: [{ kind: 'InfisicalStaticSecret' }] },
  check: ({ spec }, report) => {
    const [sources, targets] = [spec.at('sources'), spec.at('targets')];
    if (isEmptyList(sources)) report(sources, 'there is nothing to read: add one of sources');
    if (isEmptyList(targets)) report(targets, 'there is nothing to write: add one of targets');
  },
});

function instantly(project: object): ExampleObjects {
  return withSpec('InfisicalStaticSecret', {
    sources: [{ ...project, environmentSlug: 'prod', secretPath: '/web' }],
    syncOptions: { instantUpdates: true },
  });
}

function isEmptyList(field: Field): boolean {
  return !field.isUnresolved && field.items().length === 0;
}
