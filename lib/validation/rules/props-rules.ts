import type { RuleText } from '../rule';
import { APPLICATION_RULES } from './props/applications';
import { DECLARATION_RULES } from './props/declarations';
import { LAPTOP_KEY_RULES } from './props/laptop-keys';
import { LOCAL_SERVICE_RULES } from './props/local-services';

/**
 * What only the props of a construct show, no manifest: the constructs check these themselves and report them with
 * all other findings.
 */
export const PROPS_RULES: readonly RuleText[] = [
  ...APPLICATION_RULES,
  ...DECLARATION_RULES,
  ...LAPTOP_KEY_RULES,
  ...LOCAL_SERVICE_RULES,
];
