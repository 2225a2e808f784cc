import type { Suppression } from '../../lib/configuration/configuration';
import { suppressionReasonFor } from '../../lib/configuration/suppressions';
import { ignoredBecause } from '../../lib/model/ignored-rules';
import { asLine } from '../../lib/text/as-line';
import type { RuleId } from '../../lib/validation/rule-ids';
import { type FoundInInput, type InputFinding, inputFinding } from '../findings/input-findings';
import type { ReadManifest } from '../manifests/read-manifests';

/** What a rule says of an object, where it stands, and whether it counts. */
export interface LintFinding extends InputFinding {
  readonly rule: RuleId;
  readonly read: ReadManifest;
  /** Why it does not count. */
  readonly suppressedBecause?: string;
  /** What `--fix` would do, if it can. */
  readonly fix?: string;
}

/** @param environment what the folders are called where they are not called like their environment */
export function lintFinding(
  found: FoundInInput,
  suppressions: readonly Suppression[],
  environment?: string,
): LintFinding {
  const { finding, read } = found;
  const { rule, fix } = finding;
  const { kind, metadata } = read.manifest;
  const about = { rule, kind, name: metadata?.name, namespace: metadata?.namespace };
  const of = (name: string) => suppressionReasonFor({ ...about, environment: name }, suppressions);
  const suppressedBecause =
    (environment === undefined ? undefined : of(environment)) ??
    of(read.folder.replaceAll('\\', '/')) ??
    ignoredBecause(read.manifest, rule);
  return {
    ...inputFinding(found),
    rule,
    read,
    ...(suppressedBecause !== undefined && { suppressedBecause: asLine(suppressedBecause) }),
    ...(fix !== undefined && { fix: asLine(fix.message) }),
  };
}

export function isSuppressed({ suppressedBecause }: LintFinding): boolean {
  return suppressedBecause !== undefined;
}
