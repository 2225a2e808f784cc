import type { PropsProblem } from '../../props/props-problem';
import { closest } from '../../text/did-you-mean';
import { quotedText } from '../../text/key-name';

const STRATEGIES = ['canary', 'blueGreen'];

/**
 * A strategy that Argo Rollouts refuses: the Rollout starts no pods.
 *
 * @see https://github.com/argoproj/argo-rollouts/blob/master/pkg/apis/rollouts/validation/validation.go
 */
export function strategyProblems(props: object | undefined): PropsProblem[] {
  const { strategy } = (props ?? {}) as { readonly strategy?: unknown };
  // What is no object has been told.
  if (strategy !== undefined && (typeof strategy !== 'object' || strategy === null || Array.isArray(strategy)))
    return [];
  const names = Object.entries((strategy ?? {}) as object).flatMap(([name, value]) => (value == null ? [] : name));
  const given = names.filter((name) => STRATEGIES.includes(name));
  if (given.length === 1) return [];
  const message =
    strategy === undefined
      ? 'the Rollout has no strategy: write strategy: { canary: {} }, or blueGreen with its activeService'
      : `strategy must have exactly one of canary and blueGreen, found ${foundAmong(names, given)}`;
  return [{ rule: 'N5', message }];
}

function foundAmong(names: readonly string[], given: readonly string[]): string {
  if (given.length > 1) return 'both';
  const [name] = names;
  if (name === undefined) return 'none';
  const meant = closest(name, STRATEGIES);
  return `${quotedText(name)}${meant === undefined ? '' : `: did you mean "${meant}"?`}`;
}
