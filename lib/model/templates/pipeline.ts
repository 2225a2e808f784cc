import { jsonIn, text } from '../../json/json';
import { SyntaxProblem } from './syntax-problem';
import type { Token } from './tokens';

/** What an action computes: commands, each getting the result of the one before it. */
export interface Pipeline {
  /** Variables that it sets, without the `$`. */
  readonly variables: readonly string[];
  /** Whether the variables are new. */
  readonly declares: boolean;
  readonly commands: readonly (readonly Operand[])[];
}

export type Operand =
  | { readonly type: 'chain'; readonly variable?: string; readonly fields: readonly string[] }
  | { readonly type: 'word'; readonly name: string; readonly fields: readonly string[]; readonly at: number }
  | { readonly type: 'pipeline'; readonly pipeline: Pipeline; readonly fields: readonly string[] }
  | { readonly type: 'text'; readonly value: string | undefined }
  | { readonly type: 'odd'; readonly key: string }
  | { readonly type: 'other' };

export class TokenReader {
  private at = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  public next(): Token | undefined {
    return this.tokens[this.at++];
  }

  public takeWord(word: string): boolean {
    const token = this.peek();
    if (token?.type !== 'word' || token.text !== word) return false;
    this.at++;
    return true;
  }
}

/** Nobody nests so deep, and what reads a pipeline goes as deep as it does. */
const MAX_DEPTH = 500;

export function readPipeline(tokens: TokenReader, depth = 0): Pipeline {
  if (depth > MAX_DEPTH) throw new SyntaxProblem(`parentheses stand in more than ${MAX_DEPTH} others`);
  const inParentheses = depth > 0;
  const { variables, declares } = readVariables(tokens);
  const commands: Operand[][] = [];
  for (;;) {
    commands.push(readCommand(tokens, depth));
    const token = tokens.next();
    if (token?.type === 'pipe') continue;
    if (token === undefined && inParentheses) throw new SyntaxProblem('"(" is never closed with ")"');
    if (token !== undefined && !inParentheses) throw new SyntaxProblem('")" closes nothing');
    return { variables, declares, commands };
  }
}

function readVariables(tokens: TokenReader): { variables: string[]; declares: boolean } {
  const count = tokens.peek(1)?.type === 'comma' ? 2 : 1;
  const operator = tokens.peek(count * 2 - 1)?.type;
  if (operator !== 'declare' && operator !== 'assign') return { variables: [], declares: false };
  const variables: string[] = [];
  for (let i = 0; i < count; i++) {
    const token = tokens.next();
    tokens.next();
    if (token?.type !== 'chain' || !/^\$[^.]+$/.test(token.text)) {
      throw new SyntaxProblem('only a variable such as "$name" can be set');
    }
    variables.push(token.text.slice(1));
  }
  return { variables, declares: operator === 'declare' };
}

function readCommand(tokens: TokenReader, depth: number): Operand[] {
  const operands: Operand[] = [];
  for (let token = tokens.peek(); token !== undefined && !isEnd(token); token = tokens.peek()) {
    if (operands.length > 0 && !token.spaced) {
      throw new SyntaxProblem(`a blank is missing before ${shownToken(token)}`);
    }
    operands.push(readOperand(tokens, depth));
  }
  if (operands.length === 0) throw new SyntaxProblem('a value is missing in an action');
  return operands;
}

function isEnd({ type }: Token): boolean {
  return type === 'pipe' || type === 'close';
}

function readOperand(tokens: TokenReader, depth: number): Operand {
  const token = tokens.next();
  switch (token?.type) {
    case 'chain':
      return chainOf(token.text);
    case 'dot':
      return { type: 'chain', fields: [] };
    case 'word':
      return ['true', 'false', 'nil'].includes(token.text)
        ? { type: 'other' }
        : { type: 'word', name: token.text, fields: readFields(tokens), at: token.at };
    case 'open':
      return { type: 'pipeline', pipeline: readPipeline(tokens, depth + 1), fields: readFields(tokens) };
    case 'text':
      return { type: 'text', value: unquote(token.text) };
    case 'odd':
      return { type: 'odd', key: token.text };
    case 'number':
      return { type: 'other' };
    default:
      throw new SyntaxProblem(token ? `unexpected ${shownToken(token)}` : 'a value is missing in an action');
  }
}

function chainOf(text: string): Operand {
  const [variable, ...fields] = text.split('.');
  return { type: 'chain', variable: variable === '' ? undefined : variable.slice(1), fields };
}

/** Fields of the operand just read: `.Value` right behind a parenthesis. */
function readFields(tokens: TokenReader): string[] {
  const token = tokens.peek();
  if (token?.type !== 'chain' || token.spaced || !token.text.startsWith('.')) return [];
  tokens.next();
  return token.text.slice(1).split('.');
}

/** The text between the quotes; undefined where it has escapes that only Go knows. */
function unquote(literal: string): string | undefined {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`') || !inner.includes('\\')) return inner;
  return text(jsonIn(literal));
}

/** A token in a message; a text could be a secret and is not repeated. */
function shownToken({ type, text }: Token): string {
  return type === 'text' ? 'a text' : `"${text}"`;
}
