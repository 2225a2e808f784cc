import type { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { WrittenKind } from '../evaluation/last-written';

/** Writes a part of an object that cdk8s has resolved, and that nobody else has: it may be changed in place. */
type Writer = (part: never) => unknown;

/** How a field is written that cdk8s-plus calls as Kubernetes does. */
interface Field {
  /** Whether the generated code would take it for what is expected there. */
  readonly fits: (value: unknown) => boolean;
  /** Absent where it stays as it is. */
  readonly write?: Writer;
}

interface Part {
  [field: string]: unknown;
}

const SAME: Field = { fits: () => true };
const LIST: Field = { fits: Array.isArray };
const MAP: Field = { fits: isPart };

function by(write: Writer): Field {
  return { ...SAME, write };
}

function each(write: Writer): Field {
  return { ...LIST, write: (items: unknown[]) => items.map((item) => write(item as never)) };
}

/** The same field for all of these. */
function all(field: Field, names: string): Record<string, Field> {
  return Object.fromEntries(names.split(' ').map((name) => [name, field]));
}

/**
 * An ordinary part stays as it is, but for what is said of its fields. One with any other field is left to the generated
 * code, which copies it, calls some fields otherwise, and drops those that it does not know.
 */
function part(fields: { readonly [name: string]: Field }, generated: Writer): (value: unknown) => unknown {
  const known = new Map(Object.entries(fields));
  const written = [...known].flatMap(([name, { write }]) => (write ? [{ name, write }] : []));
  return (value) => {
    if (!isPart(value)) return generated(value as never);
    for (const name of Object.keys(value)) {
      if (!known.get(name)?.fits(value[name])) return generated(value as never);
    }
    for (const { name, write } of written) if (value[name] !== undefined) value[name] = write(value[name] as never);
    return value;
  };
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const META = part({ ...all(SAME, 'name namespace'), ...all(MAP, 'annotations labels') }, k8s.toJson_ObjectMeta);

const SELECTOR = part({ matchLabels: MAP }, k8s.toJson_LabelSelector);

const SECRET_KEY = part(all(SAME, 'key name optional'), k8s.toJson_SecretKeySelector);
const VARIABLE = part(
  { ...all(SAME, 'name value'), valueFrom: by(part({ secretKeyRef: by(SECRET_KEY) }, k8s.toJson_EnvVarSource)) },
  k8s.toJson_EnvVar,
);

const CONTAINER = part(
  {
    ...all(SAME, 'image imagePullPolicy name restartPolicy workingDir'),
    ...all(LIST, 'args command'),
    env: each(VARIABLE),
    envFrom: each(k8s.toJson_EnvFromSource),
    ports: each(part(all(SAME, 'containerPort hostPort name protocol'), k8s.toJson_ContainerPort)),
    volumeMounts: each(part(all(SAME, 'mountPath name readOnly subPath'), k8s.toJson_VolumeMount)),
    ...all(by(k8s.toJson_Probe), 'livenessProbe readinessProbe startupProbe'),
    resources: by(k8s.toJson_ResourceRequirements),
    securityContext: by(k8s.toJson_SecurityContext),
  },
  k8s.toJson_Container,
);

const POD_SPEC = part(
  {
    ...all(SAME, 'automountServiceAccountToken enableServiceLinks priorityClassName restartPolicy serviceAccountName'),
    nodeSelector: MAP,
    ...all(each(CONTAINER), 'containers initContainers'),
    securityContext: by(k8s.toJson_PodSecurityContext),
    volumes: each(k8s.toJson_Volume),
  },
  k8s.toJson_PodSpec,
);

const TEMPLATE: Record<string, Field> = {
  template: by(part({ metadata: by(META), spec: by(POD_SPEC) }, k8s.toJson_PodTemplateSpec)),
};
const SELECTING = {
  ...all(SAME, 'minReadySeconds revisionHistoryLimit'),
  selector: by(SELECTOR),
  ...TEMPLATE,
};

const JOB_SPEC = part(
  {
    ...all(SAME, 'activeDeadlineSeconds backoffLimit completions parallelism suspend ttlSecondsAfterFinished'),
    ...TEMPLATE,
  },
  k8s.toJson_JobSpec,
);

const NUMBER_OR_TEXT: Field = {
  fits: (value) => isPart(value) && value.value !== undefined,
  write: ({ value }: Part) => value,
};
const SERVICE_PORT = part(
  { ...all(SAME, 'name nodePort port protocol'), targetPort: NUMBER_OR_TEXT },
  k8s.toJson_ServicePort,
);

type GeneratedClass = { readonly prototype: ApiObject; readonly manifest: Writer };

function kind({ prototype, manifest }: GeneratedClass, spec: Writer): WrittenKind {
  const fields = { ...all(SAME, 'apiVersion kind'), metadata: by(META), spec: by(spec) };
  return { generated: prototype.toJson, write: part(fields, manifest) };
}

export const DEPLOYMENT = kind(
  k8s.KubeDeployment,
  part({ ...SELECTING, ...all(SAME, 'progressDeadlineSeconds replicas') }, k8s.toJson_DeploymentSpec),
);

export const STATEFUL_SET = kind(
  k8s.KubeStatefulSet,
  part({ ...SELECTING, ...all(SAME, 'podManagementPolicy replicas serviceName') }, k8s.toJson_StatefulSetSpec),
);

export const DAEMON_SET = kind(k8s.KubeDaemonSet, part(SELECTING, k8s.toJson_DaemonSetSpec));

export const JOB = kind(k8s.KubeJob, JOB_SPEC);

export const CRON_JOB = kind(
  k8s.KubeCronJob,
  part(
    {
      ...all(SAME, 'concurrencyPolicy failedJobsHistoryLimit schedule startingDeadlineSeconds'),
      ...all(SAME, 'successfulJobsHistoryLimit suspend timeZone'),
      jobTemplate: by(part({ spec: by(JOB_SPEC) }, k8s.toJson_JobTemplateSpec)),
    },
    k8s.toJson_CronJobSpec,
  ),
);

export const SERVICE = kind(
  k8s.KubeService,
  part({ type: SAME, selector: MAP, ports: each(SERVICE_PORT) }, k8s.toJson_ServiceSpec),
);
