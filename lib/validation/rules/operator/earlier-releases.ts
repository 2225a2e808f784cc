import { isOneObject } from '../../../model/one-object';
import type { Release } from '../../../model/releases';

/** Releases that were looked at, by what they have in common: each is compared with one of them, however many there are. */
export class EarlierReleases {
  private readonly found = new Map<string, Release[]>();

  /** One that has this, too, and is another one. */
  public beside(one: Release, common: string): Release | undefined {
    return this.found.get(common)?.find((first) => !isOneRelease(first, one));
  }

  /** Two are enough: of these, one is another one than any third. */
  public add(one: Release, common: string): void {
    const known = this.found.get(common) ?? [];
    this.found.set(common, known);
    if (known.length < 2 && !known.some((first) => isOneRelease(first, one))) known.push(one);
  }
}

function isOneRelease(one: Release, other: Release): boolean {
  return one.resource === other.resource || isOneObject(one.resource, other.resource);
}
