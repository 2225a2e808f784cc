import { Severity } from '../../lib/validation/severity';
import type { FoundInInput } from '../findings/input-findings';
import type { ReadManifest } from '../manifests/read-manifests';

/** The warnings of a program that were told of the input, and of objects that it declares under the same name. */
export function toldWarnings(
  lasting: readonly FoundInInput[],
  told: readonly FoundInInput[],
  moved: ReadonlySet<ReadManifest>,
): FoundInInput[] {
  const isTold = new Set(told.map(({ read, finding }) => `${read.file} ${read.line} ${finding.rule}`));
  return lasting.filter(
    ({ read, finding }) =>
      finding.severity === Severity.WARNING &&
      !moved.has(read) &&
      isTold.has(`${read.file} ${read.line} ${finding.rule}`),
  );
}
