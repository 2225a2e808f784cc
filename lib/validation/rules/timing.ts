import { fields } from '../../json/json';
import { type AppModel, specsOf } from '../../model/app-model';
import { asksForInstantUpdates } from '../../model/instant-updates';
import { isEmpty, isGiven } from '../../model/presence';
import type { Resource } from '../../model/resource';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

const FLAT = ['resyncInterval', 'instantUpdates'];

/** When the operator syncs. */
export const TIMING_RULES: readonly Rule[] = [
  {
    id: 'T1',
    severity: Severity.ERROR,
    title: 'An interval is one whole number and one unit of s, m, h, d, w',
    check: (app, report) => {
      for (const { resource, interval } of intervals(app)) {
        if (!/^[1-9][0-9]*[smhdw]$/.test(interval) && !switchesOff(resource, interval)) {
          report(
            resource,
            `the interval "${interval}" would be misread by the operator: use a whole number of seconds, minutes, hours, days or weeks (no "0s", "500ms", "1h30m")`,
          );
        }
      }
    },
  },
  {
    id: 'T2',
    severity: Severity.ERROR,
    title: 'An interval is at least 5 seconds',
    check: (app, report) => {
      for (const { resource, interval } of intervals(app)) {
        if (/^[1-4]s$/.test(interval)) {
          report(resource, `the interval "${interval}" is below the operator's minimum of 5s, which it would not use`);
        }
      }
    },
  },
  {
    id: 'T3',
    severity: Severity.ERROR,
    title: 'The flat resyncInterval is a whole number of at least 5 seconds',
    check: (app, report) => {
      for (const { resource, spec } of specsOf(app, 'InfisicalSecret')) {
        const { resyncInterval, syncConfig } = spec;
        if (typeof resyncInterval === 'string') {
          report(
            resource,
            `resyncInterval "${resyncInterval}" must be a whole number of seconds: write a number, or move it into syncConfig`,
          );
        }
        if (typeof resyncInterval !== 'number' || resyncInterval === 0 || isGiven(syncConfig)) continue;
        if (!Number.isInteger(resyncInterval) || resyncInterval < 5) {
          report(
            resource,
            `resyncInterval ${resyncInterval} would silently become 5 minutes: write at least 5 (seconds)`,
          );
        }
      }
    },
  },
  {
    id: 'T4',
    severity: Severity.WARNING,
    title: 'The flat fields do not stand beside syncConfig',
    check: (app, report) => {
      for (const { resource, spec } of specsOf(app, 'InfisicalSecret')) {
        if (!isGiven(spec.syncConfig)) continue;
        for (const field of FLAT.filter((name) => isGiven(spec[name]))) {
          report(resource, `the operator ignores ${field} beside syncConfig: move it into syncConfig`);
        }
      }
    },
  },
  {
    id: 'T5',
    severity: Severity.WARNING,
    title: 'Instant updates of v1alpha1 have an interval to fall back to',
    check: (app, report) => {
      for (const { resource, spec } of specsOf(app, 'InfisicalSecret')) {
        const { resyncInterval } = isGiven(spec.syncConfig) ? fields(spec.syncConfig) : spec;
        if (!asksForInstantUpdates(resource) || !(isEmpty(resyncInterval) || resyncInterval === 0)) continue;
        report(
          resource,
          'instant updates without an interval sync only each hour where Infisical does not offer them (they are a paid feature): set syncConfig.resyncInterval, for example "5m"',
        );
      }
    },
  },
  {
    id: 'T6',
    severity: Severity.WARNING,
    title: 'An interval does not switch syncing off',
    check: (app, report) => {
      for (const { resource, interval } of intervals(app)) {
        if (switchesOff(resource, interval)) {
          report(resource, `the interval "${interval}" switches the periodic sync off: write for example "5m"`);
        }
      }
    },
  },
  {
    id: 'T7',
    severity: Severity.ERROR,
    title: 'An InfisicalStaticSecret has a refresh interval',
    check: (app, report) => {
      for (const { resource, spec } of specsOf(app, 'InfisicalStaticSecret')) {
        if (isEmpty(spec.syncOptions) || isEmpty(fields(spec.syncOptions).refreshInterval)) {
          report(resource, 'there is no refreshInterval, and the operator has no default: write for example "5m"');
        }
      }
    },
  },
];

/** The intervals that are written as text, or should be. An empty one is the same as none. */
function intervals({ infisical }: AppModel): { resource: Resource; interval: string }[] {
  return infisical.flatMap((resource) => {
    const spec = fields(resource.manifest.spec);
    const raw = [
      fields(spec.syncConfig).resyncInterval,
      fields(spec.syncOptions).refreshInterval,
      resource.manifest.kind === 'InfisicalPushSecret' ? spec.resyncInterval : undefined,
    ];
    return raw.flatMap((interval) =>
      (typeof interval === 'string' && interval !== '') || typeof interval === 'number'
        ? [{ resource, interval: String(interval) }]
        : [],
    );
  });
}

/** Whether the operator understands the interval as none at all; an InfisicalSecret takes it for its default. */
function switchesOff({ manifest }: Resource, interval: string): boolean {
  return manifest.kind !== 'InfisicalSecret' && /^0+[mhdw]$/.test(interval);
}
