/** The ways that lead back to where they begin, each with its beginning at both ends; none if there is no circle. */
export function circles(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const go = (node: string): void => {
    const begins = way.indexOf(node);
    if (begins >= 0) found.push([...way.slice(begins), node]);
    if (begins >= 0 || done.has(node)) return;
    way.push(node);
    for (const one of next.get(node) ?? []) go(one);
    way.pop();
    done.add(node);
  };
  for (const node of next.keys()) go(node);
  return found;
}
