import { fields } from '../../../json/json';
import type { Field } from '../../../model/field';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { hasItems } from '../../go-values';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';

const POD = { restartPolicy: 'OnFailure', containers: [{ name: 'api', image: 'api:1.0' }] };

export const W4 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A controller has a template of its pods',
  why: 'The API server refuses the object: pods without containers cannot be made.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidatePodTemplateSpec)',
  bad: withSpec('CronJob', { jobTemplate: { spec: { template: null } } }),
  good: withSpec('CronJob', { jobTemplate: { spec: { template: { spec: POD } } } }),
  of: {
    Deployment: (part, report) => checkGiven(part, 'spec', 'a selector and a template', report),
    ReplicaSet: (part, report) => checkGiven(part, 'spec', 'a selector and a template', report),
    DaemonSet: (part, report) => checkGiven(part, 'spec', 'a selector and a template', report),
    StatefulSet: (part, report) => checkGiven(part, 'spec', 'a selector and a template', report),
    ReplicationController: (part, report) => checkGiven(part, 'spec', 'a template', report),
    Job: (part, report) => checkGiven(part, 'spec', 'a template', report),
    CronJob: (part, report) => checkGiven(part, 'spec', 'a schedule and a jobTemplate', report),
    PodTemplate: (part, report) => checkGiven(part, 'template', 'a spec with containers', report),
    DeploymentSpec: (part, report) => checkGiven(part, 'template', 'labels and a spec', report),
    ReplicaSetSpec: (part, report) => checkGiven(part, 'template', 'labels and a spec', report),
    DaemonSetSpec: (part, report) => checkGiven(part, 'template', 'labels and a spec', report),
    StatefulSetSpec: (part, report) => checkGiven(part, 'template', 'labels and a spec', report),
    ReplicationControllerSpec: (part, report) => checkGiven(part, 'template', 'labels and a spec', report),
    JobSpec: (part, report) => checkGiven(part, 'template', 'a spec', report),
    CronJobSpec: (part, report) => checkGiven(part, 'jobTemplate', 'a spec with a template', report),
    JobTemplateSpec: (part, report) => checkGiven(part, 'spec', 'a template', report),
    PodTemplateSpec: (part, report) => {
      if (!hasItems(fields(part.raw.spec).ephemeralContainers)) return;
      const ephemeral = part.field.at('spec', 'ephemeralContainers');
      tell(report, ephemeral, 'cannot be set in a template: kubectl debug adds them to a pod that runs');
    },
  },
});

function checkGiven(part: Part, name: string, needed: string, report: PartReport): void {
  const given = part.raw[name];
  if (given !== undefined && given !== null) return;
  const place = part.field.at(name);
  tell(report, place, `is missing: write it, with ${needed}`);
}

export const W6 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'Pods restart as their controller needs it: always, or those of Jobs until they are done',
  why: 'The API server refuses the object.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/apps/validation/validation.go (ValidatePodTemplateSpecForReplicaSet, ValidateStatefulSetSpec, ValidateDaemonSetSpec), pkg/apis/batch/validation/validation.go (validateJobSpec), pkg/apis/core/validation/validation.go (ValidatePodTemplateSpecForRC)',
  bad: withSpec('CronJob', { jobTemplate: { spec: { template: { spec: { restartPolicy: null } } } } }),
  good: withSpec('CronJob', { jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never' } } } } }),
  of: {
    PodTemplateSpec: (part, report) => {
      const { raw, holder } = part;
      const { restartPolicy, activeDeadlineSeconds } = fields(raw.spec);
      const isPlain = restartPolicy === undefined && activeDeadlineSeconds === undefined;
      if (isPlain && holder?.type !== 'JobSpec') return;
      const { field } = part;
      const spec = field.at('spec');
      if (!spec.isObject || holder === undefined) return;
      if (holder.type === 'JobSpec') checkJob(spec, holder.field, report);
      else if (holder.type !== 'PodTemplate') checkServer(spec, holder.type.replace(/Spec$/, ''), report);
    },
  },
});

const WORDS = ['Always', 'OnFailure', 'Never'];

function checkServer(spec: Field, kind: string, report: PartReport): void {
  const [policy, deadline] = [spec.at('restartPolicy'), spec.at('activeDeadlineSeconds')];
  const word = policy.raw;
  // Of other words F4 tells.
  if (typeof word === 'string' && WORDS.includes(word) && word !== 'Always') {
    tell(report, policy, `is ${shown(word)}, the pods of a ${kind} always restart: drop it, or write a Job`);
  }
  if (deadline.isGiven) {
    tell(report, deadline, `cannot be set for the pods of a ${kind}, which always run: drop it, or write a Job`);
  }
}

function checkJob(spec: Field, job: Field, report: PartReport): void {
  const policy = spec.at('restartPolicy');
  const word = policy.raw ?? '';
  if (policy.isUnresolved) return;
  if (word === '' || word === 'Always') {
    const what = word === '' ? 'is missing, so that it is "Always"' : 'is "Always"';
    tell(report, policy, `${what}, and the pods of a Job end: write OnFailure or Never`);
  } else if (word === 'OnFailure' && job.at('podFailurePolicy').isGiven) {
    tell(report, policy, 'is "OnFailure", and a Job with a podFailurePolicy makes new pods: write Never');
  }
}
