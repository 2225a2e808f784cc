import type { Rule } from './rule';
import { RULES } from './rules';
import { PROPS_RULES } from './rules/props-rules';

/** What is said of a rule where it is listed. */
export type RuleTitle = Omit<Rule, 'check'>;

/** All rules in the order of their ids: by letter, then by number. */
export function ruleList(): RuleTitle[] {
  const order = (id: string) => Number(id.slice(1));
  return [...RULES, ...PROPS_RULES].sort(
    (a, b) => a.id.charCodeAt(0) - b.id.charCodeAt(0) || order(a.id) - order(b.id),
  );
}
