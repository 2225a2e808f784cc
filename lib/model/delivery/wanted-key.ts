import { quotedKey } from '../../text/key-name';
import type { DeliveryNeed, FurtherKeys, KeyNaming, KeyWay, Unfollowed, WantedName } from './delivery';

/** What must be in Infisical for a key, and what of it cannot be followed. */
export interface Wanted {
  /** Of what brings keys whose names nobody knows. */
  readonly needs: readonly DeliveryNeed[];
  /** The one secret key that gets the name. */
  readonly own?: DeliveryNeed;
  readonly untold?: Unfollowed;
}

/** What must be in Infisical for a key of an object that one of these brings. */
export function wantedKey(name: string, further: readonly FurtherKeys[]): Wanted {
  const named = further.flatMap(({ needs, naming }) => (naming ? needs.map((need) => ({ need, naming })) : []));
  const open = further.filter(({ naming, untold }) => naming === undefined && untold === undefined);
  const [untold] = further.flatMap((one) => one.untold ?? []);
  if (named.length === 0) return { needs: further.flatMap(({ needs }) => needs), untold };
  const [key, ...others] = named.map(({ need, naming }) => soleKeyOf(name, need, naming));
  const [{ need, naming }] = named;
  const sole = key !== undefined && others.every((other) => other === key) ? needOf(key, need) : undefined;
  const isOnly = named.length + open.length === 1 && !(naming.isConversion && name.includes('_'));
  if (sole !== undefined && isOnly && untold === undefined) return { needs: [], own: sole };
  const ways = named.map((one) => wayOf(one.need, one.naming));
  const wanted: WantedName = { name, ways, isElsewhere: open.length > 0, untold: untold?.message };
  const wording = `a key that becomes ${quotedKey(name)}`;
  const own = { ...(sole ?? { ...need, matches: undefined, wording }), wanted };
  return { needs: open.flatMap(({ needs }) => needs), own };
}

/** The key by its name in Infisical, whatever else was asked for with it. */
function needOf(key: string, { matches: _, wording: __, ...need }: DeliveryNeed): DeliveryNeed {
  return { ...need, key };
}

/** The only secret key that can get a name; undefined where several can, or none. */
function soleKeyOf(name: string, { matches = () => true }: DeliveryNeed, naming: KeyNaming): string | undefined {
  const found = naming.soleSourcesOf?.(name)?.filter((key) => matches(key) && naming.nameOf(key) === name) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

const waysOf = new WeakMap<DeliveryNeed, KeyWay>();

/** The same for whichever key of it, so that the names that it gives can be computed once. */
function wayOf(need: DeliveryNeed, { nameOf, isConversion: failsTogether }: KeyNaming): KeyWay {
  const { source, matches } = need;
  const nameOnWay = (key: string) => (matches?.(key) === false ? undefined : nameOf(key));
  const way = waysOf.get(need) ?? { source, nameOf: nameOnWay, failsTogether };
  waysOf.set(need, way);
  return way;
}

/** For messages: why nobody can say whether a key comes, and what would be known. */
export function untoldText({ message }: Unfollowed, key: string, taker: string): string {
  return `${message}: whether ${taker} gets ${quotedKey(key)} cannot be known. Fetch that key under "data", by its name`;
}
