import type { Call, Code, Imported, NewExpression, Variable } from './code';

export type Statement = Call | NewExpression | Constant | KeyConstant | ForEach | Conditional | Interface | ChartClass;

/** `const name = value;` */
export class Constant {
  public constructor(
    public readonly name: string,
    public readonly value: Code,
    public readonly isExported = false,
  ) {}
}

/** A constant with a property for each key, which has its name. */
export class KeyConstant {
  public constructor(
    public readonly name: string,
    public readonly keys: readonly string[],
  ) {}
}

/** `for (const { name, path } of rows) { … }`, or with one variable where the rows are no objects. */
export class ForEach {
  public constructor(
    public readonly variables: readonly string[],
    public readonly rows: Code,
    public readonly body: readonly Section[],
  ) {}
}

/** What a block depends on: a switch, or that something is given. */
export interface Test {
  readonly variable: Variable;
  readonly isSwitch: boolean;
}

/** `if (hasWorker && image !== undefined) { … }` */
export class Conditional {
  public constructor(
    public readonly tests: readonly Test[],
    public readonly body: readonly Section[],
  ) {}
}

/** What an interface has under a name. */
export interface InterfaceMember {
  readonly name: string;
  readonly type: MemberType;
  readonly isOptional: boolean;
}

/** A type of TypeScript, a list of texts, a class that a package exports, or what one takes as a prop. */
export type MemberType = 'string' | 'number' | 'boolean' | 'string[]' | 'texts' | Imported | PropType;

/** `SecretSyncedAppProps['volumes']`. */
export class PropType {
  public constructor(
    public readonly construct: Imported,
    public readonly prop: string,
  ) {}
}

export class Interface {
  public constructor(
    public readonly name: string,
    public readonly comment: string,
    public readonly members: readonly InterfaceMember[],
  ) {}
}

/** A parameter of a constructor: its name, or the properties that are taken out of it. */
export interface Parameter {
  readonly name: string | readonly string[];
  /** A type of a package, or one that the file declares. */
  readonly type: Imported | string;
}

/** A class whose constructor takes a scope, and declares all that is in it. */
export class ChartClass {
  public constructor(
    public readonly name: string,
    public readonly base: Imported,
    public readonly parameters: readonly Parameter[],
    /** What the constructor of the base class is called with. */
    public readonly args: readonly [scope: Variable, ...Code[]],
    public readonly body: readonly Section[],
  ) {}
}

/** Statements without an empty line between them. */
export type Section = readonly Statement[];
