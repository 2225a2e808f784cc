import { CONFIGURATION_FILE, type Silence } from '../../lib/configuration/configuration';
import { ConfigurationError } from '../../lib/configuration/read-configuration';
import { asLine } from '../../lib/validation/shown';
import { configuration } from '../configuration/configuration';
import type { Reported } from '../terminal/findings';

/** The silences of the configuration that nothing found here needs: what comes later would be silenced unseen. */
export function unusedSilences(findings: Reported): string[] {
  const needed = new Set(findings.map(({ rule, silencedBecause }) => JSON.stringify([rule, silencedBecause])));
  return silences()
    .filter(({ rule, reason }) => !needed.has(JSON.stringify([rule, asLine(reason)])))
    .map(
      ({ rule, reason }) =>
        `${CONFIGURATION_FILE}: a silence of ${rule} fits nothing that was found: ${asLine(reason)}`,
    );
}

/** Of a configuration with mistakes, these are told instead. */
function silences(): readonly Silence[] {
  try {
    return configuration().silences;
  } catch (error) {
    if (error instanceof ConfigurationError) return [];
    throw error;
  }
}
