const NUMBER_OF_GO = /^[-+]?(?:0[xob][\da-f_]+|\d[\d_]*(?:\.[\d_]*)?)$/i;

/**
 * A scalar as compose writes it where a text belongs: it reads a plain one as a number or a switch first, so `1.50` is 1.5,
 * `012` is 10 and `True` is true.
 *
 * @param plain what stands in the file; undefined where it is in quotes
 */
export function scalarText(value: unknown, plain: string | undefined): string {
  if (plain === undefined || (typeof value === 'string' && !NUMBER_OF_GO.test(plain))) return String(value);
  if (typeof value === 'boolean') return String(value);
  const digits = plain.replaceAll('_', '');
  return wholeText(digits) ?? numberText(Number(typeof value === 'string' ? digits : value));
}

function wholeText(digits: string): string | undefined {
  const [, sign = '', amount] = /^([-+]?)(\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.exec(digits) ?? [];
  if (amount === undefined) return undefined;
  // A nought in front makes an octal number where each digit is one.
  const number = BigInt(/^0[0-7]+$/.test(amount) ? `0o${amount}` : amount);
  return String(sign === '-' ? -number : number);
}

/** As Go writes a number with a point. */
function numberText(number: number): string {
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? '+Inf' : '-Inf';
  const [digits, power] = number.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(number);
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
