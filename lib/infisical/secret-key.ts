import type { KeyKind } from '../model/key-kind/key-kind';
import { readKind } from '../model/key-kind/read-kind';
import { looksLikeCredential } from '../text/credential-text';
import { typeOf } from '../text/shown';

/**
 * Which whole numbers a `SecretKey` holds.
 */
export interface IntegerKeyOptions {
  /**
   * The smallest one.
   *
   * @default - every number of at most 15 digits
   */
  readonly min?: number;

  /**
   * The largest one.
   *
   * @default - every number of at most 15 digits
   */
  readonly max?: number;
}

/**
 * Which URLs a `SecretKey` holds.
 */
export interface UrlKeyOptions {
  /**
   * What it may begin with, in small letters and without `://`: `['postgres', 'postgresql']`, `['jdbc:postgresql']`. Of
   * those that are not `http`, `https`, `ws` or `wss`, a path may stand in the place of the host: `sqlite:///shop.db`.
   *
   * @default - every scheme, with a host
   */
  readonly schemes?: string[];
}

/**
 * Which texts a `SecretKey` holds.
 */
export interface TextKeyOptions {
  /**
   * How many characters it has at least, up to 1000.
   *
   * @default 1
   */
  readonly minLength?: number;
}

const LONGEST_DESCRIPTION = 300;

/**
 * A secret key, and what it holds: `SecretKey.of('RATELIMIT_RPS').integer({ min: 1 })`. It stands wherever the name of a
 * key does: in `secretKeys` and in files, of applications and of services of the laptop. Where a name alone is taken, as in
 * `passwordKey`, it has one: `KEY.name`. The pod gets the same as by the name alone.
 * `cdk8s-infisical run` and `make up` start nothing with a value of another kind, and say key and kind, never the value.
 * `EnvSchema` writes it down for programs.
 *
 * Each method returns a new one. A wrong option is an error of the construct that gets the key (rule N5).
 */
export class SecretKey {
  /**
   * A key of which nothing is said yet.
   *
   * @param name its name in Infisical
   */
  public static of(name: string): SecretKey {
    return new SecretKey(name, undefined, undefined, []);
  }

  /**
   * Its name in Infisical.
   */
  public readonly name: string;

  /** @internal */
  public readonly _kind: KeyKind | undefined;

  /** @internal */
  public readonly _description: string | undefined;

  /** @internal */
  public readonly _keyProblems: readonly string[];

  private constructor(
    name: string,
    kind: KeyKind | undefined,
    description: string | undefined,
    problems: readonly string[],
  ) {
    this.name = name;
    this._kind = kind;
    this._description = description;
    this._keyProblems = problems;
  }

  /**
   * A whole number as `0`, `42` or `-7`: no leading zero, no `+`, no exponent, no blank.
   */
  public integer(options: IntegerKeyOptions = {}): SecretKey {
    return this.holding('integer', options);
  }

  /**
   * A port from 1 to 65535, written as a whole number.
   */
  public port(): SecretKey {
    return this.holding('port', {});
  }

  /**
   * `true` or `false`, in small letters.
   */
  public boolean(): SecretKey {
    return this.holding('boolean', {});
  }

  /**
   * A URL with `://` and a host, in printable ASCII as RFC 3986 has it: `postgres://user:password@host:5432/db`. There may
   * be several hosts, as MongoDB has them, each with a port of up to five digits. One without a host, `sqlite:///shop.db`
   * or `postgres:///shop` of a socket, is of the kind where its scheme is named.
   */
  public url(options: UrlKeyOptions = {}): SecretKey {
    return this.holding('url', options);
  }

  /**
   * One of some texts, letter for letter. They stand in files and messages: nothing secret belongs here.
   *
   * @param values 1 to 100 different texts
   */
  public oneOf(values: string[]): SecretKey {
    return this.holding('oneOf', { values });
  }

  /**
   * JSON, of whatever type, as `JSON.parse` reads it.
   */
  public json(): SecretKey {
    return this.holding('json', {});
  }

  /**
   * Base64 with the usual alphabet and padding, in one line (RFC 4648, section 4); not empty.
   */
  public base64(): SecretKey {
    return this.holding('base64', {});
  }

  /**
   * Text that is not empty.
   */
  public text(options: TextKeyOptions = {}): SecretKey {
    return this.holding('text', options);
  }

  /**
   * What the key is for, in a line of at most 300 characters. It stands in what `EnvSchema` writes.
   */
  public describedAs(description: string): SecretKey {
    const problem = descriptionProblem(description);
    const problems = [...this._keyProblems, ...(problem === undefined ? [] : [problem])];
    return new SecretKey(this.name, this._kind, problem === undefined ? description : this._description, problems);
  }

  private holding(kind: KeyKind['kind'], options: object): SecretKey {
    const problem = optionsProblem(options) ?? this.twiceProblem(kind);
    const read = problem === undefined ? readKind({ ...options, kind }) : { problem: `${kind}: ${problem}` };
    if ('kind' in read) return new SecretKey(this.name, read.kind, this._description, this._keyProblems);
    return new SecretKey(this.name, this._kind, this._description, [...this._keyProblems, read.problem]);
  }

  private twiceProblem(kind: KeyKind['kind']): string | undefined {
    return this._kind === undefined
      ? undefined
      : `it holds ${this._kind.kind} already: keep one of ${this._kind.kind} and ${kind}`;
  }
}

function optionsProblem(options: unknown): string | undefined {
  return Object.prototype.toString.call(options) === '[object Object]'
    ? undefined
    : `its options must be an object, found ${typeOf(options)}`;
}

function descriptionProblem(description: unknown): string | undefined {
  if (typeof description !== 'string') return `describedAs: the description must be text, found ${typeOf(description)}`;
  if (looksLikeCredential(description)) return 'describedAs: the description looks like a credential: leave that out';
  const isLine = description.length <= LONGEST_DESCRIPTION && /^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(description);
  return isLine && description.trim() === description
    ? undefined
    : `describedAs: the description must be one line of 1 to ${LONGEST_DESCRIPTION} characters`;
}
