import { createHash } from 'node:crypto';
import { grouped } from '../../../lib/collections/grouped';
import { byText } from '../../../lib/collections/order';

/** What tells an identity from others. */
interface Unnamed {
  readonly what: readonly string[];
  readonly principals: readonly string[];
  readonly clusters: readonly string[];
  readonly id?: string;
}

/**
 * By where it is used and what it logs in with: the id comes later, and would make another identity of it. What a name
 * cannot say is in a mark of its own, so that no other identity that comes changes it; two of the same place that are told
 * apart by their ids alone have these in it.
 */
export function withOwnNames<T extends Unnamed>(logins: readonly T[]): (T & { readonly name: string })[] {
  const byName = grouped(logins, nameOf);
  const byPlace = grouped(logins, placeId);
  const named = logins.map((login) => {
    const name = nameOf(login);
    if (byName.get(name)?.length === 1 && isWhole(textOf(login))) return { ...login, name };
    const place = placeId(login);
    const id = byPlace.get(place)?.length === 1 ? place : JSON.stringify([place, login.id, login.what]);
    const mark = createHash('sha256').update(id).digest('hex').slice(0, 8);
    return { ...login, name: `${name.slice(0, 51)}-${mark}` };
  });
  return named.sort(byText(({ name }) => name));
}

function placeId({ clusters, principals }: Unnamed): string {
  return JSON.stringify([clusters, principals]);
}

function textOf({ principals, clusters }: Unnamed): string {
  return ['operator', ...(clusters.length === 1 ? clusters : []), principals[0]].join('-');
}

const LONGEST = 60;

/** Whether a name says all of it, but for what divides it. */
function isWhole(text: string): boolean {
  return text.length <= LONGEST && /^[a-z0-9./-]*$/.test(text);
}

function nameOf(login: Unnamed): string {
  return textOf(login)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-|-$/g, '');
}
