import {
  Call,
  type Code,
  Element,
  Imported,
  Member,
  NewExpression,
  Reference,
  Shared,
  Spread,
  Variable,
} from '../../typescript/code';
import { isPlainName } from '../../typescript/literal';
import {
  Hole,
  isClosed,
  isOfTexts,
  isOfType,
  isPlain,
  isSelfContained,
  type Plain,
  PROP,
  REST,
  TEXTS,
  typeOfCode,
  withoutKeys,
} from './hole';

/** Maps whose keys are texts of the user: what one of them lacks cannot be said to be undefined. */
const MAPS: ReadonlySet<string> = new Set(
  (
    'annotations data env envVariables generators labels limits matchLabels nodeSelector requests secretAnnotations ' +
    'secretKeys secretLabels secretTemplate selectorLabels stringData template'
  ).split(' '),
);

/** The way to the id of a construct, which mostly is the name of its object, too. */
const ID_PLACE: readonly string[] = ['id', 'name'];

export function isIdPlace(at: readonly string[]): boolean {
  return at === ID_PLACE;
}

const isMapAt = (at: readonly string[]) => MAPS.has(at.at(-1) ?? '');

/** Makes one piece of code out of several that are alike, with holes where they differ. */
export class Alike {
  private holes = 0;
  private lost: readonly string[] | undefined;

  /** @param isTyped whether the types of what stands in the holes are written down, so that maps may have any keys */
  public constructor(private readonly isTyped = false) {}

  /** What both are, with holes; undefined where they are not alike. `some` may have holes already. */
  public merged(some: Code, other: Code, at: readonly string[] = []): Code {
    if (some instanceof Hole) return isOfType(some, other) ? some : undefined;
    if (isEqualCode(some, other)) return some;
    const merged = this.inner(some, other, at) ?? this.hole(some, other, at);
    if (merged === undefined) this.lost ??= at;
    return merged;
  }

  /** Names on the way to the first difference that no hole can stand for. */
  public get lostAt(): readonly string[] {
    return this.lost ?? [];
  }

  private inner(some: Code, other: Code, at: readonly string[]): Code {
    if (Array.isArray(some)) return Array.isArray(other) ? this.lists(some, other, at) : undefined;
    if (isPlain(some)) return isPlain(other) ? this.objects(some, other, at) : undefined;
    if (some instanceof Shared) return other instanceof Shared ? this.merged(some.code, other.code, at) : undefined;
    if (some instanceof NewExpression && other instanceof NewExpression) {
      if (!isEqualCode(some.type, other.type)) return undefined;
      const args = this.argsOf(some.type, [some.args, other.args], at);
      return args && new NewExpression(some.type, ...args);
    }
    if (some instanceof Call && other instanceof Call) return this.calls(some, other, at);
    if (some instanceof Member && other instanceof Member && some.name === other.name) {
      const object = this.inner(some.object, other.object, at);
      return object && new Member(object as Member['object'], some.name);
    }
    return undefined;
  }

  private calls(some: Call, other: Call, at: readonly string[]): Code {
    const callee = isEqualCode(some.callee, other.callee) ? some.callee : this.inner(some.callee, other.callee, at);
    // `Duration.minutes(5)` is one value to who reads it.
    const isValue = some.callee instanceof Imported && some.args.every((arg) => typeof arg !== 'object');
    if (callee === undefined || (isValue && isClosed(some) && !isPatch(some))) return undefined;
    const [path] = some.args;
    const place = isPatch(some) && typeof path === 'string' ? [...at, ...path.split('/').slice(-1)] : at;
    const args = this.args(some.args, other.args, place);
    return args && new Call(callee as Call['callee'], ...args);
  }

  private args(some: readonly Code[], other: readonly Code[], at: readonly string[]): Code[] | undefined {
    if (some.length !== other.length) return undefined;
    // Behind the scope stands the id.
    const hasScope = some[0] instanceof Variable || some[0] instanceof Reference;
    return this.all(some, other, (index) => (hasScope && index === 1 ? ID_PLACE : at));
  }

  /** Of a construct, a prop may be a hole as a whole. */
  private argsOf(
    type: Imported,
    [some, other]: readonly [readonly Code[], readonly Code[]],
    at: readonly string[],
  ): Code[] | undefined {
    const [props, otherProps] = [some.at(-1), other.at(-1)];
    if (!this.isTyped || some.length !== 3 || !isPlain(props) || !isPlain(otherProps))
      return this.args(some, other, at);
    const first = this.args(some.slice(0, -1), other.slice(0, -1), at);
    const last = first && this.objects(props, otherProps, at, type);
    return last === undefined || first === undefined ? undefined : [...first, last];
  }

