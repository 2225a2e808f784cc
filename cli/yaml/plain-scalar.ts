/** What a text without quotes stands for. */
export type PlainValue = string | number | bigint | boolean | null;

const NAMED = new Map<string, PlainValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

/** Whether it is a word that stands for something else than itself. */
export function isNamedValue(text: string): boolean {
  return NAMED.has(text);
}

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;
const MOST_UNSIGNED = 2n ** 64n - 1n;

/**
 * As go-yaml resolves it, through which kubectl and Argo CD read: the words of YAML 1.1 and octal numbers are there, but
 * neither numbers to the base of 60 nor dates. Integers come as bigint.
 */
export function plainValue(text: string): PlainValue {
  const named = NAMED.get(text);
  if (named !== undefined) return named;
  if (text.startsWith('.')) return finiteNumberIn(text.replaceAll(/(?<=[0-9])_(?=[0-9])/g, '')) ?? text;
  if (!/^[-+0-9]/.test(text)) return text;
  const plain = text.replaceAll('_', '');
  return integerIn(plain) ?? finiteNumberIn(plain) ?? text;
}

function integerIn(plain: string): bigint | undefined {
  // go-yaml cuts the prefix off and takes what is left, also if that begins with a sign.
  const [, sign, digits] = INTEGER.exec(plain.replace(/^0b([-+])/, '$10b')) ?? [];
  if (digits === undefined) return undefined;
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  if (sign === '-') return -size < LEAST ? undefined : -size;
  return size > (sign === '+' ? MOST : MOST_UNSIGNED) ? undefined : size;
}

function finiteNumberIn(plain: string): number | undefined {
  const value = FLOAT.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
