import type { WantedKey } from '../access/managed-keys';
import { type Answers, keysOf, type Read, readFrom } from './read-listings';

type Way = WantedKey['ways'][number];

interface RenamedRead extends Read {
  /** The keys that are there, by the names that they get: the last of each. */
  readonly givers: ReadonlyMap<string, string>;
}

/** What there is by the names that it gets on each way, computed once whoever asks for it. */
export class RenamedListings {
  private readonly byWay = new Map<
    Way['nameOf'],
    RenamedRead & { readonly byName: ReadonlyMap<string, Read['listing']> }
  >();

  public constructor(private readonly answers: Answers) {}

  /** All that is there. */
  public readOn(way: Way): RenamedRead {
    return this.namedOn(way);
  }

  /** What of it gets a name. */
  public givenBy(way: Way, name: string): Read {
    const { byName, ...read } = this.namedOn(way);
    return { ...read, listing: byName.get(name) ?? [] };
  }

  private namedOn(way: Way) {
    const known = this.byWay.get(way.nameOf) ?? this.named(way);
    this.byWay.set(way.nameOf, known);
    return known;
  }

  private named({ source, nameOf }: Way) {
    const read = readFrom(source, this.answers);
    const byName = new Map<string, Map<number, string[]>>();
    for (const [index, { keys }] of read.listing.entries()) {
      for (const key of keys) {
        const name = nameOf(key);
        if (name === undefined) continue;
        const keysAt = byName.get(name) ?? new Map<number, string[]>();
        byName.set(name, keysAt);
        const together = keysAt.get(index) ?? [];
        keysAt.set(index, together);
        together.push(key);
      }
    }
    const listings = [...byName].map(([name, keysAt]) => {
      return [name, [...keysAt].map(([index, keys]) => ({ ...read.listing[index], keys }))] as const;
    });
    const givers = new Map(keysOf(read).map((key) => [nameOf(key) ?? '', key]));
    return { ...read, byName: new Map(listings), givers };
  }
}