  private lists(some: Code[], other: Code[], at: readonly string[]): Code {
    const isOfTexts = some.every((item) => typeof item !== 'object' || item instanceof Element);
    return some.length !== other.length || isOfTexts ? undefined : this.all(some, other, () => at);
  }

  private all(
    some: readonly Code[],
    other: readonly Code[],
    placeOf: (index: number) => readonly string[],
  ): Code[] | undefined {
    const merged = some.map((item, index) => this.merged(item, other[index], placeOf(index)));
    return merged.some((item, index) => item === undefined && some[index] !== undefined) ? undefined : merged;
  }

  /** @param construct whose props they are */
  private objects(some: Plain, other: Plain, at: readonly string[], construct?: Imported): Code {
    if (isMapAt(at) && !hasSameKeys(some, other)) return this.isTyped ? this.maps(some, other, at) : undefined;
    const merged: Plain = {};
    for (const key of keysInOrder(some, other)) {
      const [has, gets] = [Object.hasOwn(some, key), Object.hasOwn(other, key)];
      const place = [...at, key];
      if (some[key] === undefined && other[key] === undefined) continue;
      const value =
        has && gets ? this.merged(some[key], other[key], place) : this.optional(has ? some : other, key, place);
      merged[key] = value ?? this.prop(construct, [some[key], other[key]], place);
      if (merged[key] === undefined) return undefined;
    }
    return merged;
  }

  /** A prop that differs as a whole, of the type that the construct has for it. */
  private prop(construct: Imported | undefined, values: readonly Code[], at: readonly string[]): Code {
    const prop = at.at(-1) ?? '';
    if (construct === undefined || !isPlainName(prop) || !values.every(isSelfContained)) return undefined;
    this.lost = undefined;
    const hole = new Hole(this.holes++, at, `${PROP}${construct.module} ${construct.path} ${prop}`);
    hole.isOptional = values.includes(undefined);
    return hole;
  }

  /** What both begin with, and the rest of each. */
  private maps(some: Plain, other: Plain, at: readonly string[]): Code {
    const [keys, others] = [some, other].map((map) => Object.keys(map).filter((key) => key !== REST));
    const length = keys.findIndex((key, index) => others[index] !== key);
    const start = length < 0 ? keys : keys.slice(0, length);
    const [rest, otherRest] = [some, other].map((map) => withoutKeys(map, start));
    if (![rest, otherRest].every(isOfTexts)) return undefined;
    const merged = Object.fromEntries(start.map((key) => [key, this.merged(some[key], other[key], [...at, key])]));
    if (Object.values(merged).includes(undefined)) return undefined;
    const hole = new Hole(this.holes++, at, TEXTS);
    if (start.length === 0) return hole;
    hole.isOptional = true;
    return { ...merged, [REST]: new Spread(hole) };
  }

  private optional(holder: Plain, key: string, at: readonly string[]): Code {
    const value = holder[key];
    const hole = value instanceof Hole ? value : this.hole(value, value, at);
    if (hole instanceof Hole) hole.isOptional = true;
    else this.lost ??= at;
    return hole;
  }

  private hole(some: Code, other: Code, at: readonly string[]): Code {
    const type = typeOfCode(some);
    return type !== undefined && type === typeOfCode(other) ? new Hole(this.holes++, at, type) : undefined;
  }
}

function hasSameKeys(some: Plain, other: Plain): boolean {
  return (
    Object.keys(some).length === Object.keys(other).length &&
    Object.keys(some).every((key) => Object.hasOwn(other, key))
  );
}

function isPatch({ callee }: Call): boolean {
  return callee instanceof Imported && callee.path.startsWith('JsonPatch.');
}

/** The keys of both, those that only one has where it has them. */
function keysInOrder(some: Plain, other: Plain): string[] {
  const keys = Object.keys(some);
  for (const [index, key] of Object.keys(other).entries()) {
    if (keys.includes(key)) continue;
    const before = Object.keys(other)[index - 1];
    keys.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, key);
  }
  return keys;
}

/** Whether both print as the same. */
export function isEqualCode(some: Code, other: Code): boolean {
  if (some === other) return true;
  if (typeof some !== 'object' || typeof other !== 'object' || some === null || other === null) return false;
  if (Object.getPrototypeOf(some) !== Object.getPrototypeOf(other)) return false;
  const [keys, others] = [Object.keys(some), Object.keys(other)];
  if (keys.length !== others.length) return false;
  const [a, b] = [some, other] as unknown as readonly [Plain, Plain];
  return keys.every((key, index) => key === others[index] && isEqualCode(a[key], b[key]));
}
