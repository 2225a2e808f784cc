import { type Code, Imported, type Reference, type Shared, Variable } from './code';
import { commentText, propertyName, stringLiteral } from './literal';
import { Names } from './names';
import { indent, type Printing, printCall, printCode, printOverLines } from './print';
import {
  ChartClass,
  Conditional,
  Constant,
  ForEach,
  Interface,
  KeyConstant,
  type MemberType,
  type Parameter,
  PropType,
  type Section,
  type Statement,
} from './statement';
import { isExported } from './vocabulary';

/** What programs call what they did not name themselves. */
const FIXED: ReadonlySet<string> = new Set(['this', 'app', 'chart', 'scope']);

/** A file of the program itself, as another one imports it. */
const OWN_MODULE = /^\.\.?(\/[a-z0-9][a-z0-9-]*)+(\.js)?$/;

const OWN_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** What a line may have. */
const LINE = 120;

/**
 * A file of TypeScript. Whatever it prints consists of what packages export, of names that it made itself, and of
 * literals.
 */
export class SourceFile {
  public readonly names = new Names();
  /** Room of a line, without what it is indented by. */
  private room = LINE;
  /** By module the names, and whether each is used as a type only. */
  private readonly imports = new Map<string, Map<string, boolean>>();
  private readonly variables = new Map<string, string>();
  private readonly constants = new Map<string, { readonly module?: string; readonly name: string }>();

  /** Gives a variable, or what is referred to, its name in this file. */
  public nameVariable(variable: Variable | Reference, name: string): void {
    this.variables.set(textOfVariable(variable), name);
  }

  /** The name that was given; undefined where there is none. */
  public nameOf(variable: Variable | Reference): string | undefined {
    return this.variables.get(textOfVariable(variable));
  }

  /** A value with this text is a constant; `module` is where it comes from, if it is of another file. */
  public shareConstant(text: string, name: string, module?: string): void {
    this.constants.set(text, { name, module });
  }

  /**
   * The text of the file: what it imports, and the sections with an empty line between them.
   *
   * @throws if a name is neither exported by a package nor made by the file
   */
  public text(sections: readonly Section[]): string {
    const body = this.sections(sections);
    return `${[...this.importLines(), body].join('\n\n')}\n`;
  }

  private sections(sections: readonly Section[]): string {
    const printed = sections.filter(({ length }) => length > 0);
    return printed.map((section) => this.section(section)).join('\n\n');
  }

  /** Constants of several lines stand apart from each other. */
  private section(section: Section): string {
    const texts = section.map((one) => this.statement(one));
    return texts.reduce((text, next, index) => {
      const areConstants = [section[index - 1], section[index]].every((one) => one instanceof Constant);
      const isApart = areConstants && [texts[index - 1], next].some((one) => one.includes('\n'));
      return `${text}${isApart ? '\n\n' : '\n'}${next}`;
    });
  }

  private statement(statement: Statement): string {
    if (statement instanceof Constant) return this.constantStatement(statement);
    if (statement instanceof ChartClass) return this.chartClass(statement);
    if (statement instanceof ForEach) return this.forEach(statement);
    if (statement instanceof Conditional) {
      const tests = statement.tests.map(
        ({ variable, isSwitch }) => `${this.variable(variable)}${isSwitch ? '' : ' !== undefined'}`,
      );
      return this.block(`if (${tests.join(' && ')})`, statement.body);
    }
    if (statement instanceof Interface) return this.interfaceOf(statement);
    if (statement instanceof KeyConstant) {
      const keys = Object.fromEntries(statement.keys.map((key) => [key, key]));
      return `/** Secret keys in use. */\nconst ${this.own(statement.name)} = ${printOverLines(keys)} as const;`;
    }
    return `${this.print(statement)};`;
  }

  private constantStatement({ name, value, isExported }: Constant): string {
    const lead = `${isExported ? 'export ' : ''}const ${this.local(name)} = `;
    return `${lead}${this.print(value, lead.length)};`;
  }

  private forEach({ variables, rows, body }: ForEach): string {
    const names = variables.map((name) => this.own(name));
    const each = Array.isArray(rows) || names.length === 1 ? names[0] : `{ ${names.join(', ')} }`;
    const lead = `for (const ${each} of `;
    return this.block(`${lead}${this.print(rows, lead.length + 2)})`, body);
  }

  private block(head: string, body: readonly Section[]): string {
    return `${head} {\n${this.indented(2, () => this.sections(body))}\n}`;
  }

  private indented(by: number, print: () => string): string {
    this.room -= by;
    const text = print();
    this.room += by;
    return by > 2 ? indent(indent(text)) : indent(text);
  }

  private interfaceOf({ name, comment, members }: Interface): string {
    const lines = members.map(
      (member) =>
        `  readonly ${propertyName(member.name)}${member.isOptional ? '?' : ''}: ${this.typeText(member.type)};\n`,
    );
    return `/** ${commentText(comment)} */\nexport interface ${this.own(name)} {\n${lines.join('')}}`;
  }

  private typeText(type: MemberType): string {
    if (type instanceof Imported) return this.imported(type, true);
    if (type instanceof PropType) return this.propType(type);
    return type === 'texts' ? '{ [name: string]: string }' : type;
  }

