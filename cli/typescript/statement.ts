import type { Call, Code, Imported, NewExpression, Variable } from './code';

export type Statement = Call | NewExpression | Constant | KeyConstant | ChartClass;

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

/** A class whose constructor takes a scope, and declares all that is in it. */
export class ChartClass {
  public constructor(
    public readonly name: string,
    public readonly base: Imported,
    /** What the constructor of the base class is called with. */
    public readonly args: readonly [scope: Variable, ...Code[]],
    public readonly body: readonly Section[],
  ) {}
}

/** Statements without an empty line between them. */
export type Section = readonly Statement[];
