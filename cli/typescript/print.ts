import {
  Call,
  type Code,
  checkedMember,
  Element,
  Imported,
  isNode,
  isPlainText,
  Member,
  NewExpression,
  type Node,
  Reference,
  Shared,
  Spread,
  TextAround,
  Variable,
} from './code';
import { isPlainName, propertyName, stringLiteral } from './literal';

/** What the names in a piece of code are printed as. */
export interface Printing {
  readonly imported: (imported: Imported) => string;
  readonly variable: (variable: Variable | Reference) => string;
  /** The constant that holds a value of which there are several; undefined where it is written in place. */
  readonly constant: (shared: Shared) => string | undefined;
}

const DATA_ONLY: Printing = { imported: refuse, variable: refuse, constant: refuse };

function refuse(): never {
  throw new Error('a name stands where there may only be data');
}

/**
 * The value as TypeScript, in one line where that is short.
 *
 * @param width room of a line
 * @param lead what stands before the value in its first line
 * @throws if it is neither code nor plain JSON
 */
export function printCode(code: Code, width = 100, printing: Printing = DATA_ONLY, lead = 0): string {
  if (typeof code === 'string') return text(code, width, lead);
  if (typeof code !== 'object' || code === null) return scalar(code);
  if (isNode(code)) return node(code, width, printing, lead);
  const items = itemsOf(code, width, printing);
  const [open, close] = bracketsOf(code);
  const blank = Array.isArray(code) || items.length === 0 ? '' : ' ';
  const line = `${open}${blank}${items.join(', ')}${blank}${close}`;
  const isShort = line.length + lead <= width && !line.includes('\n') && !isTable(code);
  return isShort ? line : overLines(code, items);
}

/** Several objects of several properties stand below each other, as every formatter has it. */
function isTable(code: Literal): boolean {
  return Array.isArray(code) && code.length > 1 && code.every((item) => countIn(item) > 1);
}

function countIn(item: Code): number {
  if (typeof item !== 'object' || item === null || isNode(item)) return 0;
  return Object.values(item).filter((value) => value !== undefined).length;
}

function scalar(value: number | boolean | null | undefined): string {
  if (value === undefined || value === null || typeof value === 'boolean' || Number.isFinite(value)) {
    return String(value);
  }
  throw new Error(`a ${typeof value} has no place in a program`);
}

type Literal = Code[] | { [key: string]: Code };

function overLines(code: Literal, items: readonly string[]): string {
  const [open, close] = bracketsOf(code);
  return `${open}\n${items.map((item) => `${indent(item)},\n`).join('')}${close}`;
}

/** An object literal with a line for each property, however short. */
export function printOverLines(code: { [key: string]: Code }): string {
  return overLines(code, itemsOf(code, 100, DATA_ONLY));
}

function itemsOf(code: Literal, width: number, printing: Printing): string[] {
  if (Array.isArray(code)) return code.map((item) => argument(printCode(item, width - 2, printing, 1)));
  if (Object.prototype.toString.call(code) !== '[object Object]') throw new Error('an object that is no plain one');
  return Object.entries(code).flatMap(([key, item]) => {
    if (item === undefined) return [];
    if (item instanceof Spread) return [`...${printCode(item.code, width - 2, printing, 4)}`];
    const name = propertyName(key);
    const value = fileMode(key, item) ?? printCode(item, width - 2, printing, name.length + 3);
    if ((item instanceof Variable || item instanceof Reference) && value === name) return [name];
    return [property(name, value, width - 2)];
  });
}

const FILE_MODES: ReadonlySet<string> = new Set(['defaultMode', 'mode']);

/** Who may read a file is seen in octal digits only. */
function fileMode(key: string, value: Code): string | undefined {
  const isMode = FILE_MODES.has(key) && Number.isInteger(value) && Number(value) > 0o7 && Number(value) <= 0o777;
  return isMode ? `0o${Number(value).toString(8)}` : undefined;
}

/** With a shorter name, a line of its own saves nothing. */
const LEAST_NAME = 5;

