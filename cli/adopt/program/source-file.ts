import type { Code, Printing, Shared, Variable } from '../../typescript/code';
import { printed } from '../../typescript/print';

/** A file of TypeScript that comes into being statement by statement. */
export class SourceFile {
  /** @param room of a line, without what it is indented by */
  public constructor(private readonly room = 118) {}

  private readonly imports = new Map<string, Set<string>>();
  private readonly variables = new Map<string, string>();
  private readonly constants = new Map<string, { readonly module?: string; readonly name: string }>();

  /** What code refers to by a variable is called this here. */
  public call(standIn: string, name: string): void {
    this.variables.set(standIn, name);
  }

  /** A value with this text is a constant; `module` is where it comes from, if it is of another file. */
  public shareConstant(text: string, name: string, module?: string): void {
    this.constants.set(text, { name, module });
  }

  public use(module: string, name: string): void {
    const names = this.imports.get(module) ?? new Set();
    this.imports.set(module, names.add(name));
  }

  /** @param lead what stands before the code in its first line */
  public print(code: Code, lead = 0): string {
    const printing: Printing = {
      use: (module, name) => this.use(module, name),
      constant: (shared) => this.constant(shared),
      variable: ({ name }: Variable) => this.variables.get(name) ?? name,
    };
    return printed(code, this.room, printing, lead + 1);
  }

  private constant(shared: Shared): string | undefined {
    const constant = this.constants.get(textOf(shared));
    if (constant?.module !== undefined) this.use(constant.module, constant.name);
    return constant?.name;
  }

  /** The import statements for all that was printed: packages first. */
  public importLines(): string {
    const isOwn = (module: string) => module.startsWith('.');
    const modules = [...this.imports].sort(([a], [b]) => Number(isOwn(a)) - Number(isOwn(b)) || (a < b ? -1 : 1));
    return modules.map(([module, names]) => importLine(module, [...names])).join('\n');
  }
}

/** By what two shared values are told to be equal. */
export function textOf({ code }: Shared): string {
  return printed(code, Number.POSITIVE_INFINITY);
}

function importLine(module: string, names: string[]): string {
  const sorted = names.sort((a, b) => (a.replace('type ', '') < b.replace('type ', '') ? -1 : 1));
  if (sorted.every((name) => name.startsWith('type '))) {
    return `import type { ${sorted.map((name) => name.slice('type '.length)).join(', ')} } from '${module}';`;
  }
  const line = `import { ${sorted.join(', ')} } from '${module}';`;
  return line.length <= 120 ? line : `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${module}';`;
}
