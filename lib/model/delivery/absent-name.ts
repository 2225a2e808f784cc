import { grouped } from '../../collections/grouped';
import { closest } from '../../text/did-you-mean';
import { quotedName } from '../../text/key-name';
import { listed } from '../../text/listed';
import { isSubstituted } from '../../text/substitution';

/** An object, or the name of one: its namespace is absent where nobody knows it. */
export interface PlacedName {
  readonly name: string;
  readonly namespace?: string;
}

/** What is there instead of an object that is not. */
export interface Instead {
  /** The namespaces in which something has its very name. */
  readonly elsewhere: readonly string[];
  /** The name of its namespace that was most likely meant. */
  readonly near?: string;
}

/** So many names of a namespace are looked at for one that is not there: more are too many. */
const MOST_NAMES = 500;

/** What is there instead of the names of which nothing is in their namespace. */
export class AbsentNames {
  private readonly namespacesOf: ReadonlyMap<string, readonly string[]>;
  private readonly namesIn: ReadonlyMap<string | undefined, readonly string[]>;
  private readonly names: readonly string[];
  private readonly found = new Map<string, Instead>();

  public constructor(all: readonly PlacedName[]) {
    this.namespacesOf = textsOf(
      all.filter(({ namespace }) => namespace),
      ({ name }) => name,
      ({ namespace = '' }) => namespace,
    );
    this.namesIn = textsOf(
      all,
      ({ namespace }) => namespace,
      ({ name }) => name,
    );
    this.names = [...new Set(all.map(({ name }) => name))];
  }

  public insteadOf(absent: PlacedName): Instead {
    const id = JSON.stringify([absent.name, absent.namespace]);
    const found = this.found.get(id) ?? this.find(absent);
    this.found.set(id, found);
    return found;
  }

  private find({ name, namespace }: PlacedName): Instead {
    const elsewhere = namespace === undefined ? [] : (this.namespacesOf.get(name) ?? []);
    if (elsewhere.length > 0 || isSubstituted(name)) return { elsewhere };
    const near = closest(
      name,
      this.candidates(namespace).filter((one) => !isOtherNumber(name, one)),
    );
    // What looks like a value is no name to offer.
    return near === undefined || quotedName(near) !== `"${near}"` ? { elsewhere } : { elsewhere, near };
  }

  private candidates(namespace: string | undefined): readonly string[] {
    if (namespace === undefined) return this.names.slice(0, MOST_NAMES);
    return [namespace, undefined].flatMap((one) => (this.namesIn.get(one) ?? []).slice(0, MOST_NAMES));
  }
}

function textsOf<K>(
  all: readonly PlacedName[],
  keyOf: (one: PlacedName) => K,
  textOf: (one: PlacedName) => string,
): Map<K, string[]> {
  return new Map([...grouped(all, keyOf)].map(([key, same]) => [key, [...new Set(same.map(textOf))].sort()]));
}

/** `shard-1` and `shard-2`: one is not misspelt for the other. */
function isOtherNumber(one: string, other: string): boolean {
  const shape = (name: string) => name.replaceAll(/\d+/g, '0');
  return /\d/.test(one) && shape(one) === shape(other);
}

const SHOWN = 3;

/** `"port", not in "harbour"`: the namespaces that have it, and the one that has not. */
export function namespacesApart(elsewhere: readonly string[], namespace: string | undefined): string {
  const names = elsewhere.slice(0, SHOWN).map(quotedName);
  const more = elsewhere.length > SHOWN ? [`${elsewhere.length - SHOWN} more`] : [];
  return `${listed([...names, ...more])}, not in ${quotedName(namespace ?? '')}`;
}
