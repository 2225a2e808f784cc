import type { PropsProblem } from '../props/props-problem';

/** Languages without types, and casts, can ask for what a kind does not have; without a word it would be lost. */
export function unknownReloadProblems(props: object | undefined, kind: 'Job' | 'CronJob' | 'Rollout'): PropsProblem[] {
  const { autoReload } = (props ?? {}) as { readonly autoReload?: unknown };
  if (autoReload === undefined || autoReload === false) return [];
  const remedy = {
    Job: 'its next run has the new values',
    CronJob: 'its next run has the new values',
    Rollout: 'restart it with "kubectl argo rollouts restart", or have Reloader do so',
  }[kind];
  const message = `a ${kind} has no autoReload: the operator restarts only Deployment, StatefulSet, DaemonSet; ${remedy}`;
  return [{ rule: 'C7', message }];
}
