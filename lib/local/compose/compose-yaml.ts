import { halfCharacterIn, LONGEST_KEY, numberText, quotedText } from '../../yaml/read-alike';

export type ComposeValue = string | number | boolean | null | ComposeValue[] | ComposeFields;

export interface ComposeFields {
  [key: string]: ComposeValue | undefined;
}

/**
 * The value as YAML. Compose files are read by YAML 1.1 and 1.2 alike: a text stands in quotes wherever one of them
 * could take it for something else.
 */
export function composeYaml(value: { [key: string]: ComposeValue | undefined }): string {
  return `${linesOf(value).join('\n')}\n`;
}

/** Whether a text can stand in a file at all, and in a variable: half a character cannot, nor can a NUL. */
export function isWritable(text: string): boolean {
  return !text.includes('\0') && halfCharacterIn(text) === undefined;
}

function linesOf(value: { [key: string]: ComposeValue | undefined }): string[] {
  return Object.entries(value).flatMap(([key, item]) => {
    if (item === undefined) return [];
    const nested = nestedLines(item);
    const text = scalarText(key);
    const [before, last] = text.length > LONGEST_KEY ? [[`? ${text}`], ''] : [[], text];
    const first = nested === undefined ? `${last}: ${leafText(item)}` : `${last}:`;
    return [...before, first, ...indent(nested ?? [])];
  });
}

function nestedLines(item: ComposeValue): string[] | undefined {
  if (Array.isArray(item)) return item.length === 0 ? undefined : item.flatMap(itemLines);
  if (typeof item !== 'object' || item === null) return undefined;
  const own = linesOf(item);
  return own.length === 0 ? undefined : own;
}

function itemLines(item: ComposeValue): string[] {
  const [first, ...rest] = nestedLines(item) ?? [leafText(item)];
  return [`- ${first}`, ...indent(rest)];
}

function indent(text: readonly string[]): string[] {
  return text.map((line) => `  ${line}`);
}

function leafText(item: ComposeValue): string {
  if (typeof item === 'string') return scalarText(item);
  if (typeof item === 'object' && item !== null) return Array.isArray(item) ? '[]' : '{}';
  return typeof item === 'number' ? numberText(item) : String(item);
}

const PLAIN = /^(?:_+(?=[A-Za-z]))?[A-Za-z/][\w./@-]*(?:[: ][\w./@-]+)*$/;
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|e\d+)$/i;

function scalarText(text: string): string {
  if (PLAIN.test(text) && !WORD.test(text)) return text;
  if (/^[ -~]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return quotedText(text);
}
