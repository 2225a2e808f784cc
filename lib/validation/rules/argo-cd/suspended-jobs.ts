import { perApp } from '../../../model/app-model';
import { objectOf } from '../../../model/resource';
import { HOOK_ANNOTATION, hooksOf, isBefore, type SyncMoment, syncMomentsOf } from '../../../model/sync-moments';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';

const hookThatIs = (suspend: boolean): ExampleObjects => ({
  objects: [{ kind: 'Job', metadata: { annotations: { [HOOK_ANNOTATION]: 'Sync' } }, spec: { suspend } }],
});

export const X34 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'Argo CD waits for no Job that is suspended',
  why: 'A sync goes on when hooks have ended, and what it has applied in earlier waves is healthy. A suspended Job starts no pods until somebody resumes it, so that the sync does not end. A suspended CronJob is healthy: nothing waits for it.',
  source:
    'Argo CD v3.5.1: gitops-engine/pkg/health/health_job.go (getBatchv1JobHealth), gitops-engine/pkg/sync/sync_context.go (getOperationPhase, Sync), resource_customizations/batch/CronJob/health.lua; https://github.com/argoproj/argo-cd/issues/10600',
  bad: hookThatIs(true),
  good: hookThatIs(false),
  check: (resource, report, app) => {
    const { apiVersion, kind } = resource.manifest;
    if (kind !== 'Job' || !apiVersion.startsWith('batch/')) return;
    const suspend = objectOf(resource).at('spec', 'suspend');
    if (suspend.raw !== true) return;
    const [hook] = hooksOf(resource).filter((one) => one !== 'Skip');
    if (hook !== undefined) {
      report(
        suspend,
        `the Job is suspended, and a ${hook} hook, for whose end Argo CD waits: drop suspend, or the hook`,
      );
    } else if (syncMomentsOf(resource).some((moment) => isBefore(moment, lastMomentOf(app)))) {
      report(
        suspend,
        'the Job is suspended, and Argo CD waits for it before it applies what is in later waves: drop suspend, or give the Job the last wave',
      );
    }
  },
});

/** Before everything that a sync does. */
const START: SyncMoment = { phase: 'PreSync', wave: Number.NEGATIVE_INFINITY };

const lastMomentOf = perApp((app) =>
  app.resources.flatMap(syncMomentsOf).reduce((last, moment) => (isBefore(last, moment) ? moment : last), START),
);
