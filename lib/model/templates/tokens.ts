import { SyntaxProblem } from './syntax-problem';

type TokenType =
  | 'chain'
  | 'odd'
  | 'word'
  | 'text'
  | 'number'
  | 'dot'
  | 'pipe'
  | 'open'
  | 'close'
  | 'comma'
  | 'declare'
  | 'assign';

/** The smallest part of an action. */
export interface Token {
  /**
   * A `chain` is a variable, fields, or both, without blanks: `.KEY.Value`, `$.KEY`, `$x`. An `odd` one is such a
   * chain with a key that Go cannot read there; its text is the key.
   */
  readonly type: TokenType;
  readonly text: string;
  /** Whether a blank stands before it. */
  readonly spaced: boolean;
  /** Where it begins in the template. */
  readonly at: number;
}

const NAME = '[\\p{L}_][\\p{L}\\p{Nd}_]*';
const PATTERNS: readonly (readonly [TokenType, RegExp])[] = [
  ['text', /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ['number', /'(?:[^'\\\n]|\\.)+'/y],
  ['chain', new RegExp(`\\$[\\p{L}\\p{Nd}_]*(?:\\.${NAME})*|(?:\\.${NAME})+`, 'uy')],
  ['number', /[+-]?(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)i?/y],
  ['word', new RegExp(NAME, 'uy')],
  ['dot', /\./y],
  ['pipe', /\|/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['comma', /,/y],
  ['declare', /:=/y],
  ['assign', /=/y],
];
const BLANKS = /[ \t\r\n]*/y;
const COMMENT = /-?[ \t\r\n]*\/\*/y;
const COMMENT_END = /\*\/(?:[ \t\r\n]+-)?\}\}/g;
/** What may follow a name or a number. */
const TERMINATOR = /[ \t\r\n.,|:()]|\}\}|$/y;
const RUN = /[^\s|(){},"`]+/y;

/** A part of a template: text that it writes as it is, or an action as its tokens. */
export type TemplatePiece = { readonly text: string } | { readonly action: readonly Token[] };

/** The actions of a template in their order, each as its tokens. Comments are left out. */
export function actionsOf(template: string): (readonly Token[])[] {
  return piecesOf(template).flatMap((piece) => ('action' in piece ? [piece.action] : []));
}

/** The parts of a template in their order, without the blanks that actions take away. Comments are left out. */
export function piecesOf(template: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  for (let open = template.indexOf('{{'); open >= 0; open = template.indexOf('{{', at)) {
    pieces.push(textBetween(template, at, open));
    const actions: Token[][] = [];
    at = commentEnd(template, open + 2) ?? actionEnd(template, open + 2, actions);
    pieces.push(...actions.map((action) => ({ action })));
  }
  pieces.push(textBetween(template, at, template.length));
  return pieces;
}

function textBetween(template: string, start: number, end: number): TemplatePiece {
  const isTrimmedBefore = /[ \t\r\n]-\}\}$/.test(template.slice(Math.max(0, start - 4), start));
  const isTrimmedBehind = /^\{\{-[ \t\r\n]/.test(template.slice(end, end + 4));
  const text = template.slice(start, end);
  const begun = isTrimmedBefore ? text.replace(/^[ \t\r\n]+/, '') : text;
  if (!isTrimmedBehind) return { text: begun };
  let length = begun.length;
  while (length > 0 && ' \t\r\n'.includes(begun[length - 1])) length--;
  return { text: begun.slice(0, length) };
}

function commentEnd(template: string, at: number): number | undefined {
  const opening = matchAt(COMMENT, template, at);
  if (opening === undefined) return undefined;
  if (/^[ \t\r\n]/.test(opening) || opening === '-/*') {
    throw new SyntaxProblem('a comment must touch its braces: write "{{/* … */}}" or "{{- /* … */ -}}"');
  }
  COMMENT_END.lastIndex = at + opening.length;
  const end = COMMENT_END.exec(template);
  if (end === null) throw new SyntaxProblem('a comment is never closed with "*/}}"');
  return end.index + end[0].length;
}

/** Reads one action's tokens; the place behind it. */
function actionEnd(template: string, start: number, actions: Token[][]): number {
  const tokens: Token[] = [];
  actions.push(tokens);
  let at = /^-[ \t\r\n]/.test(template.slice(start, start + 2)) ? start + 1 : start;
  while (at < template.length) {
    const blanks = matchAt(BLANKS, template, at) ?? '';
    at += blanks.length;
    if (template.startsWith('}}', at)) return at + 2;
    if (blanks !== '' && template.startsWith('-}}', at)) return at + 3;
    if (at < template.length) at = readToken(template, at, blanks !== '', tokens);
  }
  throw new SyntaxProblem('"{{" is never closed with "}}"');
}

function readToken(template: string, at: number, spaced: boolean, tokens: Token[]): number {
  const odd = oddKey(template, at);
  if (odd !== undefined && (spaced || tokens.length === 0 || isOpening(tokens[tokens.length - 1]))) {
    tokens.push({ type: 'odd', text: odd.key, spaced, at });
    return odd.end;
  }
  for (const [type, pattern] of PATTERNS) {
    const text = matchAt(pattern, template, at);
    if (text === undefined) continue;
    const end = at + text.length;
    if (['chain', 'word', 'number'].includes(type) && matchAt(TERMINATOR, template, end) === undefined) {
      throw new SyntaxProblem(`unexpected "${template[end]}" after "${text}"`);
    }
    tokens.push({ type, text, spaced, at });
    return end;
  }
  const character = template[at];
  if (character === '"' || character === '`') throw new SyntaxProblem(`a text in ${character} is never closed`);
  throw new SyntaxProblem(`unexpected "${character}" in an action`);
}

function isOpening({ type }: Token): boolean {
  return ['open', 'pipe', 'declare', 'assign'].includes(type);
}

/** The key of a chain such as `.my-key.Value` or `.1KEY`, which Go cannot read in the dot form. */
function oddKey(template: string, at: number): { key: string; end: number } | undefined {
  if (!/^\$?\.[\p{L}\p{Nd}_]/u.test(template.slice(at, at + 4))) return undefined;
  const run = matchAt(RUN, template, at) ?? '';
  const key = run.replace(/^\$?\./, '').replace(/\.(Value|SecretPath)?$/, '');
  if (new RegExp(`^\\$?(\\.${NAME})+\\.?$`, 'u').test(run) || /^\.\d+([eE][+-]?\d+)?$/.test(run)) return undefined;
  if (run.endsWith('-') && template.startsWith('}}', at + run.length)) {
    throw new SyntaxProblem('a blank is missing before "-}}"');
  }
  return { key, end: at + run.length };
}

function matchAt(pattern: RegExp, template: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(template)?.[0];
}
