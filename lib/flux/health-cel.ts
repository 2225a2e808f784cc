import { InfisicalKind } from '../infisical';
import { CONDITION_PREFIX, SIGNALS, type Signal, UNDOCUMENTED_PUSH } from '../model/health/signals';
import { apiVersionOf } from '../model/kinds';
import type { FluxHealthExpression, FluxHealthOptions } from './health-expression';

/** What was said of an earlier generation counts no more; v1alpha1 says nothing of generations. */
const FRESH =
  '(!has(c.observedGeneration) || !has(metadata.generation) || c.observedGeneration >= metadata.generation)';

export function healthExpressions({ kinds, failFast }: FluxHealthOptions): FluxHealthExpression[] {
  return (kinds ?? Object.values(InfisicalKind)).map((kind) => {
    const { failed, current } = conditionsOf(kind);
    return {
      apiVersion: apiVersionOf(kind),
      kind,
      inProgress: 'has(metadata.deletionTimestamp)',
      ...((failFast ?? true) && { failed: anyCondition(failed) }),
      current: anyCondition(current),
    };
  });
}

interface Conditions {
  readonly failed: string;
  readonly current: string;
}

function conditionsOf(kind: InfisicalKind): Conditions {
  if (kind === InfisicalKind.INFISICAL_STATIC_SECRET_PUSH) return conditionsOfPush();
  const { main, others, besides = [] } = SIGNALS[kind];
  const problems = [...others, main, ...besides].map(problem);
  return {
    failed: problems.length === 1 ? problems[0] : `(${problems.map((one) => `(${one})`).join(' || ')})`,
    current: isOf(CONDITION_PREFIX + main.type, main.problem === 'True' ? 'False' : 'True'),
  };
}

function problem({ type, problem: status, unless }: Signal): string {
  const field = unless && `c.${unless.field}`;
  const exception = field === undefined ? '' : ` && (!has(${field}) || ${field} != ${literal(unless?.is ?? '')})`;
  return `${isOf(CONDITION_PREFIX + type, status)}${exception}`;
}

/** As the check of Argo CD has it: where there are only conditions of other names, it is waited for. */
function conditionsOfPush(): Conditions {
  const { stated, unprefixed, problems } = UNDOCUMENTED_PUSH;
  const states = [...stated.map((type) => CONDITION_PREFIX + type), unprefixed];
  const failing = [...states, ...problems.map((type) => CONDITION_PREFIX + type)];
  return {
    failed: `c.type in [${failing.map(literal).join(', ')}] && c.status == 'False'`,
    current: `c.type in [${states.map(literal).join(', ')}] && c.status == 'True'`,
  };
}

function anyCondition(is: string): string {
  return `has(status.conditions) && status.conditions.exists(c, ${FRESH} && ${is})`;
}

function isOf(type: string, status: string): string {
  return `c.type == ${literal(type)} && c.status == ${literal(status)}`;
}

/** A text of ours, without quotes in it. */
function literal(text: string): string {
  return `'${text}'`;
}
