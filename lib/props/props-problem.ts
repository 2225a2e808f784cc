import type { RuleId } from '../validation/rule-ids';

/** A mistake in the props of a construct, found before there is an object to look at. */
export interface PropsProblem {
  readonly rule: RuleId;
  readonly message: string;
}
