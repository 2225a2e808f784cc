import type { FoundInInput } from '../../../cli/findings/input-findings';
import { inputFinding } from '../../../cli/findings/input-findings';
import { Field } from '../../../lib/model/field';
import { RULES } from '../../../lib/validation/rules';

/** The rules that may tell of something where nothing stands, besides those that say so themselves. */
const OF_ABSENCE: ReadonlySet<string> = new Set([
  ...RULES.filter(({ tellsOfAbsence }) => tellsOfAbsence).map(({ id }) => id),
  ...['A6', 'A8', 'T5', 'W2', 'W6', 'W7', 'X19', 'X23', 'X37', 'X38'],
]);

/** What is wrong with the place of a finding in a text; undefined where it is told where it stands. */
export function misplacement(found: FoundInInput, text: string): string | undefined {
  const { line, column, rule, message, at = '' } = inputFinding(found);
  const rest = (text.split('\n')[line - 1] ?? '').slice(column - 1);
  const wrong = (why: string) => `${rule} ${at} at ${line}:${column} (${rest.slice(0, 60)}): ${why}: ${message}`;
  const path = found.finding.at;
  const whole = Field.of(found.read.manifest);
  const { raw } = whole.at(...path);
  if (rest === '') return wrong('there is nothing');
  if (raw !== undefined) return standsAt(rest, path.at(-1), raw, message) ? undefined : wrong('it stands elsewhere');
  if (!OF_ABSENCE.has(String(rule))) return wrong('nothing stands at its place');
  const above = path.findLastIndex((_, index) => whole.at(...path.slice(0, index)).raw !== undefined);
  const holder = path.slice(0, above);
  return standsAt(rest, holder.at(-1), whole.at(...holder).raw, message)
    ? undefined
    : wrong('it is not where it belongs');
}

/** Whether a text begins with a value, or with the key of it. */
function standsAt(rest: string, key: string | number | undefined, value: unknown, message: string): boolean {
  const isKey = typeof key === 'string' && [key, JSON.stringify(key), `'${key}'`].some((one) => beginsWith(rest, one));
  if (isKey) return true;
  if (/^[*&]/.test(rest)) return true;
  if (typeof value === 'object' && value !== null)
    return key === undefined || typeof key === 'number' || /^[[{]/.test(rest);
  const text = String(value);
  if ([text, JSON.stringify(value), `'${text.replaceAll("'", "''")}'`].some((one) => rest.startsWith(one))) return true;
  // A text of several lines whose lines are no lines of the file: where the text begins.
  if (/^>[-+]?\d?$/.test(rest)) return true;
  const [first = ''] = text.split('\n');
  if (
    text.includes('\n') &&
    [`"${JSON.stringify(first).slice(1, -1)}`, `'${first}`].some((one) => rest.startsWith(one))
  )
    return true;
  // Others: the line of which the message speaks.
  const quoted = (message.match(/"(?:[^"\\]|\\.)*"/g) ?? []).map((one) => JSON.parse(one) as string);
  return text.includes('\n') && (quoted.some((one) => rest.startsWith(one)) || text.includes(rest));
}

function beginsWith(rest: string, key: string): boolean {
  return rest.startsWith(key) && /^\s*:/.test(rest.slice(key.length));
}
