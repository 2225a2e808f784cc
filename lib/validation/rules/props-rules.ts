import { withIds } from '../rule';
import * as byId from './props';

/**
 * What only the props of a construct show, no manifest: the constructs check these themselves and report them with
 * all other findings.
 */
export const PROPS_RULES = withIds(byId);
