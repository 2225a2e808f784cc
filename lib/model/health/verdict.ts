import { fields } from '../../json/json';
import { isOperatorKind } from '../kinds';
import type { Manifest } from '../manifest';
import { type Condition, currentConditions } from './conditions';
import {
  BEING_DELETED,
  CONDITION_PREFIX,
  SIGNALS,
  type Signal,
  type SignallingKind,
  seeCondition,
  UNDOCUMENTED_PUSH,
  WAITING,
} from './signals';

/** What Argo CD would show of an object by our health checks: the same words, of the same table. */
export interface Verdict {
  readonly status: 'Healthy' | 'Degraded' | 'Progressing' | 'Unknown';
  readonly message: string;
  /** What is wrong, without what sends to the condition. */
  readonly problem?: string;
  /** The condition that says so. */
  readonly condition?: Condition;
}

/** Whether the status of a kind says anything. */
export function hasVerdict(kind: string): boolean {
  return isOperatorKind(kind) && kind !== 'ClusterGenerator';
}

export function verdictOn(manifest: Manifest): Verdict {
  if (fields(manifest.metadata).deletionTimestamp != null) return { status: 'Progressing', message: BEING_DELETED };
  const { kind } = manifest;
  if (kind === 'InfisicalStaticSecretPush') return verdictOnPush(currentConditions(manifest));
  const signals = Object.hasOwn(SIGNALS, kind) ? SIGNALS[kind as SignallingKind] : undefined;
  if (signals === undefined) return { status: 'Unknown', message: `Nothing is known of the kind ${kind}` };
  const { main, healthy, others, besides = [] } = signals;
  // The last one of a type counts, as in the table of the Lua.
  const byType = new Map(currentConditions(manifest).map((one) => [one.type, one]));
  const conditionOf = ({ type }: Signal) => byType.get(`${CONDITION_PREFIX}${type}`);
  for (const signal of [...others, main, ...besides]) {
    const condition = conditionOf(signal);
    if (condition === undefined || !isProblem(condition, signal)) continue;
    const { message: problem, type } = signal;
    return { status: 'Degraded', message: seeCondition(problem, type), problem, condition };
  }
  const condition = conditionOf(main);
  const good = main.problem === 'True' ? 'False' : 'True';
  if (condition?.status === good) return { status: 'Healthy', message: healthy, condition };
  return { status: 'Progressing', message: WAITING };
}

function isProblem(condition: Condition, { problem, unless }: Signal): boolean {
  return condition.status === problem && (unless === undefined || condition[unless.field] !== unless.is);
}

const { stated, unprefixed, problems, failed, healthy, unknown } = UNDOCUMENTED_PUSH;
const STATED: readonly string[] = [...stated.map((type) => `${CONDITION_PREFIX}${type}`), unprefixed];
const PROBLEMS: readonly string[] = problems.map((type) => `${CONDITION_PREFIX}${type}`);

function verdictOnPush(conditions: readonly Condition[]): Verdict {
  const bad = conditions.find(
    ({ type, status }) => status === 'False' && (STATED.includes(type) || PROBLEMS.includes(type)),
  );
  if (bad !== undefined)
    return { status: 'Degraded', message: seeCondition(failed, bad.type), problem: failed, condition: bad };
  const good = conditions.find(({ type, status }) => STATED.includes(type) && status === 'True');
  if (good !== undefined) return { status: 'Healthy', message: healthy, condition: good };
  const other = conditions.findLast(({ type, status }) => !STATED.includes(type) && status !== 'Unknown');
  if (other !== undefined) return { status: 'Unknown', message: seeCondition(unknown, other.type), condition: other };
  return { status: 'Progressing', message: WAITING };
}
