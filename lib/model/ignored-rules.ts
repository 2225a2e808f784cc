import { fields } from '../json/json';
import { asLine } from '../text/as-line';
import type { Manifest } from './manifest';
import type { Resource } from './resource';

/** The annotation by which an object says which rules do not count for it: a line `C11: reason` for each. */
export const IGNORE = 'cdk8s-infisical/ignore';

/** A line of the annotation. */
export interface IgnoredRule {
  readonly rule: string;
  /** Absent where nobody has written one. */
  readonly reason?: string;
}

/** So much of a reason is told: it may hold anything. */
const LONGEST_REASON = 300;
const LINE = /^([A-Za-z]{1,4}\d{1,4})\s*(?::\s*(.*))?$/s;

/** What stands in the annotation, line by line; a text for a line that is of no such form. */
export function ignoredRulesIn(manifest: Manifest): (IgnoredRule | string)[] {
  const text: unknown = fields(fields(manifest.metadata).annotations)[IGNORE];
  if (typeof text !== 'string') return [];
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map(ignoredRule);
}

function ignoredRule(line: string): IgnoredRule | string {
  const [, rule, reason = ''] = LINE.exec(line) ?? [];
  if (rule === undefined) return line;
  return { rule, ...(reason !== '' && { reason: asLine(cutShort(reason)) }) };
}

/** Why a rule does not count for an object: of its program, or its own annotation; undefined where it does. */
export function suppressionOf({ suppressionOf: told, manifest }: Resource, rule: string): string | undefined {
  return told?.(rule) ?? ignoredBecause(manifest, rule);
}

/** Why an object says that a rule does not count for it; undefined where it does not, or gives no reason. */
export function ignoredBecause(manifest: Manifest, rule: string): string | undefined {
  // Asked for each finding, of objects that nearly never have it.
  if (fields(fields(manifest.metadata).annotations)[IGNORE] === undefined) return undefined;
  for (const line of ignoredRulesIn(manifest)) {
    if (typeof line === 'object' && line.rule === rule && line.reason !== undefined) return line.reason;
  }
  return undefined;
}

function cutShort(reason: string): string {
  // No halves of letters.
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON).replaceAll(/\p{Cs}/gu, '')}…` : reason;
}
