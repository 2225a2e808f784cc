import { type Rule, withIds } from '../rule';
import { idsOf } from '../rule-ids';
import * as byId from './by-id';

export const RULES_BY_ID = withIds(byId);

/** In which order findings are told. */
const ORDER = idsOf({
  S: [1, 2, 3, 4, 5, 6, 7, 8, 9, 13],
  A: [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 9, 10],
  H: [1, 2, 3, 4, 5, 6, 7, 8],
  T: [1, 2, 3, 4, 5, 6, 7, 8],
  M: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 11, 14, 13, 16, 17],
  K: [1, 2, 3, 4, 5, 9, 6, 8, 10, 11, 7],
  C: [1, 4, 12, 13, 2, 3, 5, 6, 7, 8, 9, 10, 11, 19, 20],
  P: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38],
  E: [3],
  X: [1, 5, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25],
  N: [0, 1, 2, 6, 3, 4],
  F: [1, 2, 3, 4],
});

export const RULES: readonly Rule[] = ORDER.map((id) => RULES_BY_ID[id]);
