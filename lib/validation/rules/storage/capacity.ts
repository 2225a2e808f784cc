import type { Field } from '../../../model/field';
import { quantityIn } from '../../../model/quantity';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import type { PartReport } from '../../rule';

const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** What is wrong with how a volume, or a claim of one, can be used. */
export function checkAccessModes(modes: Field, report: PartReport): void {
  const items = modes.items();
  if (modes.isGiven && !Array.isArray(modes.raw)) return;
  if (items.length === 0) tell(report, modes, 'is missing: write one, such as ReadWriteOnce');
  for (const place of items) {
    if (place.raw === null) tell(report, place, 'is null: write one, such as ReadWriteOnce');
  }
  const words = new Set(modes.texts().filter((word) => MODES.includes(word)));
  if (words.size > 1 && words.has('ReadWriteOncePod')) {
    tell(report, modes, 'has others beside "ReadWriteOncePod": keep that, or the others');
  }
}

/** What is wrong with how much is stored. */
export function checkStorage(storage: Field, report: PartReport): void {
  const { raw } = storage;
  if (raw !== null && raw !== undefined && typeof raw !== 'string' && typeof raw !== 'number') return;
  if (raw === undefined) tell(report, storage, 'is missing: write how much, such as 1Gi');
  else if (raw === null || (quantityIn(raw)?.nano ?? 1n) <= 0n) {
    tell(report, storage, `is ${shown(raw)}: write more than nothing, such as 1Gi`);
  }
}
