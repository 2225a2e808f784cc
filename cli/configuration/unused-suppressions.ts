import { CONFIGURATION_FILE, type Suppression } from '../../lib/configuration/configuration';
import { asLine } from '../../lib/text/as-line';

/** A finding, as far as its suppression is concerned. */
interface Suppressible {
  readonly rule?: string;
  readonly suppressedBecause?: string;
}

/** The suppressions of the configuration that nothing found here needs: what comes later would be suppressed unseen. */
export function unusedSuppressions(findings: readonly Suppressible[], suppressions: readonly Suppression[]): string[] {
  const needed = new Set(findings.map(({ rule, suppressedBecause }) => JSON.stringify([rule, suppressedBecause])));
  return suppressions
    .filter(({ rule, reason }) => !needed.has(JSON.stringify([rule, asLine(reason)])))
    .map(
      ({ rule, reason }) =>
        `${CONFIGURATION_FILE}: a suppression of ${rule} fits nothing that was found: ${asLine(reason)}`,
    );
}
