import { distinctNaturally } from '../../lib/collections/natural-order';
import { listed } from '../../lib/text/listed';
import type { Adoption } from './adoption';

/** The rules that the program switches off where they were broken before; whoever looks into dist tells them still. */
export function rulesSwitchedOff({ charts }: Adoption): string[] {
  return distinctNaturally(charts.flatMap(({ broken }) => [...broken.values()].flat()));
}

export function switchedOffLines(adoption: Adoption): string[] {
  const rules = rulesSwitchedOff(adoption);
  if (rules.length === 0) return [];
  return [
    `  the program switches off ${listed(rules)} for it (InfisicalRules.suppress), to be synthesized: put it right, and take the call out. lint tells it of dist until then`,
  ];
}
