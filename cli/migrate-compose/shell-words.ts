import type { Template, TemplatePart } from './interpolation';
import { joinedParts } from './interpolation';

/** The words that compose makes of a command that is one text. */
export interface ShellWords {
  readonly words: readonly Template[];
  /** The character at which compose stops reading: it is no shell, and takes nothing behind `;`, `&`, `|`, `<` or `>`. */
  readonly cutAt?: string;
}

/**
 * Splits a command as compose does: a port of the Go package that it uses (mattn/go-shellwords), whose words differ from
 * those of a shell. A reference is a part of the word that it stands in.
 *
 * @returns undefined where compose refuses the text: a quote or bracket is open, or a bracket stands where none can be
 */
export function shellWords(command: Template): ShellWords | undefined {
  const reader = new Reader();
  for (const part of command) {
    for (const one of typeof part === 'string' ? part : [part]) {
      const state = reader.take(one);
      if (state !== 'on') return state === 'refused' ? undefined : reader.words(state);
    }
  }
  return reader.words();
}

type Taken = 'on' | 'refused' | { readonly cutAt: string };

class Reader {
  private readonly done: Template[] = [];
  private word: TemplatePart[] = [];
  private hasWord = false;
  private isEscaped = false;
  private quote: '"' | "'" | undefined;
  private inBackquotes = false;
  private inDollar = false;

  /** Reads one character, or one reference. */
  public take(one: TemplatePart): Taken {
    if (typeof one !== 'string') return this.add(one);
    if (this.isEscaped) {
      this.isEscaped = false;
      return this.add(one);
    }
    if (one === '\\' && this.quote !== "'") {
      this.isEscaped = true;
      return 'on';
    }
    if (/[ \t\r\n]/.test(one)) return this.takeBlank(one);
    return this.takeSpecial(one) ?? this.add(one);
  }

  public words(cut?: { readonly cutAt: string }): ShellWords | undefined {
    if (this.hasWord && !isDescriptor(cut, this.word)) this.done.push(joinedParts(this.word));
    return this.isEscaped || this.isQuoted ? undefined : { words: this.done, ...cut };
  }

  private get isQuoted(): boolean {
    return this.quote !== undefined || this.inBackquotes || this.inDollar;
  }

  private add(one: TemplatePart): 'on' {
    this.hasWord = true;
    this.word.push(one);
    return 'on';
  }

  private takeBlank(one: string): Taken {
    if (this.isQuoted) {
      this.word.push(one);
      return 'on';
    }
    if (this.hasWord) this.done.push(joinedParts(this.word));
    this.word = [];
    this.hasWord = false;
    return 'on';
  }

  private takeSpecial(one: string): Taken | undefined {
    if (one === '`' && this.quote === undefined && !this.inDollar) this.inBackquotes = !this.inBackquotes;
    if (one === ')' && this.quote === undefined && !this.inBackquotes) this.inDollar = !this.inDollar;
    if (one === '(' && this.quote === undefined && !this.inBackquotes) return this.takeBracket();
    if ((one === '"' || one === "'") && !this.inDollar && (this.quote ?? one) === one) return this.takeQuote(one);
    return /[;&|<>]/.test(one) && !this.isQuoted ? { cutAt: one } : undefined;
  }

  private takeBracket(): Taken {
    const last = this.word.at(-1);
    if (this.inDollar || last !== '$') return 'refused';
    this.inDollar = true;
    this.word.push('(');
    return 'on';
  }

  private takeQuote(one: '"' | "'"): 'on' {
    if (this.quote === one) this.hasWord = true;
    this.quote = this.quote === one ? undefined : one;
    return 'on';
  }
}

/** `2>file`: the number in front belongs to what is cut. */
function isDescriptor(cut: { readonly cutAt: string } | undefined, [first]: readonly TemplatePart[]): boolean {
  return cut?.cutAt === '>' && typeof first === 'string' && /^\d/.test(first);
}
