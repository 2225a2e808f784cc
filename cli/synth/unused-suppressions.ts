import { checkedConfiguration } from '../../lib/configuration/committed-configuration';
import { CONFIGURATION_FILE } from '../../lib/configuration/configuration';
import { asLine } from '../../lib/text/shown';
import { RULE_IDS } from '../../lib/validation/rule-ids';
import type { Reported } from '../terminal/findings';

/** The suppressions of the configuration that nothing found here needs: what comes later would be suppressed unseen. */
export function unusedSuppressions(findings: Reported): string[] {
  const needed = new Set(findings.map(({ rule, suppressedBecause }) => JSON.stringify([rule, suppressedBecause])));
  // Of a configuration with mistakes, these are told instead.
  return checkedConfiguration(RULE_IDS)
    .suppressions.filter(({ rule, reason }) => !needed.has(JSON.stringify([rule, asLine(reason)])))
    .map(
      ({ rule, reason }) =>
        `${CONFIGURATION_FILE}: a suppression of ${rule} fits nothing that was found: ${asLine(reason)}`,
    );
}
