import { escapeCodeUnits } from '../../lib/text/code-units';

/** Something that Terraform works out: `infisical_project.shop.id`. Never made of a text of others. */
export class Expression {
  public constructor(public readonly text: string) {}
}

export type TerraformValue =
  | string
  | number
  | boolean
  | null
  | Expression
  | readonly TerraformValue[]
  | { readonly [name: string]: TerraformValue | undefined };

/** The name of what no Terraform reads. */
export const COMMENT = '//';

/** Terraform in JSON, in which a text is nothing but that text, and nothing can be obeyed by a terminal or a CI. */
export function terraformJson(value: TerraformValue): string {
  const json = JSON.stringify(written(value), null, 2);
  return `${json.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]|##(?=\w*\[)/gu, escapeCodeUnits)}\n`;
}

function written(value: TerraformValue): unknown {
  if (typeof value === 'string') return withoutTemplates(value);
  if (value instanceof Expression) return `\${${value.text}}`;
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(fields.map(([name, one]) => [name, name === COMMENT ? one : written(one ?? null)]));
}

/**
 * Every string is a template: `$${` is a way to write `${`. Of several signs before a brace that would be some of them and the
 * beginning of a template, behind a carriage return no template would begin, and a byte order mark at the beginning would
 * be nothing: Terraform works these out.
 */
function withoutTemplates(text: string): string {
  return text
    .replaceAll(/[$%]+(?=\{)/g, (signs) => (signs.length === 1 ? signs + signs : workedOut(signs)))
    .replaceAll(/^\ufeff+|\r/g, workedOut);
}

function workedOut(text: string): string {
  const escapes = escapeCodeUnits(text);
  return `\${"${escapes}"}`;
}

/** A text within an expression, of letters that need no escape. */
export function plainTextIn(text: string): string {
  if (!/^[\w./ -]*$/.test(text)) throw new Error(`no text of an expression: ${JSON.stringify(text)}`);
  return `"${text}"`;
}
