import { grouped } from '../../collections/grouped';

/** What has a name, and a namespace where anybody knows it. */
interface Placed<T> {
  readonly item: T;
  readonly index: number;
  readonly name: string;
  readonly namespace?: string;
}

/** Objects by their names and namespaces. */
export class PlacedObjects<T> {
  private readonly byName: ReadonlyMap<string, readonly Placed<T>[]>;
  private readonly byPlace: ReadonlyMap<string, readonly Placed<T>[]>;

  public constructor(
    items: readonly T[],
    placeOf: (item: T) => { readonly name: string; readonly namespace?: string },
  ) {
    const placed = items.map((item, index) => ({ item, index, ...placeOf(item) }));
    this.byName = grouped(placed, ({ name }) => name);
    this.byPlace = grouped(placed, placeText);
  }

  /** Those of a name that are in a namespace or may be, in their order; of an unknown namespace all of the name. */
  public at(name: string, namespace: string | undefined): readonly T[] {
    return this.placedAt(name, namespace).map(({ item }) => item);
  }

  private placedAt(name: string, namespace: string | undefined): readonly Placed<T>[] {
    if (namespace === undefined) return this.byName.get(name) ?? [];
    const own = this.byPlace.get(placeText({ name, namespace })) ?? [];
    const anywhere = this.byPlace.get(placeText({ name })) ?? [];
    if (own.length === 0 || anywhere.length === 0) return [...own, ...anywhere];
    return [...own, ...anywhere].sort((one, other) => one.index - other.index);
  }
}

function placeText({ name, namespace }: { readonly name: string; readonly namespace?: string }): string {
  return JSON.stringify([name, namespace ?? null]);
}
