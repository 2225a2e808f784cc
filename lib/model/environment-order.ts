import { naturalKey } from '../collections/natural-order';

/** How environments are mostly called, on the way from a laptop to the customers. Infisical begins with dev, staging and prod. */
const STAGES = [/^(?:local|dev)/, /^(?:test|int|qa)/, /^(?:sta?g|uat|pre-?prod|preview|canary)/, /^(?:prod|prd|live)/];
const UNKNOWN_STAGE = 2;

/** By what environments are sorted: as they follow one another, those of which nobody knows it before the last one. */
export function environmentKey(environment: string): string {
  const stage = STAGES.findIndex((names) => names.test(environment.toLowerCase()));
  return `${stage < 0 ? UNKNOWN_STAGE : stage}\0${naturalKey(environment)}`;
}
