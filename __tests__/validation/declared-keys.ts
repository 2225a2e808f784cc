import { modelOf } from '../../lib/model/app-model';
import type { Manifest } from '../../lib/model/manifest';
import { findingsOf } from '../../lib/validation/findings-of';
import { RULES } from '../../lib/validation/rules';

/** A case of a rule that compares with the keys that the user declared to exist in Infisical. */
export interface DeclaredKeysCase {
  readonly rule: string;
  readonly what: string;
  readonly keys: readonly string[];
  readonly bad: readonly Manifest[];
  readonly good: readonly Manifest[];
  readonly message: string;
}

/** A table-driven test, as `describeRules`, where every operator resource has the declared keys. */
export function describeRulesWithKeys(cases: readonly DeclaredKeysCase[]): void {
  describe.each(cases)('$rule: $what', ({ rule, keys, bad, good, message }) => {
    test('refuses the bad input and says why', () => {
      expect(messagesWithKeys(rule, keys, bad)).toContain(message);
    });

    test('accepts the good input', () => {
      expect(messagesWithKeys(rule, keys, good)).toEqual([]);
    });
  });
}

export function messagesWithKeys(
  rule: string,
  declaredKeys: readonly string[] | undefined,
  manifests: readonly Manifest[],
  knownKeys?: readonly string[],
): string[] {
  const resources = manifests.map((manifest) => ({ manifest, declaredKeys, knownKeys }));
  return findingsOf(RULES, modelOf(resources)).flatMap((finding) => (finding.rule === rule ? [finding.message] : []));
}
