import { CONFIGURATION_FILE, type Suppression } from '../../lib/configuration/configuration';
import { ConfigurationError } from '../../lib/configuration/read-configuration';
import { asLine } from '../../lib/text/shown';
import { configurationHere } from '../configuration/configuration';
import type { Reported } from '../terminal/findings';

/** The suppressions of the configuration that nothing found here needs: what comes later would be suppressed unseen. */
export function unusedSuppressions(findings: Reported): string[] {
  const needed = new Set(findings.map(({ rule, suppressedBecause }) => JSON.stringify([rule, suppressedBecause])));
  return readSuppressions()
    .filter(({ rule, reason }) => !needed.has(JSON.stringify([rule, asLine(reason)])))
    .map(
      ({ rule, reason }) =>
        `${CONFIGURATION_FILE}: a suppression of ${rule} fits nothing that was found: ${asLine(reason)}`,
    );
}

/** Of a configuration with mistakes, these are told instead. */
function readSuppressions(): readonly Suppression[] {
  try {
    return configurationHere().suppressions;
  } catch (error) {
    if (error instanceof ConfigurationError) return [];
    throw error;
  }
}
