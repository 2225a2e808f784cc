/** For each line of both texts whether the other one does not have it at that place. */
export function differingLines(one: readonly string[], other: readonly string[]): [boolean[], boolean[]] {
  const [inOne, inOther] = [one.map(() => true), other.map(() => true)];
  const lengths = commonLengths(one, other);
  for (let [i, j] = [0, 0]; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      inOne[i++] = false;
      inOther[j++] = false;
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return [inOne, inOther];
}

/** How many lines the ends of both have in common, from each place on. */
function commonLengths(one: readonly string[], other: readonly string[]): number[][] {
  const lengths = Array.from({ length: one.length + 1 }, () => Array<number>(other.length + 1).fill(0));
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      lengths[i][j] = one[i] === other[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}
