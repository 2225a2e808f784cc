import type { Settings } from '../../lib/model/app-model';
import type { Manifest } from '../../lib/model/manifest';
import { checkManifests } from '../../lib/validation/check-manifests';

/** What breaks a rule, what comes closest to breaking it and does not, and what the user reads. */
export interface RuleCase {
  readonly rule: string;
  readonly what: string;
  readonly bad: readonly object[];
  readonly good: readonly object[];
  readonly message: string;
  readonly settings?: Settings;
}

/** A table-driven test: each case fails for its bad input with its message, and for its good input not at all. */
export function describeRules(cases: readonly RuleCase[]): void {
  describe.each(cases)('$rule: $what', ({ rule, bad, good, message, settings }) => {
    const messagesOf = (manifests: readonly object[]) =>
      checkManifests(manifests as Manifest[], settings).flatMap((finding) =>
        finding.rule === rule ? [finding.message] : [],
      );

    test('refuses the bad input and says why', () => {
      expect(messagesOf(bad)).toContain(message);
    });

    test('accepts the good input', () => {
      expect(messagesOf(good)).toEqual([]);
    });
  });
}
