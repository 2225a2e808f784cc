import type { Field } from '../../../model/field';
import { upgradeFor } from '../../../model/operator-features';
import { type ExampleObjects, ruleOn, Severity, withSpec } from '../../rule';

export const S6 = ruleOn('source', {
  severity: Severity.ERROR,
  operators: [
    { of: 'v1beta1', without: 'slugInstantUpdates' },
    { of: 'v1alpha1', without: 'projectIdInstantUpdates' },
  ],
  title: 'Instant updates name the project as the operator asks for events',
  why: 'Older operators of v1beta1 need its id for that, the oldest of v1alpha1 its slug. By the other they ask for the events of no project at all.',
  source:
    'operator v0.11.5: internal/services/infisicalstaticsecret/handler.go (OpenInstantUpdatesStreams), which looks the id up in v0.11.7; operator v0.10.8: internal/services/infisicalsecret/reconciler.go (OpenInstantUpdatesStream)',
  bad: { ...instantly({ projectSlug: 'shop' }), settings: { operatorVersion: 'v0.11.5' } },
  good: instantly({ projectSlug: 'shop' }),
  check: ({ owner, what, projectId, projectSlug }, report) => {
    if (owner.instantUpdates.value !== true) return;
    if (owner.kind === 'InfisicalSecret' && projectId.value && !projectSlug.value) {
      const remedy = `${upgradeFor('projectIdInstantUpdates')}, set projectSlug instead, or drop instantUpdates`;
      report(projectId, `the ${what} names its project by its id, with which instant updates never arrive: ${remedy}`);
    }
    if (owner.kind !== 'InfisicalStaticSecret' || projectId.value || !projectSlug.value) return;
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
