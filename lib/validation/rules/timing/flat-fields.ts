import { defaultInterval } from '../../../model/default-interval';
import { INSTANT_INTERVAL } from '../../../model/duration';
import { counted } from '../../../text/counted';
import { ruleOn, Severity, withSpec } from '../../rule';

export const T3 = ruleOn('InfisicalSecret', {
  hasFix: true,
  severity: Severity.ERROR,
  operators: [{ that: 'syncConfig' }],
  title: 'The flat resyncInterval is a whole number of at least 5 seconds',
  why: 'The API server refuses a text or a fraction; the operator takes 1 to 4 and negative numbers for its default.',
  source: 'operator v0.11.7: internal/controller/infisicalsecret_controller.go (Reconcile)',
  bad: withSpec('InfisicalSecret', { syncConfig: null, resyncInterval: 3 }),
  good: withSpec('InfisicalSecret', { syncConfig: null, resyncInterval: 60 }),
  check: ({ spec, instantUpdates }, report, { settings }) => {
    const field = spec.at('resyncInterval');
    const { raw, path } = field;
    if (typeof raw === 'string') {
      const message = `resyncInterval "${raw}" must be a whole number of seconds: write a number, or move it into syncConfig`;
      report(field, message);
    }
    if (typeof raw !== 'number' || raw === 0 || spec.at('syncConfig').isGiven) return;
    // F2 tells of fractions.
    if (!Number.isInteger(raw) || raw >= 5) return;
    const fix = { message: `resyncInterval ${raw} is gone: it acted as the default`, edits: [{ path }] };
    const interval = defaultInterval(instantUpdates.value === true, settings);
    const actual = interval === INSTANT_INTERVAL ? '1 hour, as with instant updates' : counted(interval / 60, 'minute');
    report(field, `resyncInterval ${raw} would silently become ${actual}: write at least 5 (seconds)`, fix);
  },
});

export const T4 = ruleOn('InfisicalSecret', {
  hasFix: true,
  severity: Severity.WARNING,
  operators: [{ that: 'syncConfig' }],
  title: 'The flat fields do not stand beside syncConfig',
  why: 'With syncConfig, even an empty one, the operator does not look at resyncInterval and instantUpdates beside it.',
  source: 'operator v0.11.7: internal/controller/infisicalsecret_controller.go (Reconcile)',
  bad: withSpec('InfisicalSecret', { resyncInterval: 60 }),
  good: withSpec('InfisicalSecret', { syncConfig: { resyncInterval: '60s' } }),
  check: ({ spec }, report) => {
    if (!spec.at('syncConfig').isGiven) return;
    for (const name of ['resyncInterval', 'instantUpdates']) {
      const field = spec.at(name);
      if (!field.isGiven) continue;
      const fix = { message: `${name} is gone: syncConfig makes it dead`, edits: [{ path: field.path }] };
      report(field, `the operator ignores ${name} beside syncConfig: move it into syncConfig`, fix);
    }
  },
});

export const T5 = ruleOn('InfisicalSecret', {
  severity: Severity.WARNING,
  operators: [{ that: 'hourlyWithInstantUpdates' }],
  title: 'Instant updates of v1alpha1 have an interval to fall back to',
  why: 'Without the paid feature no event ever comes, the resource stays healthy, and the default is then one hour.',
  source:
    'operator v0.11.7: internal/controller/infisicalsecret_controller.go (Reconcile); https://infisical.com/docs/integrations/platforms/kubernetes/infisical-secret-crd',
  bad: withSpec('InfisicalSecret', { syncConfig: { instantUpdates: true, resyncInterval: null } }),
  good: withSpec('InfisicalSecret', { syncConfig: { instantUpdates: true, resyncInterval: '5m' } }),
  check: ({ spec, interval, instantUpdates }, report) => {
    const field = spec.at('syncConfig').isGiven ? interval : spec.at('resyncInterval');
    if (instantUpdates.value !== true || !(field.isEmpty || field.raw === 0)) return;
    report(
      field,
      'instant updates without an interval sync only each hour where Infisical does not offer them (they are a paid feature): set syncConfig.resyncInterval, for example "5m"',
    );
  },
});

export const T7 = ruleOn('InfisicalStaticSecret', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'An InfisicalStaticSecret has a refresh interval',
  why: 'v1beta1 has no default: the operator refuses the resource, and only a condition of it says so.',
  source: 'operator v0.11.7: internal/services/infisicalstaticsecret/reconciler.go (Validate)',
  bad: withSpec('InfisicalStaticSecret', { syncOptions: { refreshInterval: null } }),
  good: withSpec('InfisicalStaticSecret', { syncOptions: { refreshInterval: '5m' } }),
  check: ({ spec, interval }, report) => {
    if (!interval.isEmpty) return;
    const at = spec.at('syncOptions').isGiven ? interval : spec.at('syncOptions');
    report(at, 'there is no refreshInterval, and the operator has no default: write for example "5m"');
  },
});
