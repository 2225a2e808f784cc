import { didYouMean } from '../text/did-you-mean';
import { asLine } from '../text/shown';
import { ACROSS_RULES } from './across/findings-across';
import type { RuleText } from './rule';
import { isRuleId, RULE_IDS, type RuleId } from './rule-ids';
import { RULES_BY_ID } from './rules';
import { PROPS_RULES } from './rules/props-rules';

const BY_ID: Readonly<Record<RuleId, RuleText>> = { ...RULES_BY_ID, ...PROPS_RULES, ...ACROSS_RULES };

/** All rules in the order of their ids. */
export function ruleList(): RuleText[] {
  return RULE_IDS.map((id) => BY_ID[id]);
}

export function ruleTitle(rule: RuleId): string {
  return BY_ID[rule].title;
}

/** Throws if there is no such rule to suppress, or no reason to. */
export function assertReason(where: string, rule: string, reason: unknown): asserts rule is RuleId {
  if (!isRuleId(rule)) {
    const remedy = didYouMean(rule, RULE_IDS, 'see docs/rules.md');
    throw new Error(asLine(`${where} cannot suppress "${rule}", there is no such rule: ${remedy}`));
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new Error(`${where} suppresses the rule "${rule}" without a reason: write why it does not apply here`);
  }
}