  /** The props of a class that a package exports are an interface, exported beside it. */
  private propType({ construct, prop }: PropType): string {
    const { module, path } = construct;
    if (!isExported(construct) || path.includes('.')) {
      throw new Error(`${JSON.stringify(module)} exports no ${JSON.stringify(path)}`);
    }
    this.use(module, `${path}Props`, true);
    return `${path}Props[${stringLiteral(prop)}]`;
  }

  private chartClass({ name, base, parameters, args, body }: ChartClass): string {
    const start = () => `${printCall('super', args, this.room, this.printing, 1)};`;
    return [
      `export class ${this.own(name)} extends ${this.imported(base)} {`,
      ...this.constructorHead(parameters.map((one) => this.parameter(one))),
      this.indented(4, () => [start(), ...(body.length > 0 ? [this.sections(body)] : [])].join('\n\n')),
      '  }',
      '}',
    ].join('\n');
  }

  private constructorHead(parameters: readonly string[]): string[] {
    const line = `  public constructor(${parameters.join(', ')}) {`;
    if (line.length <= LINE) return [line];
    return ['  public constructor(', ...parameters.map((one) => indent(indent(parameterLines(one)))), '  ) {'];
  }

  private parameter({ name, type }: Parameter): string {
    const names = typeof name === 'string' ? this.local(name) : `{ ${name.map((one) => this.own(one)).join(', ')} }`;
    return `${names}: ${typeof type === 'string' ? this.own(type) : this.imported(type, true)}`;
  }

  private print(code: Code, lead = 0): string {
    return printCode(code, this.room, this.printing, lead + 1);
  }

  private readonly printing: Printing = {
    imported: (imported) => this.imported(imported),
    constant: (shared) => this.constant(shared),
    variable: (variable) => this.variable(variable),
  };

  private variable(variable: Variable | Reference): string {
    const text = textOfVariable(variable);
    return this.local(this.variables.get(text) ?? text);
  }

  private local(name: string): string {
    return FIXED.has(name) ? name : this.own(name);
  }

  private own(name: string): string {
    if (!this.names.has(name)) throw new Error(`the file has no name ${JSON.stringify(name)}`);
    return name;
  }

  private imported(imported: Imported, isType = false): string {
    const { module, path } = imported;
    const isOwn = OWN_MODULE.test(module) && OWN_NAME.test(path);
    if (!isOwn && !isExported(imported)) {
      throw new Error(`${JSON.stringify(module)} exports no ${JSON.stringify(path)}`);
    }
    this.use(module, path.split('.')[0], isType);
    return path;
  }

  private constant(shared: Shared): string | undefined {
    const constant = this.constants.get(textOf(shared));
    if (constant === undefined) return undefined;
    if (constant.module === undefined) return this.own(constant.name);
    return this.imported(new Imported(constant.module, constant.name));
  }

  private use(module: string, name: string, isType = false): void {
    const names = this.imports.get(module) ?? new Map<string, boolean>();
    this.imports.set(module, names.set(name, isType && (names.get(name) ?? true)));
  }

  /** The import statements for all that was printed: packages first. */
  private importLines(): string[] {
    const isOwn = (module: string) => module.startsWith('.');
    const modules = [...this.imports].sort(([a], [b]) => Number(isOwn(a)) - Number(isOwn(b)) || (a < b ? -1 : 1));
    const lines = modules.map(([module, names]) => importLine(module, names));
    return lines.length > 0 ? [lines.join('\n')] : [];
  }
}

/** A parameter in a line of its own, or each of its properties. */
function parameterLines(parameter: string): string {
  if (parameter.length + 5 <= LINE || !parameter.startsWith('{ ')) return `${parameter},`;
  const [properties, type] = parameter.slice(2).split(' }');
  const lines = properties.split(', ').map((one) => `  ${one},\n`);
  return `{\n${lines.join('')}}${type},`;
}

/** By what two shared values are told to be equal. Nobody runs this text. */
export function textOf({ code }: Shared): string {
  return printCode(code, Number.POSITIVE_INFINITY, {
    imported: ({ path }) => path,
    variable: (variable) => JSON.stringify(textOfVariable(variable)),
    constant: () => undefined,
  });
}

function textOfVariable(variable: Variable | Reference): string {
  return variable instanceof Variable ? variable.name : variable.text;
}

function importLine(module: string, names: ReadonlyMap<string, boolean>): string {
  const sorted = [...names].sort(([a], [b]) => compareNames(a, b));
  if (sorted.every(([, isType]) => isType)) {
    return `import type { ${sorted.map(([name]) => name).join(', ')} } from '${module}';`;
  }
  const parts = sorted.map(([name, isType]) => (isType ? `type ${name}` : name));
  const line = `import { ${parts.join(', ')} } from '${module}';`;
  return line.length <= LINE ? line : `import {\n${parts.map((part) => `  ${part},\n`).join('')}} from '${module}';`;
}

/** As linters sort names: `SyncedSecret` before `SyncTarget`, and `AUTH` before `appDefaults`. */
function compareNames(a: string, b: string): number {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  if (at < 0 || at >= b.length) return a.length - b.length;
  const [some, other] = [a[at].toLowerCase(), b[at].toLowerCase()];
  if (some === other) return a[at] < b[at] ? -1 : 1;
  return some < other ? -1 : 1;
}
