import type { Field } from '../../../model/field';
import { quantityIn } from '../../../model/quantity';
import { shown } from '../../../text/shown';
import type { PartReport } from '../../rule';
import { reportAt, reportMissing } from '../reports-of-fields';

/** How much storage there is, or is wanted. */
export function checkStorage(storage: Field, report: PartReport): void {
  const { raw } = storage;
  if (raw === undefined && !storage.isUnresolved) reportMissing(storage, report, 'write how much, such as 1Gi');
  const amount = typeof raw === 'string' || typeof raw === 'number' ? quantityIn(raw)?.nano : undefined;
  if (raw === null || (amount !== undefined && amount <= 0n)) {
    reportAt(storage, report, `is ${shown(raw)}: write more than 0`);
  }
}

export function checkAccessModes(modes: Field, report: PartReport): void {
  if (modes.isEmpty || (Array.isArray(modes.raw) && modes.raw.length === 0)) {
    reportMissing(modes, report, 'write a mode, such as ReadWriteOnce');
    return;
  }
  const words = new Set(modes.texts());
  const isOfOnePod = words.has('ReadWriteOncePod');
  const others = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'].filter((mode) => words.has(mode));
  if (isOfOnePod && others.length > 0) {
    reportAt(modes, report, `has ReadWriteOncePod beside ${others.join(', ')}: write it alone, or drop it`);
  }
}
