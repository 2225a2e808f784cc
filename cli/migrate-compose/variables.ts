import { namesCredential } from '../../lib/text/credential-text';
import type { ComposeNode } from './compose-node';
import type { ComposePlace } from './compose-place';
import type { Finding } from './finding';
import { clearToken, holdsClearToken } from './infisical-cli';
import { type Reference, type Template, templateOf, textOf, withDefaults } from './interpolation';
import { isNameOfSecret, isVariableName, type KnownWords } from './known-words';
import { isPlainValue } from './plain-values';

/** The variables of a service, by where their values come from. */
export interface ComposeVariables {
  /** Secret keys by the variables that take them. */
  readonly keys: { readonly [variable: string]: string };
  /** Plain values that cannot be a secret. */
  readonly env: { readonly [variable: string]: string };
  /** Variables whose value stands in the file and may be a secret: it is not repeated. */
  readonly written: readonly string[];
  /** Variables of the Infisical CLI itself. */
  readonly infisical: readonly string[];
}

/** What a value is: a text that can be shown, a secret key, or one that stands in the file and may be secret. */
type ReadValue =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'key'; readonly key: string; readonly note?: string }
  | { readonly kind: 'written'; readonly note: string };

interface Assignment {
  readonly variable: string;
  /** Undefined where the value is passed on from the shell. */
  readonly value: string | undefined;
  readonly place: ComposePlace;
}

const INFISICAL = /^INFISICAL_|^PROJECT_ID$/;

/**
 * Reads the value of a variable.
 *
 * @param value as it stands in the file; undefined where only the name does, and the value comes from the shell
 */
function readValue(variable: string, value: string | undefined, words: KnownWords): ReadValue {
  const template = value === undefined ? [keyNamed(variable)] : templateOf(value);
  if (template === undefined) return { kind: 'written', note: `the value of ${variable} ${REFUSED}` };
  const [first, ...more] = template;
  if (typeof first === 'object' && more.length === 0 && isKeyName(first, value)) {
    return readReference(variable, first, words);
  }
  const whole = withDefaults(template);
  const text = textOf(whole);
  if (whole.every((part) => typeof part === 'string') && isPlainValue(variable, text, words)) {
    return { kind: 'plain', text };
  }
  const isComposed = template.some((part) => typeof part !== 'string');
  return { kind: 'written', note: `the value of ${variable} ${isComposed ? COMPOSED : WRITTEN}` };
}

const REFUSED = 'is none for compose, which reads a variable behind each "${": put it into Infisical';
const COMPOSED = 'is put together of variables and text: put all of it into Infisical';
const WRITTEN = 'stands in the file: put it into Infisical';

function keyNamed(name: string): Reference {
  return { name, operator: '', operand: [] };
}

/** Without braces only a name in capitals is one for sure: passwords begin with `$`, too. */
function isKeyName({ name }: Reference, value: string | undefined): boolean {
  return isVariableName(name) && (value === undefined || value.startsWith('${') || /^[A-Z_][A-Z0-9_]*$/.test(name));
}

function readReference(variable: string, reference: Reference, words: KnownWords): ReadValue {
  const { name, operator, operand } = reference;
  if (operator.endsWith('+')) return { kind: 'written', note: `the value of ${variable} ${CONDITIONAL}` };
  if (!operator.endsWith('-')) return { kind: 'key', key: name };
  const text = plainDefault(operand);
  // That there is a value without any says nothing of what it is otherwise.
  const isKnown = text !== undefined && text !== '' && !namesCredentialBy(name);
  if (isKnown && isPlainValue(variable, text, words)) return { kind: 'plain', text };
  const what = text === '' ? 'nothing by default: put a value into Infisical, also an empty one' : NO_DEFAULT;
  return { kind: 'key', key: name, note: `${variable} has ${what}` };
}

const CONDITIONAL = 'depends on whether a variable is there: put the value that you want into Infisical';
const NO_DEFAULT = 'a default that is not repeated: put a value into Infisical';

/** `TOKEN_TTL` is about a token, and is none. */
function namesCredentialBy(name: string): boolean {
  return namesCredential(name) && !/_(?:TTL|FILE|PATH|DIR|EXPIRES_IN|TIMEOUT|ENABLED|SECURE|LENGTH)$/i.test(name);
}

function plainDefault(operand: Template): string | undefined {
  const whole = withDefaults(operand);
  return whole.every((part) => typeof part === 'string') ? whole.join('') : undefined;
}

/** Reads `environment`, as a list or as a map. */
export function variablesOf(
  environment: ComposeNode,
  words: KnownWords,
): ComposeVariables & { readonly findings: readonly Finding[] } {
  const keys: [string, string][] = [];
  const env: [string, string][] = [];
  const written: string[] = [];
  const infisical: string[] = [];
  const { assignments, findings } = assignmentsOf(environment);
  for (const { variable, value, place } of assignments) {
    if (INFISICAL.test(variable)) {
      infisical.push(variable);
      if (isClearCredential(variable, value)) findings.push(clearToken(place, variable));
      continue;
    }
    const read = readValue(variable, value, words);
    if (read.kind === 'key') keys.push([variable, read.key]);
    else if (read.kind === 'plain') env.push([variable, read.text]);
    else written.push(variable);
    if (value !== undefined && holdsClearToken(value)) findings.push(clearToken(place, variable));
    else if (read.kind !== 'plain' && read.note !== undefined) findings.push({ place, message: read.note });
  }
  return { keys: Object.fromEntries(keys), env: Object.fromEntries(env), written, infisical, findings };
}

function isClearCredential(variable: string, value: string | undefined): boolean {
  const text = textOf(withDefaults(templateOf(value ?? '') ?? [value ?? '']));
  return holdsClearToken(text) || (namesCredential(variable) && text !== '' && !/^\$\{?\w+\}?$/.test(text));
}

function assignmentsOf(environment: ComposeNode): { assignments: Assignment[]; findings: Finding[] } {
  const all: (Assignment | Finding)[] = environment.isList
    ? environment.items.map(readItem)
    : environment.entries.map(({ name, place, value }) =>
        value.isEmpty || value.raw !== undefined
          ? assignmentOf(name, value.raw, value.isEmpty ? place : value.place)
          : { place, message: 'a variable whose value is no text is left out: name the secret key that it takes' },
      );
  if (!environment.isEmpty && !environment.isList && !environment.isMap) {
    all.push({ place: environment.place, message: 'environment is neither a list nor a map: it is left out' });
  }
  const byVariable = new Map<string, Assignment>();
  for (const one of all) if ('variable' in one) byVariable.set(one.variable, one);
  return {
    assignments: [...byVariable.values()],
    findings: all.filter((one): one is Finding => 'message' in one),
  };
}

function readItem(item: ComposeNode): Assignment | Finding {
  const { raw, place } = item;
  if (raw === undefined) return unnamedFinding(place);
  const at = raw.indexOf('=');
  return at < 0 ? assignmentOf(raw, undefined, place) : assignmentOf(raw.slice(0, at), raw.slice(at + 1), place);
}

function assignmentOf(variable: string, value: string | undefined, place: ComposePlace): Assignment | Finding {
  // Settings of Java programs, as `discovery.type`, are no names for a shell.
  const isSetting = value !== undefined && isNameOfSecret(variable);
  return isVariableName(variable) || isSetting ? { variable, value, place } : unnamedFinding(place);
}

function unnamedFinding(place: ComposePlace): Finding {
  return { place, message: 'what stands in the place of a variable is not the name of one: write NAME, or NAME=value' };
}
