import type { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { AUTO_RELOAD_ANNOTATION } from '../../../lib/model/workloads';
import type { Code, MemberName } from '../../typescript/code';
import { claimTemplatesCode } from './claim-templates';
import { cronJobProps, jobOrder, jobProps, type SaidAnnotations } from './ending-workloads';
import { literal, type Props, plus, props } from './expressions';
import type { Form } from './form';
import { secondsCode } from './pod';
import { deploymentStrategy, statefulSetStrategy } from './strategies';

/** What a kind of workload becomes. */
export interface WorkloadKind {
  readonly form: Form;
  /** The member of the construct that holds the workload itself. */
  readonly member: MemberName;
  /** Whether it selects its pods by labels that somebody chose. */
  readonly isSelecting: boolean;
  readonly mayHaveService: boolean;
  /** The props that are about neither the pod nor metadata; what they cannot say is left to patches. */
  readonly specProps: (spec: Field) => Props;
  /** What its annotations are as props. */
  readonly annotationProps: (annotations: Readonly<Record<string, unknown>>) => SaidAnnotations;
}

/** What the kind of an object becomes; undefined where there is no construct for it. */
export function workloadKindOf({ apiVersion, kind }: Manifest): WorkloadKind | undefined {
  return KINDS.get(`${apiVersion} ${kind}`);
}

/** What is patched in a workload of this form; undefined where it is none. */
export function memberOfForm(form: Form): MemberName | undefined {
  return [...KINDS.values()].find((kind) => kind.form === form)?.member;
}

const RUNNING = { isSelecting: true, mayHaveService: false, annotationProps: autoReload };
const REPLICATED = { ...RUNNING, mayHaveService: true };
const ENDING = { isSelecting: false, mayHaveService: false, annotationProps: noneSaid };

const KINDS: ReadonlyMap<string, WorkloadKind> = new Map<string, WorkloadKind>([
  ['apps/v1 Deployment', { ...REPLICATED, form: 'SecretSyncedApp', member: 'deployment', specProps: deploymentProps }],
  [
    'apps/v1 StatefulSet',
    { ...REPLICATED, form: 'SecretSyncedStatefulSet', member: 'statefulSet', specProps: statefulSetProps },
  ],
  ['apps/v1 DaemonSet', { ...RUNNING, form: 'SecretSyncedDaemonSet', member: 'daemonSet', specProps: daemonSetProps }],
  [
    'batch/v1 Job',
    { ...ENDING, form: 'SecretSyncedJob', member: 'job', specProps: jobProps, annotationProps: jobOrder },
  ],
  ['batch/v1 CronJob', { ...ENDING, form: 'SecretSyncedCronJob', member: 'cronJob', specProps: cronJobProps }],
  [
    'argoproj.io/v1alpha1 Rollout',
    {
      ...REPLICATED,
      form: 'SecretSyncedRollout',
      member: 'rollout',
      specProps: rolloutProps,
      // The operator restarts none, so there is no prop for it.
      annotationProps: noneSaid,
    },
  ],
]);

function noneSaid(annotations: Readonly<Record<string, unknown>>): SaidAnnotations {
  return { props: {}, others: annotations };
}

function autoReload(annotations: Readonly<Record<string, unknown>>): SaidAnnotations {
  const { [AUTO_RELOAD_ANNOTATION]: asked, ...others } = annotations;
  return asked === 'true' ? { props: { autoReload: true }, others } : noneSaid(annotations);
}

function deploymentProps(spec: Field): Props {
  return props({
    ...replicatedProps(spec),
    strategy: deploymentStrategy(spec.at('strategy')),
    progressDeadline: secondsCode(spec.at('progressDeadlineSeconds')),
  });
}

function statefulSetProps(spec: Field): Props {
  return props({
    ...replicatedProps(spec),
    serviceName: spec.text('serviceName').value,
    podManagementPolicy: POD_MANAGEMENT.get(spec.at('podManagementPolicy').raw),
    strategy: statefulSetStrategy(spec.at('updateStrategy')),
    volumeClaimTemplates: claimTemplatesCode(spec.at('volumeClaimTemplates')),
  });
}

const POD_MANAGEMENT: ReadonlyMap<unknown, Code> = new Map([
  ['Parallel', plus('PodManagementPolicy.PARALLEL')],
  ['OrderedReady', plus('PodManagementPolicy.ORDERED_READY')],
]);

function daemonSetProps(spec: Field): Props {
  return props({ ...runningProps(spec), updateStrategy: wordsCode(spec.at('updateStrategy')) });
}

/** Its strategy must be given, and may be empty. */
function rolloutProps(spec: Field): Props {
  return props({
    ...replicatedProps(spec),
    strategy: wordsCode(spec.at('strategy')) ?? {},
    progressDeadline: secondsCode(spec.at('progressDeadlineSeconds')),
  });
}

function replicatedProps(spec: Field): Props {
  return { replicas: spec.number('replicas').value, ...runningProps(spec) };
}

function runningProps(spec: Field): Props {
  return {
    revisionHistoryLimit: spec.number('revisionHistoryLimit').value,
    minReady: secondsCode(spec.at('minReadySeconds')),
  };
}

/** A block in the words of its kind, as it stands. */
function wordsCode(block: Field): Code {
  return block.isObject ? literal(block.raw) : undefined;
}
