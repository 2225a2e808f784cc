import { checkedConfiguration } from '../../lib/configuration/committed-configuration';
import { RULE_IDS } from '../../lib/validation/rule-ids';
import { unusedSuppressions } from '../configuration/unused-suppressions';
import type { Reported } from '../terminal/findings';

/** The suppressions that nothing found at this synth needs; of a configuration with mistakes, these are told instead. */
export function unusedSuppressionsHere(findings: Reported): string[] {
  return unusedSuppressions(findings, checkedConfiguration(RULE_IDS).suppressions);
}
