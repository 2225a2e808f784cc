import { type k8s, RestartPolicy } from 'cdk8s-plus-28';
import { WHOLE_SECONDS } from '../pods/cdk8s-plus-words';
import { COUNT, FLAG, type PropTypes, TEXT } from '../props/prop-types';
import type { KindOfWorkload } from './asked-of-workload';
import type { EndingWorkloadProps } from './ending-workload-props';
import { WORKLOAD_PROPS } from './prop-types';

/** The types of the props, for those who do not have TypeScript check them. */
export const ENDING_WORKLOAD_PROPS = {
  ...WORKLOAD_PROPS,
  restartPolicy: TEXT,
  backoffLimit: COUNT,
  activeDeadline: WHOLE_SECONDS,
  ttlAfterFinished: WHOLE_SECONDS,
  completions: COUNT,
  parallelism: COUNT,
  suspend: FLAG,
} satisfies PropTypes<EndingWorkloadProps>;

/** Kubernetes finds the pods of a Job by itself, and has no default for what happens when they fail. */
export const ENDING: Omit<KindOfWorkload, 'construct'> = { selects: false, restartPolicy: RestartPolicy.NEVER };

/** What a Job says of its run, and a CronJob of each. */
export function runSpecOf(props: EndingWorkloadProps): Omit<k8s.JobSpec, 'template'> {
  const { backoffLimit, activeDeadline, ttlAfterFinished, completions, parallelism } = props;
  return {
    backoffLimit,
    completions,
    parallelism,
    activeDeadlineSeconds: activeDeadline?.toSeconds(),
    ttlSecondsAfterFinished: ttlAfterFinished?.toSeconds(),
  };
}
