/** A piece of TypeScript that can be printed and evaluated. Plain JSON stands for itself. */
export type Code = Plain | Node | Code[] | { [key: string]: Code };

export type Node =
  | Imported
  | Call
  | NewExpression
  | Variable
  | Reference
  | Member
  | Element
  | Shared
  | Spread
  | TextAround;

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
  'addEnvironment',
  'addJsonPatch',
  'apiObject',
  'cronJob',
  'daemonSet',
  'deployment',
  'envValue',
  'job',
  'name',
  'namespace',
  'problems',
  'rollout',
  'statefulSet',
  'synth',
  'urlEncoded',
] as const;

export type MemberName = (typeof MEMBERS)[number];

/** A member of an object that constructs have: `api.deployment`. */
export class Member {
  public constructor(
    public readonly object: Variable | Reference | Member | Call | Imported,
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

/** What an object literal takes over from another one: the value of its property `...`. */
export class Spread {
  public constructor(public readonly code: Code) {}
}

/** A text that is told by a variable, between two fixed ones: `/shop/${name}`. */
export class TextAround {
  public constructor(
    public readonly before: string,
    public readonly variable: Variable,
    public readonly after: string,
  ) {}
}

/** Whether a text can stand beside a variable in a template literal as it is. */
export function isPlainText(text: string): boolean {
  return /^[\w./:@-]*$/.test(text);
}

export function nodesIn(code: Code): Node[] {
  const found: Node[] = [];
  const visit = (part: Code): void => {
    if (typeof part !== 'object' || part === null) return;
    if (isNode(part)) found.push(part);
    for (const inner of isNode(part) ? partsOf(part) : Object.values(part)) visit(inner);
  };
  visit(code);
  return found;
}

function partsOf(node: Node): readonly Code[] {
  if (node instanceof Call) return [node.callee, ...node.args];
  if (node instanceof NewExpression) return [node.type, ...node.args];
  if (node instanceof Member || node instanceof Element) return [node.object];
  if (node instanceof Shared || node instanceof Spread) return [node.code];
  return node instanceof TextAround ? [node.variable] : [];
}

/** The code with other parts in it, where `replace` has one for a part; undefined keeps it. */
export function rewritten(code: Code, replace: (node: Node) => Code): Code {
  if (typeof code !== 'object' || code === null) return code;
  const inner = (part: Code) => rewritten(part, replace);
  if (Array.isArray(code)) return code.map(inner);
  if (!isNode(code)) return Object.fromEntries(Object.entries(code).map(([key, item]) => [key, inner(item)]));
  const replaced = replace(code);
  if (replaced !== undefined) return replaced;
  if (code instanceof Call) return new Call(inner(code.callee) as Call['callee'], ...code.args.map(inner));
  if (code instanceof NewExpression) return new NewExpression(code.type, ...code.args.map(inner));
  if (code instanceof Member) return new Member(inner(code.object) as Member['object'], code.name);
  if (code instanceof Element) return new Element(inner(code.object) as Element['object'], code.key);
  if (code instanceof Shared) return new Shared(code.name, inner(code.code));
  if (code instanceof Spread) return new Spread(inner(code.code));
  if (code instanceof TextAround) return new TextAround(code.before, inner(code.variable) as Variable, code.after);
  return code;
}

const NODES = [Imported, Call, NewExpression, Variable, Reference, Member, Element, Shared, Spread, TextAround];

export function isNode(code: Code): code is Node {
  if (typeof code !== 'object' || code === null) return false;
  const prototype = Object.getPrototypeOf(code);
  if (prototype === Object.prototype || prototype === Array.prototype) return false;
  return NODES.some((type) => code instanceof type);
}
