import type { RuleText } from '../rule';
import type { RuleId } from '../rule-ids';
import { C14, C15, C16, C17, C18 } from './props/applications';
import { A15, N5, S10, S11, S12, X15 } from './props/declarations';
import { L1, L2, L3, L4, L8 } from './props/laptop-keys';
import { L5, L6, L7, L9, L10 } from './props/local-services';

/**
 * What only the props of a construct show, no manifest: the constructs check these themselves and report them with
 * all other findings.
 */
export const PROPS_RULES = {
  A15,
  C14,
  C15,
  C16,
  C17,
  C18,
  L1,
  L2,
  L3,
  L4,
  L5,
  L6,
  L7,
  L8,
  L9,
  L10,
  N5,
  S10,
  S11,
  S12,
  X15,
} satisfies Partial<Record<RuleId, RuleText>>;
