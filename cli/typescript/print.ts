import { Call, type Code, Construction, Imported, isNode, Member, type Node, type Printing, Variable } from './code';

const PLAIN: Printing = {
  use: () => undefined,
  constant: () => undefined,
  variable: ({ name }) => name,
};

/**
 * The value as TypeScript, in one line where that is short.
 *
 * @param width room of a line
 * @param lead what stands before the value in its first line
 */
export function printed(code: Code, width = 100, printing: Printing = PLAIN, lead = 0): string {
  if (typeof code === 'string') return text(code, width - lead);
  if (typeof code !== 'object' || code === null) return String(code);
  if (isNode(code)) return node(code, width, printing, lead);
  const items = itemsOf(code, width, printing);
  const [open, close] = bracketsOf(code);
  const blank = Array.isArray(code) || items.length === 0 ? '' : ' ';
  const line = `${open}${blank}${items.join(', ')}${blank}${close}`;
  return line.length + lead <= width && !line.includes('\n') ? line : tall(code, items);
}

type Literal = Code[] | { [key: string]: Code };

/** The literal with a line for each item. */
function tall(code: Literal, items: readonly string[]): string {
  const [open, close] = bracketsOf(code);
  return `${open}\n${items.map(indented).join(',\n')},\n${close}`;
}

function itemsOf(code: Literal, width: number, printing: Printing): string[] {
  if (Array.isArray(code)) return code.map((item) => printed(item, width - 3, printing));
  return Object.entries(code).flatMap(([key, item]) => {
    if (item === undefined) return [];
    const name = property(key);
    const value = printed(item, width - 3, printing, name.length + 2);
    return [value === name ? name : `${name}: ${value}`];
  });
}

function bracketsOf(code: Literal): readonly [string, string] {
  return Array.isArray(code) ? ['[', ']'] : ['{', '}'];
}

/** The name of a property as it stands in an object literal. */
export function property(name: string): string {
  if (name === '__proto__') return `['__proto__']`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

export function indented(lines: string): string {
  return lines.replaceAll(/^(?=.)/gm, '  ');
}

export function quoted(value: string): string {
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Lines of a text stand in lines of their own. */
function text(value: string, width: number): string {
  const lines = value.split(/(?<=\n)/);
  if (lines.length < 2 || value.length + 6 <= Math.min(width, 60)) return quoted(value);
  return `\n${lines.map(quoted).join(' +\n')}`.replaceAll(/^(?=.)/gm, '  ');
}

function node(code: Node, width: number, printing: Printing, lead: number): string {
  const print = (inner: Code) => printed(inner, width, printing, lead);
  if (code instanceof Variable) return printing.variable(code);
  if (code instanceof Imported) {
    printing.use(code.module, code.path.split('.')[0]);
    return code.path;
  }
  if (code instanceof Member) {
    const object = print(code.object);
    return /^[A-Za-z_$][\w$]*$/.test(code.name) ? `${object}.${code.name}` : `${object}[${quoted(code.name)}]`;
  }
  if (code instanceof Call) return call(print(code.callee), code.args, width, printing, lead);
  if (code instanceof Construction) return call(`new ${print(code.type)}`, code.args, width, printing, lead);
  return printing.constant(code) ?? print(code.code);
}

function call(callee: string, args: readonly Code[], width: number, printing: Printing, lead: number): string {
  const short = args.map((arg) => printed(arg, width, printing, lead + callee.length + 2));
  const line = `${callee}(${short.join(', ')})`;
  if (!line.includes('\n') && lead + line.length <= width) return line;
  // An object literal at the end may go over several lines of its own.
  const last = args.at(-1);
  const before = short.slice(0, -1);
  if (typeof last === 'object' && last !== null && !isNode(last) && before.every((arg) => !arg.includes('\n'))) {
    return `${callee}(${[...before, tall(last, itemsOf(last, width, printing))].join(', ')})`;
  }
  return `${callee}(\n${args.map((arg) => indented(printed(arg, width - 2, printing))).join(',\n')},\n)`;
}
