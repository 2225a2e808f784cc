import { type Operand, type Pipeline, readPipeline, TokenReader } from '../../../lib/model/templates/pipeline';
import { SyntaxProblem } from '../../../lib/model/templates/syntax-problem';
import { actionsOf } from '../../../lib/model/templates/tokens';
import { Call, type Code, Member } from '../../typescript/code';
import { call, library } from '../draft/expressions';

const STRING = '"(?:[^"\\\\\\n]|\\\\.)*"';
const ACTION = new RegExp(`\\{\\{(?:${STRING}|[^"{}])*\\}\\}`);
const FAILURE = `\\{\\{ fail ${STRING} \\}\\}\\{\\{ end \\}\\}`;
/** How this library has a sync fail for a missing key. It does so of itself for all keys of a value. */
const GUARD = new RegExp(
  `^\\{\\{ if \\.(\\w+) \\}\\}\\{\\{ else \\}\\}${FAILURE}|` +
    '^\\{\\{ \\$found := false \\}\\}\\{\\{ range \\$key, \\$secret := \\. \\}\\}\\{\\{ if eq \\$key "([-.\\w]+)" \\}\\}' +
    `\\{\\{ \\$found = true \\}\\}\\{\\{ end \\}\\}\\{\\{ end \\}\\}\\{\\{ if not \\$found \\}\\}${FAILURE}`,
);

/** The template as a value made of keys and text; undefined if there is more to it. */
export function composedCode(template: string): Code {
  const { guarded, body } = withoutGuards(template);
  const parts: Code[] = [];
  const keys = new Set<string>();
  let rest = body;
  for (let match = ACTION.exec(rest); match !== null; match = ACTION.exec(rest)) {
    const before = rest.slice(0, match.index);
    const part = actionCode(match[0], keys);
    if (part === undefined || before.includes('{{')) return undefined;
    parts.push(...(before === '' ? [] : [textCode(before)]), part);
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest.includes('{{') || guarded.some((key) => !keys.has(key))) return undefined;
  if (rest !== '') parts.push(textCode(rest));
  return parts.length === 1 ? parts[0] : call(library('TemplateValue.concat'), ...parts);
}

/** Whether the template may write `+` for a blank, where `urlEncoded()` writes `%20`. */
export function writesPlus(template: string): boolean {
  return template.split('{{').some((action) => /\burlquery\b/.test(action) && !/\| *replace "\+" "%20"/.test(action));
}

function withoutGuards(template: string): { guarded: string[]; body: string } {
  const guarded: string[] = [];
  let body = template;
  for (let match = GUARD.exec(body); match !== null; match = GUARD.exec(body)) {
    guarded.push(match[1] ?? match[2]);
    body = body.slice(match[0].length);
  }
  return { guarded, body };
}

function actionCode(action: string, keys: Set<string>): Code {
  // A hyphen would eat the blanks around it.
  if (action.startsWith('{{-') || action.endsWith('-}}')) return undefined;
  try {
    const [tokens] = actionsOf(action);
    return tokens && pipelineCode(readPipeline(new TokenReader(tokens)), keys);
  } catch (error) {
    if (error instanceof SyntaxProblem) return undefined;
    throw error;
  }
}

/** `.KEY.Value`, `urlquery .KEY.Value | replace "+" "%20"`, `.KEY.Value | urlquery`, and the same of other values. */
function pipelineCode({ variables, commands: [first, ...others] }: Pipeline, keys: Set<string>): Code {
  if (variables.length > 0 || first.length > 2) return undefined;
  let isEncoded = first.length === 2;
  if (isEncoded && !isWord(first[0], 'urlquery')) return undefined;
  let value = operandCode(first[first.length - 1], keys);
  if (isEncoded) value = urlEncodedCode(value);
  for (const command of others) {
    const encodes = command.length === 1 && isWord(command[0], 'urlquery');
    if (!encodes && !(isEncoded && replacesPlus(command))) return undefined;
    if (encodes) value = urlEncodedCode(value);
    isEncoded = encodes;
  }
  return value;
}

function operandCode(operand: Operand, keys: Set<string>): Code {
  if (operand.type === 'text') return operand.value === undefined ? undefined : textCode(operand.value);
  const key = keyOf(operand);
  if (key !== undefined) {
    keys.add(key);
    return call(library('TemplateValue.key'), key);
  }
  return operand.type === 'pipeline' && operand.fields.length === 0 ? pipelineCode(operand.pipeline, keys) : undefined;
}

/** The key of `.KEY.Value` or `(index . "KEY").Value`. */
function keyOf(operand: Operand): string | undefined {
  if (operand.type === 'chain' && operand.variable === undefined) {
    const [key, field, ...more] = operand.fields;
    return field === 'Value' && more.length === 0 ? key : undefined;
  }
  if (operand.type !== 'pipeline' || operand.fields.join('.') !== 'Value') return undefined;
  const { variables, commands } = operand.pipeline;
  const [index, map, key] = commands[0];
  const isLookup =
    variables.length === 0 && commands.length === 1 && commands[0].length === 3 && isWord(index, 'index');
  const isOfAll = map?.type === 'chain' && map.variable === undefined && map.fields.length === 0;
  return isLookup && isOfAll && key.type === 'text' ? key.value : undefined;
}

function replacesPlus([replace, from, to, ...more]: readonly Operand[]): boolean {
  const isText = (operand: Operand | undefined, value: string) => operand?.type === 'text' && operand.value === value;
  return isWord(replace, 'replace') && isText(from, '+') && isText(to, '%20') && more.length === 0;
}

function isWord(operand: Operand, name: string): boolean {
  return operand.type === 'word' && operand.name === name && operand.fields.length === 0;
}

function urlEncodedCode(value: Code): Code {
  return value instanceof Call ? new Call(new Member(value, 'urlEncoded')) : undefined;
}

function textCode(literal: string): Code {
  return call(library('TemplateValue.text'), literal);
}
