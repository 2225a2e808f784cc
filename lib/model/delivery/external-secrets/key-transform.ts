import { isSubstituted } from '../../../text/substitution';
import { type Operand, type Pipeline, readPipeline, TokenReader } from '../../templates/pipeline';
import { SyntaxProblem } from '../../templates/syntax-problem';
import { actionsOf } from '../../templates/tokens';
import { replacer } from './go-regexp';

type TextFunction = (...texts: string[]) => string | undefined;

/** The functions of sprig that people rename keys with, by how many texts they take; the name comes last through a pipe. */
const FUNCTIONS: Readonly<Record<string, readonly [operands: number, compute: TextFunction]>> = {
  upper: [1, (text) => (isPlain(text) ? text.toUpperCase() : undefined)],
  lower: [1, (text) => (isPlain(text) ? text.toLowerCase() : undefined)],
  trim: [1, (text) => text.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '')],
  trimPrefix: [2, (prefix, text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)],
  trimSuffix: [2, (suffix, text) => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text)],
  replace: [3, replacedText],
  regexReplaceAll: [3, (source, text, target) => replacer(source, target)?.(text)],
  printf: [2, (format, text) => (/^[^%]*%s[^%]*$/.test(format) ? format.split('%s').join(text) : undefined)],
};

/** One after the other, they could make a text as long as the memory is. */
const LONGEST = 10_000;

function replacedText(old: string, by: string, text: string): string | undefined {
  // Go puts the new text between all characters where the old one is empty.
  if (old === '') return undefined;
  const parts = text.split(old);
  return text.length + parts.length * by.length > LONGEST ? undefined : parts.join(by);
}

/** Outside of ASCII the languages differ in what is a capital. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/** A name like any other, to try with. */
export const ANY_NAME = 'AnyName_0';

/**
 * What a template makes of the name of a key, its `.value`; undefined where nobody here computes it. External Secrets
 * v2.9.0, runtime/esutils/utils.go `RewriteTransform`: Go's text/template with the functions of sprig.
 */
export function transformBy(template: string): ((name: string) => string | undefined) | undefined {
  const parts = partsOf(template);
  if (parts === undefined) return undefined;
  const transform = (name: string) => {
    const texts = parts.map((part) => (typeof part === 'string' ? part : outputOf(part, name)));
    return texts.includes(undefined) ? undefined : texts.join('');
  };
  return transform(ANY_NAME) === undefined ? undefined : transform;
}

const ACTION = /\{\{(?:[^{}"`]|"(?:[^"\\\n]|\\.)*"|`[^`]*`)*\}\}/g;

/** Its texts, and the pipelines between these; undefined where it does more than write. */
function partsOf(template: string): (string | Pipeline)[] | undefined {
  const parts: (string | Pipeline)[] = [];
  let end = 0;
  for (const { 0: action, index } of template.matchAll(ACTION)) {
    const pipeline = pipelineIn(action);
    if (pipeline === undefined) return undefined;
    parts.push(template.slice(end, index), pipeline);
    end = index + action.length;
  }
  parts.push(template.slice(end));
  const isOpen = (part: string | Pipeline) => typeof part === 'string' && (part.includes('{{') || isSubstituted(part));
  return parts.some(isOpen) ? undefined : parts;
}

function pipelineIn(action: string): Pipeline | undefined {
  // What trims the blanks around it, or is no more than a remark.
  if (/^\{\{(?:-|\s*\/\*)|-\}\}$/.test(action)) return undefined;
  try {
    const pipelines = actionsOf(action).map((tokens) => readPipeline(new TokenReader(tokens)));
    return pipelines.length === 1 && isComputed(pipelines[0]) ? pipelines[0] : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return undefined;
  }
}

function isComputed({ variables, commands }: Pipeline): boolean {
  return variables.length === 0 && commands.every((command, i) => isCall(command, i > 0));
}

function isCall([head, ...operands]: readonly Operand[], isPiped: boolean): boolean {
  if (head.type !== 'word') return operands.length === 0 && !isPiped && isText(head);
  const [taken] = Object.hasOwn(FUNCTIONS, head.name) ? FUNCTIONS[head.name] : [];
  return head.fields.length === 0 && taken === operands.length + (isPiped ? 1 : 0) && operands.every(isText);
}

function isText(operand: Operand): boolean {
  if (operand.type === 'text') return operand.value !== undefined;
  if (operand.type === 'chain') return !operand.variable && operand.fields.join('.') === 'value';
  return operand.type === 'pipeline' && operand.fields.length === 0 && isComputed(operand.pipeline);
}

function outputOf({ commands }: Pipeline, name: string): string | undefined {
  let output: string | undefined;
  for (const [i, [head, ...operands]] of commands.entries()) {
    if (head.type !== 'word') output = textOf(head, name);
    else {
      const texts = [...operands.map((operand) => textOf(operand, name)), ...(i > 0 ? [output] : [])];
      output = texts.every((text) => text !== undefined) ? FUNCTIONS[head.name]?.[1](...texts) : undefined;
    }
  }
  return output;
}

function textOf(operand: Operand, name: string): string | undefined {
  if (operand.type === 'text') return operand.value;
  return operand.type === 'pipeline' ? outputOf(operand.pipeline, name) : name;
}
