import { counted } from '../../lib/text/counted';
import { objectName } from '../findings/input-findings';
import { colours } from '../terminal/colours';
import { printable } from '../terminal/printable';
import type { Adoption } from './adoption';
import { percentOf, workloadFigures } from './workload-figures';

const MOST_OBJECTS = 20;
const MOST_FIELDS = 5;

/** How many workloads are declared as they stand, and why; how much of the pods of the others no prop says. */
export function workloadsSection({ charts }: Pick<Adoption, 'charts'>): string {
  const { workloads, raw, podFields, throughPodSpec, fields } = workloadFigures(charts.flatMap(({ drafts }) => drafts));
  if (workloads === 0) return '';
  const shown = raw.slice(0, MOST_OBJECTS).map(({ read: { file, line, manifest }, reason }) => {
    return `  ${printable(`${file}:${line} ${objectName(manifest)}: ${reason}`)}`;
  });
  const more = raw.length > MOST_OBJECTS ? [`  … and ${raw.length - MOST_OBJECTS} more (--json lists them)`] : [];
  const of = (part: number, whole: number) => `${part} of ${whole} (${percentOf(part, whole)} %)`;
  const named = fields.slice(0, MOST_FIELDS).map(({ field, count }) => `${field}${count > 1 ? ` (${count})` : ''}`);
  const others = fields.length > MOST_FIELDS ? ` and ${counted(fields.length - MOST_FIELDS, 'more field')}` : '';
  return [
    `${colours.bold('workloads')}  ApiObject as they stand: ${of(raw.length, workloads)}`,
    ...shown,
    ...more,
    `  fields of the others' pods through podSpec: ${of(throughPodSpec, podFields)}${named.length > 0 ? `: ${printable(named.join(', '))}${others}` : ''}`,
  ].join('\n');
}
