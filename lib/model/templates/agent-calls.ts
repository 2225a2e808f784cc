import { AGENT_BUILT_IN } from './functions';
import { readTemplate } from './go-template';
import { ListFrames } from './list-frames';
import { type Operand, type Pipeline, readPipeline, TokenReader } from './pipeline';
import { SyntaxProblem } from './syntax-problem';
import { actionsOf, type Token } from './tokens';

/** A call by which a template of Infisical's agent asks for secrets. */
export interface AgentCall {
  readonly name: AgentFunction;
  /** Undefined where the text is not written down there. */
  readonly arguments: readonly (string | undefined)[];
  /** Counted from 0, in the template. */
  readonly line: number;
  /** The keys that the template takes out of a list, where it takes these only. */
  readonly keys?: readonly string[];
}

/** A function that no agent knows. */
interface UnknownFunction {
  readonly name: string;
  readonly line: number;
}

/** A template of Infisical's agent, as far as it tells what is asked of Infisical. */
export interface AgentTemplate {
  /** Why Go would refuse to read it: the agent then writes no file. */
  readonly problem?: string;
  readonly calls: readonly AgentCall[];
  readonly unknownFunctions: readonly UnknownFunction[];
}

/** The functions with which the agent asks Infisical, `secret` and `dynamic_secret` being the old names of two. */
const AGENT_FUNCTIONS = [
  'getSecretByName',
  'listSecrets',
  'secret',
  'listSecretsByProjectSlug',
  'dynamicSecret',
  'dynamic_secret',
] as const;
export type AgentFunction = (typeof AGENT_FUNCTIONS)[number];

/** The functions that a template in a text has since v0.43.60, and what older agents call the same. */
export const NEWER_AGENT_FUNCTIONS: ReadonlyMap<AgentFunction, AgentFunction | undefined> = new Map([
  ['listSecrets', 'secret'],
  ['listSecretsByProjectSlug', undefined],
  ['dynamicSecret', 'dynamic_secret'],
]);

const LISTS: readonly string[] = ['listSecrets', 'secret', 'listSecretsByProjectSlug'];
const KEYWORDS: ReadonlySet<string> = new Set('if with range else end break continue define block template'.split(' '));

export function readAgentTemplate(source: string): AgentTemplate {
  const { problem } = readTemplate(source);
  const reader = new AgentTemplateReader(source);
  try {
    for (const action of actionsOf(source)) reader.read(action);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
  }
  return { problem, calls: reader.finishedCalls(), unknownFunctions: reader.unknownFunctions };
}

function isAgentFunction(name: string): name is AgentFunction {
  return (AGENT_FUNCTIONS as readonly string[]).includes(name);
}

class AgentTemplateReader {
  public readonly unknownFunctions: UnknownFunction[] = [];
  private readonly calls: AgentCall[] = [];
  private readonly lists = new ListFrames<AgentCall>();
  /** What each variable is, where one text only is ever put into it. */
  private readonly texts = new Map<string, string | undefined>();
  private counted = { at: 0, line: 0 };

  public constructor(private readonly source: string) {}

