import type { IConstruct } from 'constructs';

const PRINTED = new WeakMap<IConstruct, Set<string>>();

/** Prints a line to stderr, once per app: stock cdk8s validates an app once for every chart, and swallows stdout. */
export function warn({ node: { root } }: IConstruct, line: string): void {
  const printed = PRINTED.get(root) ?? new Set<string>();
  PRINTED.set(root, printed);
  if (printed.has(line)) return;
  printed.add(line);
  // biome-ignore lint/suspicious/noConsole: cdk8s has no channel for warnings
  console.warn(line);
}
