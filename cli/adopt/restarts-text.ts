import { podPlaceIn } from '../../lib/model/pods';
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
  const workloads = adopted.filter(({ manifest }) => podPlaceIn(manifest) !== undefined);
  if (workloads.length === 0 || differences.length > 0) return '';
  const templates = `The pods of ${counted(workloads.length, 'workload')} are declared as they were, as the API server compares them`;
  // Which ones restart for another reason stands there already.
  const result = (migration?.restarted.length ?? 0) > 0 ? `${templates}.` : `${templates}: applying it restarts none.`;
  return `${result}${withoutRestartText(workloads)}`;
}

/** Of which an apply never restarts pods, whatever becomes of them. */
function withoutRestartText(workloads: Adoption['adopted']): string {
  const own = workloads
    .filter(({ manifest }) => !replacesPods(manifest))
    .map(({ manifest }) => manifest.kind as string);
  const count = (kind: string) => own.filter((one) => one === kind).length;
  const [jobs, cronJobs] = [count('Job'), count('CronJob')];
  const others = own.length - jobs - cronJobs;
  const parts = [
    ...(jobs > 0 ? [`${counted(jobs, 'Job')} (whose template nobody can change)`] : []),
    ...(cronJobs > 0 ? [`${counted(cronJobs, 'CronJob')} (whose template counts from the next run on)`] : []),
    ...(others > 0 ? [`${others} that ${others === 1 ? 'replaces' : 'replace'} no pods`] : []),
  ];
  return parts.length === 0 ? '' : ` Among them: ${listed(parts)}.`;
}
