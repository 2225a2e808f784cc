import { type Field, NOWHERE } from '../../../model/field';
import { qualifiedNameProblem } from '../../../model/kubernetes-names';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import type { PartReport } from '../../rule';
import { checkTexts, tell, textOf } from './constraints';

/** What is wrong with the keys by which a pod selects those that have the labels that it has itself. */
export function checkKeys(keys: Field, field: Field, report: PartReport): void {
  if (keys.items().length === 0) return;
  if (!field.at('labelSelector').isGiven) tell(report, keys, 'is set without a labelSelector: write one, or drop it');
  else checkTexts(keys, qualifiedNameProblem, report);
}

/** The server puts the labels of a pod that the keys name into the selector; then, no key may stand there twice. */
export function checkMerged(keys: Field, part: Part, report: PartReport): void {
  const selector = part.field.at('labelSelector');
  const labels = labelsOfPod(part);
  const expressions = selector
    .at('matchExpressions')
    .items()
    .map((one) => textOf(one.at('key')));
  const others = [
    ...selector
      .at('matchLabels')
      .entries()
      .map(([key]) => key),
    ...expressions,
  ];
  for (const key of keys.items()) {
    const times = others.filter((other) => other === key.raw).length + (labels.at(String(key.raw)).isGiven ? 1 : 0);
    if (times > 1 && (labels.at(String(key.raw)).isGiven || expressions.includes(key.raw as string))) {
      tell(report, key, `is ${shown(key.raw)}, which the labelSelector has, too: keep one of them`);
    }
  }
}

function labelsOfPod(part: Part): Field {
  let pod: Part | undefined = part;
  while (pod !== undefined && pod.type !== 'PodSpec') pod = pod.holder;
  return pod?.holder?.field.at('metadata', 'labels') ?? NOWHERE;
}
