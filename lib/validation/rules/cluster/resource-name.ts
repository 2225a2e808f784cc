import { type Field, pathText } from '../../../model/field';
import { quotedText } from '../../../text/key-name';
import type { PartReport } from '../../rule';

/** Says what is wrong with the name of the resource of an amount, if anything. */
export function checkResourceName(
  amount: Field,
  problemOf: (name: string) => string | undefined,
  report: PartReport,
): void {
  const name = String(amount.key);
  const problem = problemOf(name);
  if (problem === undefined) return;
  report(amount, `the resource ${quotedText(name)} in ${pathText(amount.path.slice(0, -1))} ${problem}`);
}
