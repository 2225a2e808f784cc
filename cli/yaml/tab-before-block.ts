import { Lexer } from 'yaml';

/** Most texts have no tab before anything on a line. */
const CANDIDATE = /^ *(?:[-?:] *)*\t/m;
/** What has no characters of its own: the lexer tells with it what comes next. */
const MARKERS = new Set(['\u0002', '\u0018']);
const SCALAR = '\u001f';
const BLANKS = /^[ \t]+$/;
const BREAK = /^\r?\n$/;
const HEADER = /^[|>]/;
/** The first line of a block of text, of which go-yaml learns how far it is indented. */
const TAB_FIRST = /^(?: *\n)* *\t/;

/** Where a tab stands in place of the blanks before a block, a comment or the end of a line: go-yaml refuses it there. */
export function tabBeforeBlock(text: string): number | undefined {
  return CANDIDATE.test(text) ? new Tabs().in(new Lexer().lex(text)) : undefined;
}

class Tabs {
  private offset = 0;
  /** How many brackets are open. */
  private depth = 0;
  private mayBegin = true;
  private header = '';
  private isScalar = false;
  /** Behind a plain text go-yaml looks for more of it, which a tab may indent, but not alone. */
  private isBehindPlain = false;
  private isIndented = false;

  public in(lexemes: Iterable<string>): number | undefined {
    for (const lexeme of lexemes) {
      const tab = this.tabIn(lexeme);
      if (tab !== undefined) return this.offset + tab;
      this.move(lexeme);
    }
    return undefined;
  }

  private tabIn(lexeme: string): number | undefined {
    const at = lexeme.indexOf('\t');
    if (at < 0) return undefined;
    if (this.isScalar) return /^[|>][-+]?$/.test(this.header) && TAB_FIRST.test(lexeme) ? at : undefined;
    const isContinued = this.isBehindPlain && (this.isIndented || at > 0);
    const isRefused = BLANKS.test(lexeme) && this.depth === 0 && this.mayBegin && !isContinued;
    return isRefused ? at : undefined;
  }

  private move(lexeme: string): void {
    if (MARKERS.has(lexeme)) return;
    if (lexeme === SCALAR) {
      this.isScalar = true;
      return;
    }
    if (lexeme === '{' || lexeme === '[') this.depth++;
    if (lexeme === '}' || lexeme === ']') this.depth--;
    const [isBlank, isBreak] = [BLANKS.test(lexeme), BREAK.test(lexeme)];
    this.mayBegin = isBreak || (isBlank && this.mayBegin) || lexeme === '-' || lexeme === '?';
    if (this.isScalar || !(isBlank || isBreak)) this.isBehindPlain = this.isScalar && this.header === '';
    if (this.isScalar || HEADER.test(lexeme)) this.header = this.isScalar ? '' : lexeme;
    // What ends a block of text is a part of it.
    if (this.isScalar && lexeme.endsWith('\n')) this.mayBegin = true;
    this.isIndented = !lexeme.endsWith('\n');
    this.isScalar = false;
    this.offset += lexeme.length;
  }
}
