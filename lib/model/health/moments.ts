import { fields, list, text } from '../../json/json';
import type { Manifest } from '../manifest';
import { isTimestamp } from '../timestamp';
import { conditionsOf } from './conditions';
import { CONDITION_PREFIX } from './signals';

/** The milliseconds since 1970 of a time as Kubernetes writes it; undefined where it is none. */
export function momentOf(time: unknown): number | undefined {
  if (typeof time !== 'string' || !isTimestamp(time)) return undefined;
  const moment = Date.parse(time);
  return Number.isNaN(moment) ? undefined : moment;
}

/** When an InfisicalStaticSecret was last synced, as its operator says. */
export function lastSuccessOf(manifest: Manifest): number | undefined {
  const type = `${CONDITION_PREFIX}LastSuccessfulReconcileAt`;
  return momentOf(conditionsOf(manifest).find((one) => one.type === type)?.message);
}

export function createdAt({ metadata }: Manifest): number | undefined {
  return momentOf(fields(metadata).creationTimestamp);
}

export function deletedAt({ metadata }: Manifest): number | undefined {
  return momentOf(fields(metadata).deletionTimestamp);
}

/** The newest time that stands in an object: it was read then, or later. */
export function newestMomentIn(manifest: Manifest): number | undefined {
  const { managedFields } = fields(manifest.metadata);
  const times = [
    createdAt(manifest),
    deletedAt(manifest),
    lastSuccessOf(manifest),
    ...conditionsOf(manifest).map(({ lastTransitionTime }) => momentOf(lastTransitionTime)),
    ...list(managedFields).map(({ time }) => momentOf(text(time))),
    ...list(fields(manifest.status).conditions).flatMap((one) => [
      momentOf(one.lastUpdateTime),
      momentOf(one.lastHeartbeatTime),
    ]),
  ];
  return newest(times);
}

export function newest(moments: readonly (number | undefined)[]): number | undefined {
  return moments.reduce(
    (last, one) => (one !== undefined && (last === undefined || one > last) ? one : last),
    undefined,
  );
}

/** `3 h`, as people say how long ago something was. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  for (const [unit, size] of [
    ['days', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const) {
    if (seconds >= 2 * size || (unit !== 'days' && seconds >= size)) return `${Math.floor(seconds / size)} ${unit}`;
  }
  return `${seconds} s`;
}
