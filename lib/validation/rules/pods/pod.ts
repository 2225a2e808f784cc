import type { Field } from '../../../model/field';
import { pathText } from '../../../model/field';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { from, isMissing, tell, wholeNumber } from './constraints';
import { jobPod, podWith } from './examples';

const RUNNING = ['DeploymentSpec', 'ReplicaSetSpec', 'DaemonSetSpec', 'StatefulSetSpec', 'ReplicationControllerSpec'];

export const P20 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A pod has a container',
  why: 'The API server refuses the object.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateContainers, ValidatePodTemplateSpec, ValidatePodCreate)',
  bad: podWith({ containers: [] }),
  good: podWith({}),
  of: {
    Pod: (part, report) => checkHasSpec(part, 'spec', report),
    PodTemplate: (part, report) => checkHasSpec(part, 'template', report),
    PodTemplateSpec: (part, report) => checkHasSpec(part, 'spec', report),
    PodSpec: ({ field }, report) => {
      const [containers, ephemeral] = [field.at('containers'), field.at('ephemeralContainers')];
      if (isNone(containers)) tell(report, containers, 'is without a container: write at least one');
      if (!isNone(ephemeral) && Array.isArray(ephemeral.raw)) {
        tell(report, ephemeral, 'cannot be declared: "kubectl debug" adds such containers to a pod that runs');
      }
    },
  },
});

/** What has no fields of its own is no part, so that the rules do not see it. */
function checkHasSpec({ field, resource }: Part, name: string, report: PartReport): void {
  const spec = field.at(name);
  if (spec.isGiven || spec.isUnresolved || resource.failure !== undefined) return;
  tell(report, spec, 'is missing: write the pod, with at least one container');
}

function isNone({ raw, isUnresolved }: Field): boolean {
  return (raw === undefined || raw === null || (Array.isArray(raw) && raw.length === 0)) && !isUnresolved;
}

export const P21 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The pods of a Job end, those of other workloads are restarted',
  why: 'The API server refuses the workload: only a Job, or a CronJob, has pods that end, and these have to.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/apps/validation/validation.go (ValidatePodTemplateSpecForReplicaSet, ValidatePodTemplateSpecForStatefulSet, ValidateDaemonSetSpec), pkg/apis/batch/validation/validation.go (validateJobSpec), pkg/apis/core/validation/validation.go (ValidatePodTemplateSpecForRC, ValidatePodSpec)',
  bad: jobPod({ restartPolicy: 'Always' }),
  good: jobPod({ restartPolicy: 'Never' }),
  of: {
    PodSpec: ({ field, holder }, report) => {
      const [policy, deadline] = [field.at('restartPolicy'), field.at('activeDeadlineSeconds')];
      const owner = holder?.holder?.type ?? '';
      if (owner === 'JobSpec') checkOfJob(policy, report);
      else if (RUNNING.includes(owner) && (policy.raw === 'OnFailure' || policy.raw === 'Never')) {
        tell(report, policy, `is ${shown(policy.raw)}, but only a Job has pods that end: drop it`);
      }
      const seconds = wholeNumber(deadline.raw);
      if (seconds === undefined) return;
      if (RUNNING.includes(owner)) {
        tell(report, deadline, 'is set, but only a Job or a Pod can have a deadline: drop it');
        return;
      }
      const problem = from(1, 2 ** 31 - 1)(deadline.raw);
      if (problem !== undefined) tell(report, deadline, problem);
    },
  },
});

function checkOfJob(policy: Field, report: PartReport): void {
  if (policy.isUnresolved || (!isMissing(policy.raw) && policy.raw !== 'Always')) return;
  const found = isMissing(policy.raw) ? 'is not set, which means "Always"' : `is ${shown(policy.raw)}`;
  report(policy, `${pathText(policy.path)} ${found}, but the pods of a Job end: write "OnFailure" or "Never"`);
}
