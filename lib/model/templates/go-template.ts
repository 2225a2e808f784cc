import { TEXT_FUNCTIONS, TOLERANT_FUNCTIONS } from './functions';
import { type Operand, type Pipeline, readPipeline, TokenReader } from './pipeline';
import { Scope } from './scope';
import { SyntaxProblem } from './syntax-problem';
import { actionsOf, type Token } from './tokens';

/** A Go template, as far as the rules want to know it. */
export interface GoTemplate {
  /** Why Go would refuse to read it. What stands behind that place is then not in the lists below. */
  readonly problem?: string;
  readonly calls: readonly Call[];
  readonly lookups: readonly Lookup[];
  /** Keys in the dot form that are no Go identifiers. */
  readonly oddKeys: readonly string[];
  readonly outputs: readonly Output[];
  /** Whether it goes through all secrets, or takes one by a name that is not known before. */
  readonly usesAll: boolean;
}

export interface Call {
  readonly name: string;
  /** With the one that comes through a pipe. */
  readonly operands: number;
  /** Fields right behind the name, as in `KEY.Value`. */
  readonly fields: readonly string[];
}

/** A key that is looked up in the secrets that the template gets. */
export interface Lookup {
  readonly key: string;
  readonly fields: readonly string[];
  /** Whether the template provides for the case that the key is missing. */
  readonly optional: boolean;
}

interface Output {
  /** The secret that is written without naming one of its fields. */
  readonly bareKey?: string;
  /** Whether the value of some secret takes part. */
  readonly hasValue: boolean;
  readonly functions: readonly string[];
}

const KEYWORDS: ReadonlySet<string> = new Set('if with range else end break continue define block template'.split(' '));

export function readTemplate(source: string): GoTemplate {
  const reader = new TemplateReader();
  try {
    for (const action of actionsOf(source)) reader.read(action);
    reader.finish();
    return reader.template;
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { ...reader.template, problem: error.message };
  }
}

class TemplateReader {
  public readonly template = {
    calls: [] as Call[],
    lookups: [] as Lookup[],
    oddKeys: [] as string[],
    outputs: [] as Output[],
    usesAll: false,
  };
  private readonly scope = new Scope();

  public read(action: readonly Token[]): void {
    const tokens = new TokenReader(action);
    const first = tokens.peek();
    const keyword = first?.type === 'word' ? first.text : '';
    if (KEYWORDS.has(keyword)) tokens.next();
    switch (keyword) {
      case 'if':
      case 'with':
      case 'range':
        this.scope.open(keyword);
        this.readCondition(keyword, tokens);
        break;
      case 'else':
        this.readElse(tokens);
        break;
      case 'end':
      case 'break':
      case 'continue':
        if (tokens.peek()) throw new SyntaxProblem(`"{{ ${keyword} }}" takes nothing`);
        if (keyword === 'end') this.scope.close();
        else this.scope.requireRange(keyword);
        break;
      case 'define':
      case 'block':
      case 'template':
        this.readNamed(keyword, tokens);
        break;
      default:
        this.write(readPipeline(tokens));
    }
  }

  public finish(): void {
    this.scope.finish();
  }

  private readCondition(keyword: 'if' | 'with' | 'range', tokens: TokenReader): void {
    const pipeline = readPipeline(tokens);
    const known = this.template.lookups.length;
    this.visit(pipeline, keyword !== 'range');
    this.scope.set(pipeline);
    if (keyword === 'range') this.scope.changeDot();
    else this.scope.guard(this.template.lookups.slice(known).map(({ key }) => key));
    if (keyword === 'with') this.scope.changeDot();
  }

  private readElse(tokens: TokenReader): void {
    const keyword = this.scope.otherwise(tokens.peek()?.text);
    if (keyword === undefined) {
      if (tokens.peek()) throw new SyntaxProblem('"{{ else }}" takes nothing, or "if" with a condition');
      return;
    }
    tokens.next();
    this.readCondition(keyword, tokens);
  }