  public read(action: readonly Token[]): void {
    const tokens = new TokenReader(action);
    const keyword = tokens.peek()?.type === 'word' ? (tokens.peek()?.text ?? '') : '';
    if (KEYWORDS.has(keyword)) tokens.next();
    switch (keyword) {
      case 'if':
      case 'with':
      case 'range':
        this.open(keyword, readPipeline(tokens));
        break;
      case 'else':
        this.readElse(tokens);
        break;
      case 'end':
        this.lists.close();
        break;
      case 'break':
      case 'continue':
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

  public finishedCalls(): AgentCall[] {
    return this.calls.map((call) => ({ ...call, keys: this.lists.keysOf(call) }));
  }

  private readElse(tokens: TokenReader): void {
    const pipeline = tokens.next() ? readPipeline(tokens) : undefined;
    if (pipeline) this.visit(pipeline);
    this.lists.otherwise(pipeline && comparedKeys(pipeline));
  }

  private readNamed(keyword: 'define' | 'block' | 'template', tokens: TokenReader): void {
    tokens.next();
    const pipeline = keyword !== 'define' && tokens.peek() ? readPipeline(tokens) : undefined;
    if (pipeline) this.visit(pipeline);
    if (keyword !== 'template') this.lists.open(keyword, undefined, undefined);
    // What another template does with all of them is not looked at.
    else if (pipeline) this.lists.output();
  }

  private open(keyword: 'if' | 'with' | 'range', pipeline: Pipeline): void {
    const list = this.listOf(pipeline);
    this.visit(pipeline, list !== undefined);
    this.lists.open(keyword, list, keyword === 'if' ? comparedKeys(pipeline) : undefined);
    this.lists.set(pipeline.variables, keyword === 'range' ? undefined : list);
  }

  private write(pipeline: Pipeline): void {
    const isWritten = pipeline.variables.length === 0;
    const list = this.listOf(pipeline);
    this.visit(pipeline, list !== undefined && !isWritten);
    this.lists.set(pipeline.variables, list);
    this.lists.output();
    const [[operand, ...others], ...further] = pipeline.commands;
    const value = operand.type === 'text' && others.length + further.length === 0 ? operand.value : undefined;
    for (const name of pipeline.variables) this.texts.set(name, this.texts.has(name) ? undefined : value);
  }

  /** The list that a pipeline hands on as it is: it calls for one, or names the variable or the dot that holds one. */
  private listOf({ commands }: Pipeline): AgentCall | undefined {
    if (commands.length !== 1) return undefined;
    const [operand, ...others] = commands[0];
    if (operand.type === 'word' && LISTS.includes(operand.name)) return this.calledAt(operand, others);
    if (others.length > 0) return undefined;
    if (operand.type === 'pipeline') return operand.fields.length === 0 ? this.listOf(operand.pipeline) : undefined;
    return operand.type === 'chain' && operand.fields.length === 0 ? this.lists.named(operand.variable) : undefined;
  }

  /** Takes in the calls of a pipeline; one that hands its list on takes nothing out of that. */
  private visit({ commands }: Pipeline, handsOn = false): void {
    commands.forEach((command, i) => {
      const [head, ...operands] = command;
      if (head.type === 'word') this.visitWord(head, operands, commands[i - 1]);
      else this.visitOperand(head, handsOn);
      for (const operand of operands) {
        if (operand.type === 'word') this.visitWord(operand, [], undefined);
        else this.visitOperand(operand, handsOn);
      }
    });
  }

  private visitOperand(operand: Operand, handsOn: boolean): void {
    if (operand.type === 'pipeline') this.visit(operand.pipeline, handsOn);
    if (handsOn || operand.type !== 'chain' || operand.fields.length > 0) return;
    const list = this.lists.named(operand.variable);
    if (list !== undefined) this.lists.takeWhole(list);
  }

  private visitWord(
    word: Operand & { readonly type: 'word' },
    operands: readonly Operand[],
    piped: readonly Operand[] | undefined,
  ): void {
    if (isAgentFunction(word.name)) this.calledAt(word, operands, piped);
    else if (!AGENT_BUILT_IN.has(word.name)) {
      this.unknownFunctions.push({ name: word.name, line: this.lineOf(word.at) });
    }
  }

  private readonly byPlace = new Map<number, AgentCall>();

  private calledAt(
    word: Operand & { readonly type: 'word' },
    operands: readonly Operand[],
    piped?: readonly Operand[],
  ): AgentCall {
    const known = this.byPlace.get(word.at);
    if (known !== undefined) return known;
    const all = operands.map((operand) => this.textOf(operand));
    if (piped !== undefined) all.push(piped.length === 1 ? this.textOf(piped[0]) : undefined);
    const call: AgentCall = { name: word.name as AgentFunction, arguments: all, line: this.lineOf(word.at) };
    this.byPlace.set(word.at, call);
    this.calls.push(call);
    return call;
  }

  private textOf(operand: Operand): string | undefined {
    if (operand.type === 'text') return operand.value;
    if (operand.type === 'chain' && operand.variable && operand.fields.length === 0) {
      return this.texts.get(operand.variable);
    }
    if (operand.type !== 'pipeline' || operand.fields.length > 0) return undefined;
    const [[inner, ...others], ...further] = operand.pipeline.commands;
    return others.length + further.length === 0 ? this.textOf(inner) : undefined;
  }

  private lineOf(at: number): number {
    const { counted } = this;
    const from = at < counted.at ? { at: 0, line: 0 } : counted;
    this.counted = { at, line: from.line + this.source.slice(from.at, at).split('\n').length - 1 };
    return this.counted.line;
  }
}

/** The keys of a condition such as `eq .Key "A"`, or of several with `or`: undefined for any other. */
function comparedKeys({ commands }: Pipeline): string[] | undefined {
  if (commands.length !== 1) return undefined;
  const [head, ...operands] = commands[0];
  if (head.type === 'pipeline' && operands.length === 0 && head.fields.length === 0) return comparedKeys(head.pipeline);
  if (head.type !== 'word' || operands.length < 2) return undefined;
  if (head.name === 'or') {
    const all = operands.map((operand) => (operand.type === 'pipeline' ? comparedKeys(operand.pipeline) : undefined));
    return all.every((keys) => keys !== undefined) ? all.flat() : undefined;
  }
  if (head.name !== 'eq') return undefined;
  // With several texts behind it, the first operand is compared with each.
  const isKey = (operand: Operand) => operand.type === 'chain' && operand.fields.join() === 'Key';
  const texts = operands.flatMap((operand) => (operand.type === 'text' && operand.value ? [operand.value] : []));
  const isRead =
    texts.length === operands.length - 1 && (isKey(operands[0]) || (operands.length === 2 && isKey(operands[1])));
  return isRead ? texts : undefined;
}
