import { grouped } from '../../collections/grouped';
import type { ReadPlace } from '../record/key-reads';

/** Places as people know them: `dev:/orders, /web`. */
export function placesTitle(places: readonly ReadPlace[]): string {
  const byEnvironment = grouped(places, ({ environment }) => environment);
  return [...byEnvironment]
    .map(([environment, found]) => `${environment}:${[...new Set(found.map(({ path }) => path))].join(', ')}`)
    .join(', ');
}
