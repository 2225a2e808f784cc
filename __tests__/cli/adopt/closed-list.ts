import { parse } from '@babel/parser';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import * as library from '../../../lib';
import { MARK } from './hostile-manifests';

const PACKAGES = new Map<string, object>([
  ['cdk8s', cdk8s],
  ['cdk8s-plus-28', plus],
  ['constructs', constructs],
  ['cdk8s-infisical', library],
]);

const MEMBERS = new Set(
  (
    'addEnvironment addJsonPatch apiObject cronJob daemonSet deployment envValue job name namespace rollout statefulSet ' +
    'synth urlEncoded'
  ).split(' '),
);
const FIXED = new Set(['scope', 'undefined']);
const LOCAL = /^(?:[a-z][A-Za-z0-9]*|[A-Z][A-Za-z0-9_]*)$/;
const COMMENT = '* Secret keys in use. ';

/** What the parser gives: it is read as plain data. */
interface Ast {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** What a file has in it that is not on the closed list; empty where all is. */
export function offTheList(text: string): string[] {
  const file = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  const check = new Check();
  check.visit(file.program as unknown as Ast);
  const comments = (file.comments ?? []).flatMap(({ value }) => (value === COMMENT ? [] : [`the comment ${value}`]));
  const outside = withoutStrings(text, check.strings);
  return [
    ...check.problems,
    ...comments,
    ...(outside.includes(MARK) || !/^[\x20-\x7e\n]*$/.test(outside) ? ['text of the input outside of strings'] : []),
    ...(/(?!\n)[\p{C}\p{Zl}\p{Zp}]|<\/script|<!--/iu.test(text) ? ['what nobody sees, or the end of a script'] : []),
  ];
}

function withoutStrings(text: string, strings: readonly Ast[]): string {
  let [outside, at] = ['', 0];
  for (const { start, end } of [...strings].sort((a, b) => a.start - b.start)) {
    outside += text.slice(at, start);
    at = end;
  }
  return outside + text.slice(at);
}

class Check {
  public readonly problems: string[] = [];
  public readonly strings: Ast[] = [];
  private readonly imported = new Map<string, unknown>();
  private readonly locals = new Map<string, ReadonlySet<string>>();

  public visit(node: Ast): void {
    const visitor = this.visitors.get(node.type);
    if (visitor === undefined) this.problems.push(`${node.type}: nothing that a program has`);
    else visitor(node);
  }

  private all(nodes: unknown): void {
    for (const node of nodes as Ast[]) this.visit(node);
  }

  private expect(holds: boolean, what: string): void {
    if (!holds) this.problems.push(what);
  }

  private readonly visitors: ReadonlyMap<string, (node: Ast) => void> = new Map<string, (node: Ast) => void>([
    ['Program', ({ body }) => this.all(body)],
    ['ImportDeclaration', (node) => this.importDeclaration(node)],
    ['ExportNamedDeclaration', ({ declaration }) => this.visit(declaration as Ast)],
    ['VariableDeclaration', (node) => this.constant(node)],
    ['ExpressionStatement', ({ expression }) => this.visit(expression as Ast)],
    ['CallExpression', (node) => this.call(node)],
    ['NewExpression', (node) => this.call(node)],
    ['MemberExpression', (node) => void this.member(node)],
    ['ObjectExpression', ({ properties }) => this.all(properties)],
    ['ObjectProperty', (node) => this.property(node)],
    ['ArrayExpression', ({ elements }) => this.all(elements)],
    ['BinaryExpression', (node) => this.lines(node)],
    [
      'UnaryExpression',
      ({ operator, argument }) =>
        this.expect(operator === '-' && (argument as Ast).type === 'NumericLiteral', 'an operator'),
    ],
    ['TSAsExpression', (node) => this.asConst(node)],
    ['StringLiteral', (node) => void this.strings.push(node)],
    ['NumericLiteral', () => undefined],
    ['BooleanLiteral', () => undefined],
    ['NullLiteral', () => undefined],
    ['ThisExpression', () => undefined],
    ['Identifier', (node) => this.identifier(node)],
    ['ClassDeclaration', (node) => this.chartClass(node)],
    ['SpreadElement', ({ argument }) => this.named(argument as Ast, 'a spread')],
    ['TemplateLiteral', (node) => this.textAround(node)],
    ['ForOfStatement', (node) => this.forEach(node)],
    ['BlockStatement', ({ body }) => this.all(body)],
  ]);

  private importDeclaration({ source, specifiers }: Ast): void {
    const module = (source as Ast).value as string;
    this.strings.push(source as Ast);
    const exports = PACKAGES.get(module);
    const isOwn = /^\.\.?\/(?:charts\/)?[a-z0-9][a-z0-9-]*(?:\.js)?$/.test(module);
    this.expect(exports !== undefined || isOwn, `the module ${module}`);
    for (const { type, imported, local } of specifiers as Ast[]) {
      const { name } = imported as { name: string };
      this.expect(
        type === 'ImportSpecifier' && (local as { name: string }).name === name,
        'another name for an import',
      );
      this.expect(isOwn ? LOCAL.test(name) : Object.hasOwn(exports ?? {}, name), `${module} has no ${name}`);
      this.imported.set(name, (exports as Record<string, unknown> | undefined)?.[name]);
    }
  }

