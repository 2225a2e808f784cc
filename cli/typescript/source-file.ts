import { type Code, Imported, type Reference, type Shared, Variable } from './code';
import { Names } from './names';
import { indent, type Printing, printCall, printCode, printOverLines } from './print';
import { ChartClass, Constant, KeyConstant, type Section, type Statement } from './statement';
import { isExported } from './vocabulary';

/** What programs call what they did not name themselves. */
const FIXED: ReadonlySet<string> = new Set(['this', 'app', 'chart', 'scope']);

/** A file of the program itself, as another one imports it. */
const OWN_MODULE = /^\.\.?(\/[a-z0-9][a-z0-9-]*)+(\.js)?$/;

const OWN_NAME = /^[A-Z][A-Za-z0-9_]*$/;

/**
 * A file of TypeScript. Whatever it prints consists of what packages export, of names that it made itself, and of
 * literals.
 */
export class SourceFile {
  /** @param room of a line, without what it is indented by */
  public constructor(private readonly room = 118) {}

  public readonly names = new Names();
  private readonly imports = new Map<string, Set<string>>();
  private readonly variables = new Map<string, string>();
  private readonly constants = new Map<string, { readonly module?: string; readonly name: string }>();

  /** Gives a variable, or what is referred to, its name in this file. */
  public nameVariable(variable: Variable | Reference, name: string): void {
    this.variables.set(textOfVariable(variable), name);
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
    return printed.map((section) => section.map((one) => this.statement(one)).join('\n')).join('\n\n');
  }

  private statement(statement: Statement): string {
    if (statement instanceof Constant) return this.constantStatement(statement);
    if (statement instanceof ChartClass) return this.chartClass(statement);
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

  private chartClass({ name, base, args, body }: ChartClass): string {
    const start = `${printCall('super', args, this.room, this.printing, 1)};`;
    this.use('constructs', 'Construct', true);
    return [
      `export class ${this.own(name)} extends ${this.imported(base)} {`,
      '  public constructor(scope: Construct) {',
      indent(indent([start, ...(body.length > 0 ? [this.sections(body)] : [])].join('\n\n'))),
      '  }',
      '}',
    ].join('\n');
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

  private imported(imported: Imported): string {
    const { module, path } = imported;
    const isOwn = OWN_MODULE.test(module) && OWN_NAME.test(path);
    if (!isOwn && !isExported(imported)) {
      throw new Error(`${JSON.stringify(module)} exports no ${JSON.stringify(path)}`);
    }
    this.use(module, path.split('.')[0]);
    return path;
  }

  private constant(shared: Shared): string | undefined {
    const constant = this.constants.get(textOf(shared));
    if (constant === undefined) return undefined;
    if (constant.module === undefined) return this.own(constant.name);
    return this.imported(new Imported(constant.module, constant.name));
  }

  private use(module: string, name: string, isType = false): void {
    const names = this.imports.get(module) ?? new Set();
    this.imports.set(module, names.add(isType ? `type ${name}` : name));
  }

  /** The import statements for all that was printed: packages first. */
  private importLines(): string[] {
    const isOwn = (module: string) => module.startsWith('.');
    const modules = [...this.imports].sort(([a], [b]) => Number(isOwn(a)) - Number(isOwn(b)) || (a < b ? -1 : 1));
    const lines = modules.map(([module, names]) => importLine(module, [...names]));
    return lines.length > 0 ? [lines.join('\n')] : [];
  }
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

function importLine(module: string, names: string[]): string {
  const sorted = names.sort((a, b) => (a.replace('type ', '') < b.replace('type ', '') ? -1 : 1));
  if (sorted.every((name) => name.startsWith('type '))) {
    return `import type { ${sorted.map((name) => name.slice('type '.length)).join(', ')} } from '${module}';`;
  }
  const line = `import { ${sorted.join(', ')} } from '${module}';`;
  return line.length <= 120 ? line : `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${module}';`;
}
