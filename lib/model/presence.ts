import { isPlain } from './written-keys';

/** Whether a field is there; for the API server, null is the same as nothing. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Whether a field is provably without a value. */
export function isEmpty(value: unknown): boolean {
  return isPlain(value) && (!isGiven(value) || value === '');
}