  private readNamed(keyword: 'define' | 'block' | 'template', tokens: TokenReader): void {
    if (tokens.next()?.type !== 'text') throw new SyntaxProblem(`"{{ ${keyword} }}" needs a name in quotes`);
    if (keyword !== 'define' && tokens.peek()) this.visit(readPipeline(tokens), false);
    if (keyword !== 'template') this.scope.open(keyword);
  }

  private write(pipeline: Pipeline): void {
    const before = this.template.calls.length;
    this.visit(pipeline, false);
    this.scope.set(pipeline);
    if (pipeline.variables.length > 0) return;
    const [first, ...others] = pipeline.commands;
    const lookup = this.directLookup(first);
    const plain = others.every(([head]) => head.type === 'word' && TEXT_FUNCTIONS.has(head.name));
    this.template.outputs.push({
      bareKey: plain && lookup?.fields.length === 0 ? lookup.key : undefined,
      hasValue: pipeline.commands.some((command) => this.hasValue(command)),
      functions: this.template.calls.slice(before).map(({ name }) => name),
    });
  }

  private visit({ commands }: Pipeline, optional: boolean): void {
    const tolerant = optional || commands.some(([head]) => head.type === 'word' && TOLERANT_FUNCTIONS.has(head.name));
    for (const [position, command] of commands.entries()) {
      const [head] = command;
      if (head.type === 'word') {
        if (head.name === 'secretFrom') this.template.usesAll = true;
        const operands = command.length - 1 + (position === 0 ? 0 : 1);
        this.template.calls.push({ name: head.name, operands, fields: head.fields });
      }
      const lookup = this.directLookup(command);
      if (lookup) this.template.lookups.push({ ...lookup, optional: tolerant || this.scope.isGuarded(lookup.key) });
      else for (const operand of command) this.visitOperand(operand, tolerant);
    }
  }

  private visitOperand(operand: Operand, optional: boolean): void {
    if (operand.type === 'odd') this.template.oddKeys.push(operand.key);
    if (operand.type === 'chain' && operand.fields.length === 0 && this.scope.isRoot(operand.variable)) {
      this.template.usesAll = true;
    }
    if (operand.type === 'chain' && operand.variable) this.scope.requireVariable(operand.variable);
    const lookup = operand.type === 'word' ? undefined : this.directLookup([operand]);
    if (lookup) this.template.lookups.push({ ...lookup, optional: optional || this.scope.isGuarded(lookup.key) });
    else if (operand.type === 'pipeline') this.visit(operand.pipeline, optional);
  }

  /** The lookup that the command consists of: `.KEY.Value`, `index . "KEY"` or `(index . "KEY").Value`. */
  private directLookup(command: readonly Operand[]): { key: string; fields: readonly string[] } | undefined {
    const [head, map, key] = command;
    if (command.length === 3 && head.type === 'word' && head.name === 'index') {
      const isMap = map.type === 'chain' && map.fields.length === 0 && this.scope.isRoot(map.variable);
      return isMap && key.type === 'text' && key.value !== undefined ? { key: key.value, fields: [] } : undefined;
    }
    if (command.length !== 1) return undefined;
    if (head.type === 'chain' && head.fields.length > 0 && this.scope.isRoot(head.variable)) {
      return { key: head.fields[0], fields: head.fields.slice(1) };
    }
    if (head.type !== 'pipeline' || head.pipeline.commands.length !== 1) return undefined;
    const inner = this.directLookup(head.pipeline.commands[0]);
    return inner && { key: inner.key, fields: [...inner.fields, ...head.fields] };
  }

  private hasValue(command: readonly Operand[]): boolean {
    const lookup = this.directLookup(command);
    if (lookup) return lookup.fields.length === 0 || ['Value', 'String'].includes(lookup.fields[0]);
    return command.some((operand) => {
      if (operand.type === 'chain') return operand.fields.at(-1) === 'Value';
      if (operand.type !== 'pipeline') return false;
      return operand.fields.at(-1) === 'Value' || operand.pipeline.commands.some((inner) => this.hasValue(inner));
    });
  }
}