  private constant({ kind, declarations }: Ast): void {
    const [{ id, init }, ...others] = declarations as { id: Ast & { name: string }; init: Ast }[];
    this.expect(kind === 'const' && others.length === 0 && LOCAL.test(id.name), `the declaration of ${id.name}`);
    this.expect(!this.locals.has(id.name) && !this.imported.has(id.name), `${id.name} twice`);
    this.visit(init);
    const literal = init.type === 'TSAsExpression' ? (init.expression as Ast) : init;
    const keys =
      literal.type === 'ObjectExpression' ? (literal.properties as Ast[]).map(({ key }) => keyOf(key as Ast)) : [];
    this.locals.set(id.name, new Set(keys));
  }

  private call({ callee, arguments: args }: Ast): void {
    const { type } = callee as Ast;
    this.expect(['Identifier', 'MemberExpression', 'Super'].includes(type), `a call of a ${type}`);
    if (type === 'Identifier') {
      const { name } = callee as unknown as { name: string };
      this.expect(this.imported.has(name), `a call of ${name}`);
    } else if (type === 'MemberExpression') this.member(callee as Ast);
    this.all(args);
  }

  /** What it comes to, where a package says so. */
  private member({ object, property, computed, optional }: Ast): unknown {
    const owner = object as Ast & { name: string };
    const name = keyOf(property as Ast);
    this.expect(!optional && (!computed || (property as Ast).type === 'StringLiteral'), `a member by ${name}`);
    if (computed) this.strings.push(property as Ast);
    if (owner.type === 'Identifier' && this.locals.get(owner.name)?.has(name)) return undefined;
    if (owner.type === 'Identifier' && this.imported.get(owner.name) !== undefined) {
      const value = this.imported.get(owner.name) as Record<string, unknown>;
      this.expect(Object.hasOwn(value, name) && !computed, `${owner.name} has no ${name}`);
      return value[name];
    }
    const of = owner.type === 'MemberExpression' ? this.member(owner) : this.visit(owner);
    // A part of what a package exports, such as `k8s.Quantity`.
    if (!computed && typeof of === 'function' && Object.hasOwn(of, name)) return Reflect.get(of, name);
    this.expect(!computed && MEMBERS.has(name), `the member ${name}`);
    return undefined;
  }

  private property({ key, value, computed, shorthand, method }: Ast): void {
    const { type } = key as Ast;
    const name = keyOf(key as Ast);
    this.expect(!method && (type === 'Identifier' || type === 'StringLiteral'), `a property by ${type}`);
    this.expect(computed ? type === 'StringLiteral' : name !== '__proto__', `the property ${name}`);
    if (type === 'StringLiteral') this.strings.push(key as Ast);
    else this.expect(/^[A-Za-z_$][\w$]*$/.test(name), `the property ${name}`);
    this.expect(!shorthand || (value as Ast).type === 'Identifier', 'a shorthand');
    this.visit(value as Ast);
  }

  /** The lines of a text, one after the other. */
  private lines({ operator, left, right }: Ast): void {
    const isText = (node: Ast) => node.type === 'StringLiteral' || node.type === 'BinaryExpression';
    this.expect(operator === '+' && isText(left as Ast) && isText(right as Ast), 'an operator');
    this.all([left, right]);
  }

  private named(node: Ast, what: string): void {
    this.expect(node.type === 'Identifier', what);
    this.visit(node);
  }

  /** One variable, with plain text around it. */
  private textAround({ quasis, expressions }: Ast): void {
    const texts = quasis as (Ast & { value: { raw: string } })[];
    const [variable, ...others] = expressions as Ast[];
    this.expect(variable !== undefined && others.length === 0, 'a template');
    this.expect(
      texts.every(({ value }) => /^[\w./:@-]*$/.test(value.raw)),
      'text in a template',
    );
    this.strings.push(...texts);
    if (variable !== undefined) this.named(variable, 'an expression in a template');
  }

  private forEach({ left, right, body, await: isAwaited }: Ast): void {
    const [{ id }] = (left as unknown as { declarations: { id: Ast }[] }).declarations;
    const names = id.type === 'ObjectPattern' ? (id.properties as Ast[]).map(({ value }) => value as Ast) : [id];
    this.expect((left as Ast).kind === 'const' && !isAwaited, 'a loop');
    this.expect(['Identifier', 'ArrayExpression'].includes((right as Ast).type), 'a loop over something else');
    this.visit(right as Ast);
    for (const one of names as (Ast & { name: string })[]) {
      this.expect(
        one.type === 'Identifier' && LOCAL.test(one.name) && !this.locals.has(one.name),
        `the name ${one.name}`,
      );
      this.locals.set(one.name, new Set());
    }
    this.visit(body as Ast);
  }

  private asConst({ expression, typeAnnotation }: Ast): void {
    const { typeName } = typeAnnotation as { typeName?: { name?: string } };
    this.expect(typeName?.name === 'const', 'a cast');
    this.visit(expression as Ast);
  }

  private identifier({ name }: Ast): void {
    const known = this.locals.has(String(name)) || this.imported.has(String(name)) || FIXED.has(String(name));
    this.expect(known, `the name ${name}`);
  }

  private chartClass({ id, superClass, body }: Ast): void {
    const { name } = id as unknown as { name: string };
    this.expect(/^[A-Z][A-Za-z0-9]*Chart\d*$/.test(name) && !this.imported.has(name), `the class ${name}`);
    this.visit(superClass as Ast);
    const members = (body as { body: (Ast & { params: (Ast & { name: string })[]; body: { body: Ast[] } })[] }).body;
    this.expect(members.length === 1 && members[0].kind === 'constructor', 'more than a constructor');
    this.expect(members[0].params.map((param) => param.name).join() === 'scope', 'other parameters');
    this.all(members[0].body.body);
  }
}

function keyOf(key: Ast): string {
  return String(key.type === 'StringLiteral' ? key.value : key.name);
}
