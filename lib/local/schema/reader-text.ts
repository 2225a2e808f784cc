import type { KeyKind } from '../../model/key-kind/key-kind';
import { kindPattern } from '../../model/key-kind/kind-pattern';
import { kindText } from '../../model/key-kind/kind-text';
import { escapeCodeUnits } from '../../text/code-units';
import type { SchemaApplication, SchemaVariable } from './applications';
import { variableComment } from './variable-comment';

/** A module of TypeScript that reads the environment: no dependency, no value in what it says, all that is wrong at once. */
export function readerText({ name, variables }: SchemaApplication, made: string): string {
  return `// ${made}

/** What ${name} finds in its environment. */
export interface Env {
${variables.map(memberLines).join('\n')}
}

declare const process: { readonly env: Variables };

type Variables = { readonly [name: string]: string | undefined };

/**
 * The environment as typed values.
 *
 * @throws one error that names each variable that is missing or of another kind, and no value
 */
export function readEnv(variables: Variables = process.env): Env {
  const problems: string[] = [];
  const read = <T>(name: string, kind: string, form: RegExp, typed: (text: string) => T, isOptional = false): T => {
    const text = Object.prototype.hasOwnProperty.call(variables, name) ? variables[name] : undefined;
    try {
      if (text !== undefined && form.test(text)) return typed(text);
    } catch {
      // What it says has a part of the value.
    }
    if (text !== undefined) problems.push(\`\${name} is not \${kind}\`);
    else if (!isOptional) problems.push(\`\${name} is missing: \${kind}\`);
    return undefined as unknown as T;
  };
  const env: Env = {
${variables.map(entryLine).join('\n')}
  };
  if (problems.length > 0) throw new Error(\`The environment is not as ${templateText(name)} needs it:\\n  \${problems.join('\\n  ')}\`);
  return env;
}
`;
}

function memberLines(variable: SchemaVariable): string {
  const type = `${typeOf(variable.kind)}${variable.isOptional ? ' | undefined' : ''}`;
  return `  /** ${commentText(variableComment(variable))} */\n  readonly ${propertyName(variable.name)}: ${type};`;
}

function entryLine({ name, kind, isOptional }: SchemaVariable): string {
  const told = kind === undefined ? 'text' : kindText(kind);
  const form = kind === undefined ? '/^/u' : `/${kindPattern(kind).replaceAll(/(?<!\\)\//g, '\\/')}/u`;
  const args = [literal(name), literal(told), form, typedBy(kind), ...(isOptional ? ['true'] : [])];
  return `    ${propertyName(name)}: read(${args.join(', ')}),`;
}

function typeOf(kind: KeyKind | undefined): string {
  switch (kind?.kind) {
    case 'integer':
    case 'port':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'oneOf':
      return kind.values.map(literal).join(' | ');
    case 'json':
      return 'unknown';
    default:
      return 'string';
  }
}

function typedBy(kind: KeyKind | undefined): string {
  switch (kind?.kind) {
    case 'integer':
    case 'port':
      return 'Number';
    case 'boolean':
      return "(text) => text === 'true'";
    case 'oneOf':
      return `(text) => text as ${kind.values.map(literal).join(' | ')}`;
    case 'json':
      return '(text): unknown => JSON.parse(text)';
    default:
      return '(text) => text';
  }
}

/** What nobody sees in a review, or sees in another place than it stands. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

function literal(text: string): string {
  return JSON.stringify(text).replaceAll(UNSEEN, escapeCodeUnits);
}

/** A name without quotes, where it can stand so; one of them would set the prototype. */
function propertyName(name: string): string {
  if (name === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

function commentText(text: string): string {
  return text.replaceAll('*/', '*\\/').replaceAll(UNSEEN, escapeCodeUnits);
}

function templateText(text: string): string {
  return literal(text).slice(1, -1).replaceAll(/[`$]/g, '\\$&');
}
