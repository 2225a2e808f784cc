import { type KeyKind, LARGEST } from '../../model/key-kind/key-kind';
import { kindPattern } from '../../model/key-kind/kind-pattern';
import { quotedName } from '../../text/key-name';
import type { SchemaApplication, SchemaVariable } from './applications';
import { variableComment } from './variable-comment';

/** What may stand behind a comma of `enum` between quotes, and means itself. */
const PLAIN = /^[\w.:/@+ -]*$/;

/** The variables for varlock, in the format @env-spec: https://varlock.dev/env-spec/reference/ */
export function envSchemaText({ name, variables }: SchemaApplication, made: string): string {
  const head = [
    `# ${made}`,
    `# The environment of ${name}.`,
    '# @defaultSensitive=true @defaultRequired=true',
    '# ---',
  ];
  return `${[head, ...variables.map(linesOf)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function linesOf(variable: SchemaVariable): string[] {
  const { name, kind, isSecret, isShown, isOptional } = variable;
  const told = `# ${variableComment(variable)}`;
  if (!/^[A-Za-z_]\w*$/.test(name)) return [told, `# The name ${quotedName(name)} is none that varlock knows.`];
  const decorators = [
    isOptional ? '@optional' : '@required',
    isSecret && !isShown && !isOpen(kind) ? '@sensitive={allowShortValue=true}' : '@sensitive=false',
    `@type=${typeOf(kind)}`,
  ];
  return [told, `# ${decorators.join(' ')}`, `${name}=`];
}

/**
 * Whether there is nothing to hide: varlock can hide no value of less than three characters, and refuses it where it is
 * sensitive. A kind that may have a longer one is hidden, whatever that costs, but one whose texts stand in files.
 */
function isOpen(kind: KeyKind | undefined): boolean {
  if (kind?.kind === 'integer') return (kind.min ?? -LARGEST) >= -9 && (kind.max ?? LARGEST) <= 99;
  return kind?.kind === 'oneOf' && kind.values.some(({ length }) => length < 3);
}

/** Varlock takes no number and no boolean for sensitive, and more spellings of them than programs do: all is text. */
function typeOf(kind: KeyKind | undefined): string {
  if (kind === undefined || kind.kind === 'json') return 'string';
  if (kind.kind === 'text') return `string(minLength=${kind.minLength ?? 1})`;
  if (kind.kind === 'oneOf' && kind.values.every((value) => PLAIN.test(value))) {
    return `enum(${kind.values.map((value) => `"${value}"`).join(', ')})`;
  }
  // Between quotes, which the pattern cannot end.
  return `string(matches=regex("${kindPattern(kind).replaceAll('"', '\\x22')}"))`;
}
