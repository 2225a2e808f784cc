import type { Construct } from 'constructs';
import { didYouMean } from './did-you-mean';
import { RULES } from './rules';
import { PROPS_RULES } from './rules/props-rules';
import { silence } from './silence';

/**
 * The rules that every app is checked by. `docs/rules.md` lists them.
 */
export class InfisicalRules {
  /**
   * Switches a rule off for a construct and everything below it. The finding is still printed, with the reason.
   *
   * @param construct where the rule shall not count
   * @param rule id of the rule, for example `C11`
   * @param reason why it does not apply here, for those who read the output
   * @throws if there is no such rule, or no reason
   */
  public static silence(construct: Construct, rule: string, reason: string): void {
    const known = [...RULES, ...PROPS_RULES].map(({ id }) => id);
    const at = `[${construct.node.path}]`;
    if (!known.includes(rule)) {
      throw new Error(
        `${at} cannot silence "${rule}", there is no such rule: ${didYouMean(rule, known, 'see docs/rules.md')}`,
      );
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new Error(`${at} silences the rule "${rule}" without a reason: write why it does not apply here`);
    }
    silence(construct, rule, reason.trim());
  }

  private constructor() {}
}
