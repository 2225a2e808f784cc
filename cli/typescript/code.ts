/** What the names in a piece of code mean while it is tried out. */
export interface Meanings {
  /** Members of a module, by its name. */
  readonly modules: { readonly [module: string]: object };
  readonly variables: ReadonlyMap<string, unknown>;
}

/** What a file is printed with. */
export interface Printing {
  /** Notes that the file needs a name of a module. */
  readonly use: (module: string, name: string) => void;
  /** The constant that holds a value of which there are several; undefined where it is written in place. */
  readonly constant: (shared: Shared) => string | undefined;
  /** What a variable is called in the file. */
  readonly variable: (variable: Variable) => string;
}

/** A piece of TypeScript that can be printed and evaluated. Plain JSON stands for itself. */
export type Code = Plain | Node | Code[] | { [key: string]: Code };

export type Node = Imported | Call | Construction | Variable | Member | Shared;

export type Plain = string | number | boolean | null | undefined;

/** A name of a module with its members, for example `CreationPolicy.ORPHAN`. */
export class Imported {
  public constructor(
    public readonly module: string,
    public readonly path: string,
  ) {}
}

/** A call of a function, or of a method of an object. */
export class Call {
  public readonly args: readonly Code[];

  public constructor(
    public readonly callee: Imported | Member,
    ...args: Code[]
  ) {
    this.args = args;
  }
}

/** The making of an object of a class. */
export class Construction {
  public readonly args: readonly Code[];

  public constructor(
    public readonly type: Imported,
    ...args: Code[]
  ) {
    this.args = args;
  }
}

/** A variable, or `this`. */
export class Variable {
  public constructor(public readonly name: string) {}
}

/** A member of an object: `KEYS.PORT`, `chart.node`. */
export class Member {
  public constructor(
    public readonly object: Variable | Member | Call,
    public readonly name: string,
  ) {}
}

/** A value that becomes a constant where it occurs more than once. */
export class Shared {
  public constructor(
    /** What the constant is called, if it is free. */
    public readonly name: string,
    public readonly code: Code,
  ) {}
}

/** Every node in a piece of code. */
export function nodesIn(code: Code): Node[] {
  if (typeof code !== 'object' || code === null) return [];
  if (!isNode(code)) return Object.values(code).flatMap(nodesIn);
  if (code instanceof Call) return [code, ...nodesIn(code.callee), ...code.args.flatMap(nodesIn)];
  if (code instanceof Construction) return [code, code.type, ...code.args.flatMap(nodesIn)];
  if (code instanceof Member) return [code, ...nodesIn(code.object)];
  if (code instanceof Shared) return [code, ...nodesIn(code.code)];
  return [code];
}

const NODES = [Imported, Call, Construction, Variable, Member, Shared];

export function isNode(code: Code): code is Node {
  return NODES.some((type) => code instanceof type);
}
