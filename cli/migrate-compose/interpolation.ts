/**
 * `${X}` in a text, as compose reads it: a port of compose-go's `template` package. It asks for no value: what stands in
 * `.env` or the shell is nobody's business here.
 */

/** A name that compose puts a value in place of. */
export interface Reference {
  readonly name: string;
  /** What stands between the name and the operand. */
  readonly operator: '' | ':-' | '-' | ':?' | '?' | ':+' | '+';
  /** The default, the message, or what stands in place of a value that is there. */
  readonly operand: Template;
}

export type TemplatePart = string | Reference;

/** The parts of a text; none of an empty one. */
export type Template = readonly TemplatePart[];

const PATTERN =
  /\$(?:(?<escaped>\$)|(?<named>[_a-z][_a-z0-9]*)|\{(?:(?<braced>[_a-z][_a-z0-9]*(?::?[-+?][^\n]*)?)\}|(?<invalid>)))/gi;
const BRACED = /^([_a-z][_a-z0-9]*)(?:(:?[-+?])([^\n]*))?$/i;

/** Nobody nests them as deep. */
const DEEPEST = 50;

/** The parts of a text; undefined where compose refuses it: a `$` that is none belongs twice. */
export function templateOf(text: string, depth = 0): Template | undefined {
  if (!text.includes('$')) return text === '' ? [] : [text];
  if (depth > DEEPEST) return undefined;
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of text.matchAll(PATTERN)) {
    const found = partsOf(match, depth);
    if (found === undefined) return undefined;
    parts.push(text.slice(from, match.index), ...found);
    from = match.index + match[0].length;
  }
  return joinedParts([...parts, text.slice(from)]);
}

function partsOf({ groups = {}, 0: whole }: RegExpMatchArray, depth: number): Template | undefined {
  if (groups.escaped !== undefined) return ['$'];
  if (groups.named !== undefined) return [{ name: groups.named, operator: '', operand: [] }];
  const end = closingBrace(whole);
  const inner = end < 0 ? groups.braced : BRACED.exec(whole.slice(2, end))?.[0];
  const [, name, operator = '', text = ''] = BRACED.exec(inner ?? '') ?? [];
  const operand = name === undefined ? undefined : templateOf(text, depth + 1);
  const rest = end < 0 ? [] : templateOf(whole.slice(end + 1), depth + 1);
  if (name === undefined || operand === undefined || rest === undefined) return undefined;
  return [{ name, operator: operator as Reference['operator'], operand }, ...rest];
}

/** As compose counts: what stands behind an opening brace is never one. */
function closingBrace(text: string): number {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '}') {
      open--;
      if (open === 0) return at;
    }
    if (text[at] === '{') {
      open++;
      at++;
    }
  }
  return -1;
}

/** Texts that stand side by side are one. */
export function joinedParts(parts: readonly TemplatePart[]): Template {
  const all: TemplatePart[] = [];
  for (const part of parts) {
    const before = all.at(-1);
    if (typeof part === 'string' && typeof before === 'string') all[all.length - 1] = before + part;
    else if (part !== '') all.push(part);
  }
  return all;
}

/** A template with its defaults in place of the references that have one. */
export function withDefaults(template: Template): Template {
  return joinedParts(
    template.flatMap((part) =>
      typeof part !== 'string' && part.operator.endsWith('-') ? withDefaults(part.operand) : [part],
    ),
  );
}

/** The text that a template is without any variable: with its defaults, and `${X}` where there is none. */
export function textOf(template: Template): string {
  return withDefaults(template)
    .map((part) => (typeof part === 'string' ? part : `\${${part.name}}`))
    .join('');
}

/** Every reference of a template, those in operands too. */
export function referencesIn(template: Template): Reference[] {
  return template.flatMap((part) => (typeof part === 'string' ? [] : [part, ...referencesIn(part.operand)]));
}
