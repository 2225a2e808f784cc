/** A piece of TypeScript that can be printed and evaluated. Plain JSON stands for itself. */
export type Code = Plain | Node | Code[] | { [key: string]: Code };

export type Node = Imported | Call | NewExpression | Variable | Reference | Member | Element | Shared;

type Plain = string | number | boolean | null | undefined;

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

export class NewExpression {
  public readonly args: readonly Code[];

  public constructor(
    public readonly type: Imported,
    ...args: Code[]
  ) {
    this.args = args;
  }
}

/** A variable of the file by its name, or `this`. */
export class Variable {
  public constructor(public readonly name: string) {}
}

/** What is declared elsewhere in the program: the file gives it the name of a variable. */
export class Reference {
  /** Two references with the same text are to the same. */
  public readonly text: string;

  /**
   * @param kind of what is referred to
   * @param name of what is referred to, after which the variable is called
   * @param owner whose it is, which tells it apart from others of its kind and name
   */
  public constructor(
    public readonly kind: string,
    public readonly name: string,
    public readonly owner?: string,
  ) {
    this.text = `${kind} ${owner === undefined ? '' : `${owner}/`}${name}`;
  }
}

const MEMBERS = [
  'addJsonPatch',
  'apiObject',
  'cronJob',
  'daemonSet',
  'deployment',
  'envValue',
  'job',
  'name',
  'rollout',
  'statefulSet',
  'synth',
  'urlEncoded',
] as const;

export type MemberName = (typeof MEMBERS)[number];

/** A member of an object that constructs have: `api.deployment`. */
export class Member {
  public constructor(
    public readonly object: Variable | Reference | Member | Call,
    public readonly name: MemberName,
  ) {}
}

/** @throws if no object of a program has such a member */
export function checkedMember(name: MemberName): MemberName {
  if (!MEMBERS.includes(name)) throw new Error(`a program uses no member ${JSON.stringify(name)}`);
  return name;
}

/** What a constant of the program has under a key: `KEYS.PORT`. */
export class Element {
  public constructor(
    public readonly object: Variable | Reference,
    public readonly key: string,
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

export function nodesIn(code: Code): Node[] {
  if (typeof code !== 'object' || code === null) return [];
  if (!isNode(code)) return Object.values(code).flatMap(nodesIn);
  if (code instanceof Call) return [code, ...nodesIn(code.callee), ...code.args.flatMap(nodesIn)];
  if (code instanceof NewExpression) return [code, code.type, ...code.args.flatMap(nodesIn)];
  if (code instanceof Member || code instanceof Element) return [code, ...nodesIn(code.object)];
  if (code instanceof Shared) return [code, ...nodesIn(code.code)];
  return [code];
}

const NODES = [Imported, Call, NewExpression, Variable, Reference, Member, Element, Shared];

export function isNode(code: Code): code is Node {
  return NODES.some((type) => code instanceof type);
}
