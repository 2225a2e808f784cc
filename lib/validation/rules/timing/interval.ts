import { isDuration, isNoDuration, SHORTEST_INTERVAL, secondsOf } from '../../../model/duration';
import type { OperatorResource } from '../../../model/operator-resource';
import { type Fix, ruleOn, Severity, withSpec } from '../../rule';

export const T1 = ruleOn('operator', {
  hasFix: true,
  severity: Severity.ERROR,
  title: 'An interval is one whole number and one unit of s, m, h, d, w',
  why: 'An InfisicalSecret takes what it cannot read for its default, with a line in the log; the others sync nothing at all, and a push has no condition that would tell it: its health waits for ever.',
  source:
    'operator v0.11.7: internal/util/time.go (ConvertResyncIntervalToDuration), internal/util/helpers.go (ConvertIntervalToDuration)',
  bad: withSpec('InfisicalSecret', { syncConfig: { resyncInterval: '1h30m' } }),
  good: withSpec('InfisicalSecret', { syncConfig: { resyncInterval: '90m' } }),
  check: (owner, report) => {
    const interval = writtenInterval(owner);
    if (interval === undefined || isDuration(interval) || switchesOff(owner, interval)) return;
    report(
      owner.interval,
      `the interval "${interval}" would be misread by the operator${effectOn(owner)}: ${remedyFor(interval)}`,
      withoutInterval(owner, interval),
    );
  },
});

export const T2 = ruleOn('operator', {
  severity: Severity.ERROR,
  title: 'An interval is at least 5 seconds',
  why: 'An InfisicalSecret takes what is shorter for its default; the others refuse it, and sync nothing.',
  source:
    'operator v0.11.7: internal/util/time.go (ConvertResyncIntervalToDuration), internal/util/helpers.go (ConvertIntervalToDuration)',
  bad: withSpec('InfisicalStaticSecret', { syncOptions: { refreshInterval: '4s' } }),
  good: withSpec('InfisicalStaticSecret', { syncOptions: { refreshInterval: '5s' } }),
  check: (owner, report) => {
    const interval = writtenInterval(owner);
    if (interval === undefined || !/^[1-4]s$/.test(interval)) return;
    report(
      owner.interval,
      `the interval "${interval}" is below the operator's minimum of 5s, which it would not use${effectOn(owner)}: write "5s" or more`,
      withoutInterval(owner, interval),
    );
  },
});

export const T6 = ruleOn('operator', {
  severity: Severity.WARNING,
  title: 'An interval does not switch syncing off',
  why: 'Zero minutes are no interval: after the first sync a change in Infisical arrives only with one of the resource.',
  source:
    'operator v0.11.7: internal/util/time.go (ConvertResyncIntervalToDuration), internal/controller/v1beta1/infisicalstaticsecret_controller.go (Reconcile)',
  bad: withSpec('InfisicalStaticSecret', { syncOptions: { refreshInterval: '0m' } }),
  good: withSpec('InfisicalStaticSecret', { syncOptions: { refreshInterval: '5m' } }),
  check: (owner, report) => {
    const interval = writtenInterval(owner);
    if (interval === undefined || !switchesOff(owner, interval)) return;
    report(owner.interval, `the interval "${interval}" switches the periodic sync off: write for example "5m"`);
  },
});

/** Only an InfisicalSecret has a default to fall back to. */
function effectOn({ kind }: OperatorResource): string {
  if (kind === 'InfisicalStaticSecret') return ', so that nothing is synced';
  return kind === 'InfisicalPushSecret' ? ', so that nothing is pushed, and no condition tells it' : '';
}

/** The interval, which is written as text, or should be. An empty one is the same as none. */
function writtenInterval({ interval: { raw } }: OperatorResource): string | undefined {
  return (typeof raw === 'string' && raw !== '') || typeof raw === 'number' ? String(raw) : undefined;
}

/** Whether the operator understands the interval as none at all; an InfisicalSecret takes it for its default. */
function switchesOff({ kind }: OperatorResource, interval: string): boolean {
  return kind !== 'InfisicalSecret' && isNoDuration(interval);
}

function remedyFor(interval: string): string {
  return isInOtherCase(interval)
    ? `did you mean "${interval.toLowerCase()}"?`
    : 'use a whole number of seconds, minutes, hours, days or weeks (no "0s", "500ms", "1h30m")';
}

/** Whether only its unit is written in another case than the operator reads it: everybody sees what is meant. */
function isInOtherCase(interval: string): boolean {
  return !isDuration(interval) && isDuration(interval.toLowerCase());
}

/** The operator takes what it cannot read for no interval at all. */
function withoutInterval({ kind, interval: { path } }: OperatorResource, interval: string): Fix | undefined {
  const isRead = /^[+-]?\d+[mhdw]$/.test(interval) || (secondsOf(interval.replace('+', '')) ?? 0) >= SHORTEST_INTERVAL;
  if (kind !== 'InfisicalSecret' || isRead || isInOtherCase(interval)) return undefined;
  const message = `syncConfig.resyncInterval "${interval}" is gone: it acted as the default`;
  return { message, edits: [{ path }] };
}
