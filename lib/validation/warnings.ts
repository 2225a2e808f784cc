import type { IConstruct } from 'constructs';
import { asLine } from './shown';

const PRINTED = new WeakMap<IConstruct, Set<string>>();

/** Prints a line to stderr, once per app: stock cdk8s validates an app once for every chart, and swallows stdout. */
export function warn({ node: { root } }: IConstruct, line: string): void {
  const printed = PRINTED.get(root) ?? new Set<string>();
  PRINTED.set(root, printed);
  if (printed.has(line)) return;
  printed.add(line);
  printLine(line);
}

/** A line to stderr, which neither a pipe of manifests nor cdk8s-cli takes for itself. */
export function printLine(line: string): void {
  // biome-ignore lint/suspicious/noConsole: cdk8s has no channel for warnings
  console.warn(asLine(line));
}