/** What a call has over several lines that is no longer than a name. */
const SHORT_CALL = /\(\n {2}(-?[\d.]+|'[^'\n]{0,30}'|"[^"\n]{0,30}"),\n\)$/;

/** A text or a name that is too long for its line stands in the next one. */
function property(name: string, value: string, width: number): string {
  if (value.startsWith('\n')) return `${name}:${value}`;
  const line = value.replace(SHORT_CALL, '($1)');
  const isWhole = !line.includes('\n') && (/^['"]/.test(line) || /^[\w.]+(?:\(.*\))?$/.test(line));
  const isLong = name.length + line.length + 3 > width;
  return isWhole && isLong && name.length >= LEAST_NAME ? `${name}:\n${indent(line)}` : `${name}: ${value}`;
}

function bracketsOf(code: Literal): readonly [string, string] {
  return Array.isArray(code) ? ['[', ']'] : ['{', '}'];
}

export function indent(lines: string): string {
  return lines.replaceAll(/^(?=.)/gm, '  ');
}

/** Lines of a text stand in lines of their own. */
function text(value: string, width: number, lead: number): string {
  const lines = value.split(/(?<=\n)/);
  if (lines.length < 2 || value.length + 6 <= Math.min(width - lead, 60)) return stringLiteral(value);
  const literals = lines.map(stringLiteral);
  const line = literals.join(' + ');
  if (line.length + lead <= width) return line;
  return `\n${indent(line.length + 3 <= width ? line : literals.join(' +\n'))}`;
}

/** A text of several lines as an argument of its own line: what follows the first one is indented. */
function argument(printed: string): string {
  if (!printed.startsWith('\n')) return printed;
  const [, first, ...others] = printed.split('\n');
  return [first.slice(2), ...others].join('\n');
}

function node(code: Node, width: number, printing: Printing, lead: number): string {
  const print = (inner: Code) => printCode(inner, width, printing, lead);
  if (code instanceof Variable || code instanceof Reference) return printing.variable(code);
  if (code instanceof Imported) return printing.imported(code);
  if (code instanceof Member) return `${print(code.object)}.${checkedMember(code.name)}`;
  if (code instanceof Element) return element(print(code.object), code.key);
  if (code instanceof Call) return printCall(print(code.callee), code.args, width, printing, lead);
  if (code instanceof NewExpression) return printCall(`new ${print(code.type)}`, code.args, width, printing, lead);
  if (code instanceof TextAround) return textAround(code, print(code.variable));
  if (code instanceof Shared) return printing.constant(code) ?? print(code.code);
  throw new Error('a spread stands outside of an object');
}

function textAround({ before, after }: TextAround, name: string): string {
  if (![before, after].every(isPlainText)) throw new Error('a text that a template literal would read otherwise');
  return `\`${before}\${${name}}${after}\``;
}

/** What every object has by itself is never meant: in brackets nobody takes it for that. */
function element(object: string, key: string): string {
  return isPlainName(key) && !(key in Object.prototype) ? `${object}.${key}` : `${object}[${stringLiteral(key)}]`;
}

/** A call with its arguments, in one line where that is short. */
export function printCall(
  callee: string,
  args: readonly Code[],
  width: number,
  printing: Printing,
  lead: number,
): string {
  const short = args.map((arg) => printCode(arg, width, printing, lead + callee.length + 2));
  const line = `${callee}(${short.join(', ')})`;
  if (!line.includes('\n') && lead + line.length <= width) return line;
  // An object literal at the end may go over several lines of its own.
  const last = args.at(-1);
  const before = short.slice(0, -1);
  if (typeof last === 'object' && last !== null && !isNode(last) && before.every((arg) => !arg.includes('\n'))) {
    return `${callee}(${[...before, overLines(last, itemsOf(last, width, printing))].join(', ')})`;
  }
  return `${callee}(\n${args.map((arg) => `${indent(argument(printCode(arg, width - 2, printing, 1)))},\n`).join('')})`;
}
