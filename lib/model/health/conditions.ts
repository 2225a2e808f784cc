import { fields, list, text } from '../../json/json';
import type { Manifest } from '../manifest';

/** A condition of a live object, as far as it is one. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  /** The operator's words: they may quote a value. */
  readonly message: string;
  readonly lastTransitionTime?: string;
  readonly observedGeneration?: number;
}

export function conditionsOf({ status }: Manifest): readonly Condition[] {
  return list(fields(status).conditions).map((one) => ({
    type: text(one.type) ?? '',
    status: text(one.status) ?? '',
    reason: text(one.reason) ?? '',
    message: text(one.message) ?? '',
    ...(typeof one.lastTransitionTime === 'string' && { lastTransitionTime: one.lastTransitionTime }),
    ...(typeof one.observedGeneration === 'number' && { observedGeneration: one.observedGeneration }),
  }));
}

export function generationIn({ metadata }: Manifest): number | undefined {
  const { generation } = fields(metadata);
  return typeof generation === 'number' ? generation : undefined;
}

/** The conditions but for those of an earlier generation. v1alpha1 says nothing of generations. */
export function currentConditions(manifest: Manifest): readonly Condition[] {
  const generation = generationIn(manifest);
  return conditionsOf(manifest).filter(
    ({ observedGeneration: seen }) => seen === undefined || generation === undefined || seen >= generation,
  );
}
