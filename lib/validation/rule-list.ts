import { didYouMean } from '../text/did-you-mean';
import { asLine } from '../text/shown';
import { ACROSS_RULES } from './across/findings-across';
import type { RuleText } from './rule';
import { isRuleId, type RuleId } from './rule-ids';
import { RULES } from './rules';
import { PROPS_RULES } from './rules/props-rules';

/** What is said of a rule where it is listed. */
export type RuleTitle = Pick<RuleText, 'id' | 'severity' | 'title' | 'explainedBy' | 'assumes'> &
  Partial<Pick<RuleText, 'why' | 'source' | 'bad' | 'good'>>;

/** All rules in the order of their ids: by letter, then by number. */
export function ruleList(): RuleTitle[] {
  const order = (id: string) => Number(id.slice(1));
  return [...RULES, ...PROPS_RULES, ...ACROSS_RULES].sort(
    (a, b) => a.id.charCodeAt(0) - b.id.charCodeAt(0) || order(a.id) - order(b.id),
  );
}

export function ruleIds(): string[] {
  return ruleList().map(({ id }) => id);
}

export function ruleTitle(rule: string): string {
  return ruleList().find(({ id }) => id === rule)?.title ?? rule;
}

/** Throws if there is no such rule to suppress, or no reason to. */
export function assertReason(where: string, rule: string, reason: unknown): asserts rule is RuleId {
  if (!isRuleId(rule)) {
    const remedy = didYouMean(rule, ruleIds(), 'see docs/rules.md');
    throw new Error(asLine(`${where} cannot suppress "${rule}", there is no such rule: ${remedy}`));
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new Error(`${where} suppresses the rule "${rule}" without a reason: write why it does not apply here`);
  }
}
