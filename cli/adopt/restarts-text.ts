import { counted } from '../../lib/text/counted';
import { listed } from '../../lib/text/listed';
import { replacesPods } from '../comparison/plan/restarts';
import { printable } from '../terminal/printable';
import type { Adoption } from './adoption';
import type { ObjectDifference } from './round-trip/comparison';

const MOST = 5;

/** Whose pods restart when the program takes the place of the manifests, as far as they were compared. */
export function restartsText(
  differences: readonly ObjectDifference[],
  { adopted, migration }: Pick<Adoption, 'adopted' | 'migration'>,
): string {
  const restarted = [...new Set(differences.filter((one) => one.restartsPods).map(({ object }) => object))];
  if (restarted.length > 0) {
    const more = restarted.length > MOST ? [`${restarted.length - MOST} more`] : [];
    return `Applied, it restarts the pods of ${printable(listed([...restarted.slice(0, MOST), ...more]))}.`;
  }
  const workloads = adopted.filter(({ manifest }) => replacesPods(manifest)).length;
  if (workloads === 0 || differences.length > 0) return '';
  const templates = `The pods of ${counted(workloads, 'workload')} are declared as they were, as the API server compares them`;
  // Which ones restart for another reason stands there already.
  return (migration?.restarted.length ?? 0) > 0 ? `${templates}.` : `${templates}: applying it restarts none.`;
}
