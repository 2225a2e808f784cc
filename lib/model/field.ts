import { looksLikeCredential } from '../text/credential-text';
import { keyNameProblem, quotedKey, quotedText } from '../text/key-name';

/** Where something stands in an object: `['spec', 'targets', 0, 'name']`. */
export type Path = readonly (string | number)[];

/**
 * What stands at a place: a value of the type that belongs there, nothing (for the API server, null is nothing), a token
 * that becomes a value only when its app is rendered, or something of another type.
 */
export type State = 'given' | 'absent' | 'unresolved' | 'wrong type';

const WHOLE: Path = [];

type Check = (raw: unknown) => boolean;
type Raw = Readonly<Record<string, unknown>>;

const ANY: Check = () => true;
const TEXT: Check = (raw) => typeof raw === 'string';
const NUMBER: Check = (raw) => typeof raw === 'number';
const FLAG: Check = (raw) => typeof raw === 'boolean';
const LIST: Check = Array.isArray;
const OBJECT: Check = (raw) => typeof raw === 'object' && !Array.isArray(raw);

/**
 * A place in a finished object, and what stands there. Whatever that is, reading it never fails: of nothing, of a token
 * and of a text come places that are empty, so that malformed YAML can be read like any other.
 */
export class Field<T = unknown> {
  /** The whole of an object, or of a part that stands at a path of it. */
  public static of(raw: unknown, path: Path = WHOLE): Field {
    return new Field(raw, undefined, '', ANY, path);
  }

  private constructor(
    /** What stands there, of whatever type. */
    public readonly raw: unknown,
    /** What it stands in. */
    public readonly holder: Field | undefined,
    /** The last part of its path. */
    public readonly key: string | number,
    private readonly accepts: Check,
    private readonly start: Path = WHOLE,
  ) {}

  public get path(): Path {
    const keys: (string | number)[] = [];
    let field = this as Field;
    for (; field.holder !== undefined; field = field.holder) keys.push(field.key);
    return [...field.start, ...keys.reverse()];
  }

  public get state(): State {
    if (this.isUnresolved) return 'unresolved';
    if (!this.isGiven) return 'absent';
    return this.accepts(this.raw) ? 'given' : 'wrong type';
  }

  /** What stands there, if it is of the type that belongs there. */
  public get value(): T | undefined {
    return this.isGiven && this.accepts(this.raw) && !isToken(this.raw) ? (this.raw as T) : undefined;
  }

  /** Whether anything stands there. */
  public get isGiven(): boolean {
    return this.raw !== undefined && this.raw !== null;
  }

  /** Whether nothing stands there, or the empty text: what a token would be is not known. */
  public get isEmpty(): boolean {
    return this.raw === '' || (!this.isGiven && !this.isUnresolved);
  }

  /** Whether it has places of its own, by their names. */
  public get isObject(): boolean {
    return this.isGiven && OBJECT(this.raw) && !isToken(this.raw);
  }

  /** Whether it, or what it stands in, becomes a value only when its app is rendered. */
  public get isUnresolved(): boolean {
    let field = this as Field;
    while (field.raw === undefined && field.holder !== undefined) field = field.holder;
    return isToken(field.raw);
  }

  /** A place inside; what an object has from its prototype is not in it. */
  public at(...path: Path): Field {
    return this.inside(path, ANY);
  }

  public text(...path: Path): Field<string> {
    return this.inside(path, TEXT);
  }

  public number(...path: Path): Field<number> {
    return this.inside(path, NUMBER);
  }

  public flag(...path: Path): Field<boolean> {
    return this.inside(path, FLAG);
  }

  public list(...path: Path): Field<readonly unknown[]> {
    return this.inside(path, LIST);
  }

  public object(...path: Path): Field<Readonly<Record<string, unknown>>> {
    return this.inside(path, OBJECT);
  }

  /** The places of a list. */
  public items(): Field[] {
    const items: Field[] = [];
    if (Array.isArray(this.raw)) {
      for (let i = 0; i < this.raw.length; i++) items.push(new Field(this.raw[i], this, i, ANY));
    }
    return items;
  }

  /** The places of an object, by their names. */
  public entries(): [string, Field][] {
    if (!this.isObject) return [];
    return Object.entries(this.raw as object).map(([key, raw]) => [key, new Field(raw, this, key, ANY)]);
  }

  /** The places of a list or of an object. */
  public places(): Field[] {
    if (!this.isObject) return this.items();
    return Object.keys(this.raw as object).map((key) => new Field((this.raw as Raw)[key], this, key, ANY));
  }

  /** Whether it is without fields of other names. */
  public hasOnly(...names: readonly string[]): boolean {
    return this.entries().every(([name]) => names.includes(name));
  }

  /** The texts of a list. */
  public texts(): string[] {
    return this.items().flatMap(({ raw }) => (typeof raw === 'string' ? [raw] : []));
  }

  private inside<U>(path: Path, accepts: Check): Field<U> {
    let field = this as Field;
    const last = path.length - 1;
    if (last < 0) return field as Field<U>;
    for (let i = 0; i < last; i++) field = new Field(rawIn(field.raw, path[i]), field, path[i], ANY);
    return new Field(rawIn(field.raw, path[last]), field, path[last], accepts) as Field<U>;
  }
}

/** What stands inside of something, for those who look at much and need few places of it. */
export function rawIn(holder: unknown, key: string | number): unknown {
  // Most of what is asked for is absent, which is seen first.
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key) || isToken(holder)) return undefined;
  if (Array.isArray(holder) && typeof key !== 'number') return undefined;
  return (holder as Record<string | number, unknown>)[key];
}

/** The same, where it is a text. */
export function textIn(holder: unknown, key: string | number): string | undefined {
  const raw = rawIn(holder, key);
  return typeof raw === 'string' ? raw : undefined;
}

/** A place that no object has. */
export const NOWHERE = Field.of(undefined);

/** What has keys of Secrets, in the place of which people paste values. */
const CONTENT: ReadonlySet<unknown> = new Set(['data', 'stringData', 'binaryData']);

/** A place for a message: `spec.targets[0].name`, `metadata.annotations["example.com/team"]`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key, i) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (key !== '' && CONTENT.has(path[i - 1]) && keyNameProblem(key) !== undefined)
      return `${text}[${quotedKey(key)}]`;
    if (!/^[\w-]+$/.test(key) || looksLikeCredential(key)) return `${text}[${quotedText(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/**
 * Whether it is an object of some class, such as a Lazy value: finished objects hold plain data only. That of another
 * realm, as `structuredClone` makes under a test runner, is plain as well.
 */
export function isToken(raw: unknown): boolean {
  if (typeof raw !== 'object' || raw === null) return false;
  const prototype: unknown = Object.getPrototypeOf(raw);
  if (prototype === Object.prototype || prototype === null || Array.isArray(raw)) return false;
  return Object.getPrototypeOf(prototype) !== null;
}
