import type { Part } from './parts';

/** Whether the API server does not look at a part beyond its fields: the selector of a metric. */
export function isLeftAlone(part: Part): boolean {
  return [part, part.holder].some((one) => one?.holder?.type === 'MetricIdentifier');
}
