import { type Operand, type Pipeline, readPipeline, TokenReader } from './pipeline';
import { SyntaxProblem } from './syntax-problem';
import { piecesOf, type TemplatePiece } from './tokens';

/** A part of what a template writes: text of its own, or the value of a secret key as it is. */
export type ComposedPart = { readonly text: string } | { readonly key: string };

const STRING = '"(?:[^"\\\\]|\\\\.)*"';
/** What fails the sync where a key is missing, and writes nothing else. */
const GUARD = new RegExp(
  [
    `\\{\\{ if \\.\\w+ \\}\\}\\{\\{ else \\}\\}\\{\\{ fail ${STRING} \\}\\}\\{\\{ end \\}\\}`,
    '\\{\\{ \\$found := false \\}\\}\\{\\{ range \\$key, \\$secret := \\. \\}\\}' +
      `\\{\\{ if eq \\$key ${STRING} \\}\\}\\{\\{ \\$found = true \\}\\}\\{\\{ end \\}\\}\\{\\{ end \\}\\}` +
      `\\{\\{ if not \\$found \\}\\}\\{\\{ fail ${STRING} \\}\\}\\{\\{ end \\}\\}`,
  ].join('|'),
  'g',
);

/**
 * What a template writes, where that is text and values of keys in a row; undefined where a function changes them, or
 * something depends on them.
 */
export function composedValue(template: string): ComposedPart[] | undefined {
  return partsOfTemplate(template.replaceAll(GUARD, ''), partsOfAction);
}

/** The same of the value of a line in a template that is one text of YAML; undefined also where YAML would change it. */
export function composedYamlValue(line: string): ComposedPart[] | undefined {
  const value = line.replace(/^[^:]*:/, '').trim();
  const binary = /^!!binary (\{\{.*\}\})$/.exec(value);
  if (binary) return partsOfTemplate(binary[1], (pipeline) => partsBefore(['b64enc', 'quote'], pipeline));
  if (/^\{\{.*\}\}$/.test(value)) {
    const quoted = ['quote', 'toJson', 'toRawJson'].map((name) =>
      partsOfTemplate(value, (one) => partsBefore([name], one)),
    );
    const found = quoted.find((parts) => parts !== undefined);
    if (found !== undefined) return found;
  }
  const inQuotes = /^"([^"\\]*)"$|^'([^']*)'$/.exec(value);
  const plain = inQuotes?.[1] ?? inQuotes?.[2] ?? (/^[\w/{]/.test(value) && !/: | #/.test(value) ? value : undefined);
  return plain === undefined ? undefined : partsOfTemplate(plain, partsOfAction);
}

type Evaluate = (pipeline: Pipeline) => ComposedPart[] | undefined;

function partsOfTemplate(template: string, evaluate: Evaluate): ComposedPart[] | undefined {
  try {
    return joinedParts(piecesOf(template).map((piece) => partsOfPiece(piece, evaluate)));
  } catch (error) {
    if (error instanceof SyntaxProblem) return undefined;
    throw error;
  }
}

function partsOfPiece(piece: TemplatePiece, evaluate: Evaluate): ComposedPart[] | undefined {
  if ('text' in piece) return piece.text === '' ? [] : [piece];
  return evaluate(readPipeline(new TokenReader(piece.action)));
}

function partsOfAction({ variables, commands }: Pipeline): ComposedPart[] | undefined {
  return variables.length > 0 || commands.length > 1 ? undefined : partsOfCommand(commands[0]);
}

/** The parts that an action hands to functions, in the end of it, which change nothing that arrives. */
function partsBefore(functions: readonly string[], { commands, ...pipeline }: Pipeline): ComposedPart[] | undefined {
  const last = commands.slice(-functions.length).map(([head]) => (head.type === 'word' ? head.name : ''));
  if (last.join() !== functions.join()) return undefined;
  return partsOfAction({ ...pipeline, commands: commands.slice(0, -functions.length) });
}

function partsOfCommand(command: readonly Operand[] | undefined): ComposedPart[] | undefined {
  if (command === undefined) return undefined;
  const [head, ...operands] = command;
  if (operands.length === 0) return partsOfOperand(head);
  return head.type === 'word' && head.name === 'printf' ? formattedParts(operands) : undefined;
}

function partsOfOperand(operand: Operand): ComposedPart[] | undefined {
  if (operand.type === 'text') return operand.value === undefined ? undefined : [{ text: operand.value }];
  if (operand.type === 'chain') {
    const [key, field, ...others] = operand.fields;
    const isValue = !operand.variable && field === 'Value' && others.length === 0;
    return isValue ? [{ key }] : undefined;
  }
  if (operand.type !== 'pipeline') return undefined;
  const { pipeline, fields } = operand;
  if (fields.length === 0) return partsOfAction(pipeline);
  const key = fields.join() === 'Value' ? indexedKey(pipeline) : undefined;
  return key === undefined ? undefined : [{ key }];
}

/** The key of `index . "KEY"`. */
function indexedKey({ commands }: Pipeline): string | undefined {
  const [[head, map, key] = [], ...others] = commands;
  const isIndex = others.length === 0 && head?.type === 'word' && head.name === 'index' && commands[0]?.length === 3;
  const isRoot = map?.type === 'chain' && !map.variable && map.fields.length === 0;
  return isIndex && isRoot && key?.type === 'text' ? key.value : undefined;
}

/** `printf "%s:%s" …` of as many values. */
function formattedParts([format, ...values]: readonly Operand[]): ComposedPart[] | undefined {
  if (format.type !== 'text' || format.value === undefined) return undefined;
  const texts = format.value.split(/%[sv]/);
  if (texts.some((text) => text.replaceAll('%%', '').includes('%')) || texts.length !== values.length + 1) {
    return undefined;
  }
  return joinedParts(
    texts.flatMap((text, i) => [
      text === '' ? [] : [{ text: text.replaceAll('%%', '%') }],
      i < values.length ? partsOfOperand(values[i]) : [],
    ]),
  );
}

function joinedParts(all: readonly (ComposedPart[] | undefined)[]): ComposedPart[] | undefined {
  const parts: ComposedPart[] = [];
  for (const some of all) {
    if (some === undefined) return undefined;
    parts.push(...some);
  }
  return parts;
}
