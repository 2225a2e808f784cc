import { type Field, NOWHERE } from '../../../model/field';
import { qualifiedNameProblem } from '../../../model/kubernetes-names';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { checkTexts, tell } from '../../constraints';
import { textOf } from '../../go-values';
import type { PartReport } from '../../rule';

/** What is wrong with the keys by which a pod selects those that have the labels that it has itself. */
export function checkKeys(keys: Field, field: Field, report: PartReport): void {
  if (keys.items().length === 0) return;
  if (!field.at('labelSelector').isGiven) tell(report, keys, 'is set without a labelSelector: write one, or drop it');
  else checkTexts(report, keys, qualifiedNameProblem);
}

/** The server puts the labels of a pod that the keys name into the selector; then, no key may stand there twice. */
export function checkMerged(keys: Field, part: Part, report: PartReport): void {
  const selector = part.field.at('labelSelector');
  const labels = labelsOfPod(part);
  const expressions = selector
    .at('matchExpressions')
    .items()
    .map((one) => textOf(one.at('key')));
  const matched = selector
    .at('matchLabels')
    .entries()
    .map(([key]) => key);
  const putIn = keys.texts().filter((key) => labels.at(key).isGiven);
  const times = timesOf([...matched, ...expressions, ...putIn]);
  const [own, changing] = [timesOf(putIn), new Set([...expressions, ...putIn])];
  for (const key of keys.items()) {
    if (!changing.has(key.raw as string) || (times.get(key.raw) ?? 0) < 2) continue;
    const where = (own.get(key.raw) ?? 0) > 1 ? 'stands here twice' : 'the labelSelector has, too';
    tell(report, key, `is ${shown(key.raw)}, which ${where}: keep one of them`);
  }
}

function timesOf(keys: readonly unknown[]): ReadonlyMap<unknown, number> {
  const times = new Map<unknown, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return times;
}

function labelsOfPod(part: Part): Field {
  let pod: Part | undefined = part;
  while (pod !== undefined && pod.type !== 'PodSpec') pod = pod.holder;
  return pod?.holder?.field.at('metadata', 'labels') ?? NOWHERE;
}
