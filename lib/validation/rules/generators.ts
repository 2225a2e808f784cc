import { type Fields, fields, text } from '../../json/json';
import { infisicalOfKind } from '../../model/references';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

const DEFAULT_LENGTH = 24;
const DEFAULT_SYMBOLS = '~!@#$%^&*()_+`-={}|[]\\:"<>?,./';
const DIGITS = 10;
const LETTERS = 26;

/** Passwords that the operator makes. */
export const GENERATOR_RULES: readonly Rule[] = [
  {
    id: 'X12',
    severity: Severity.ERROR,
    title: 'A password of the wanted form exists',
    check: (app, report) => {
      for (const resource of infisicalOfKind(app, 'ClusterGenerator')) {
        const { passwordSpec } = fields(fields(resource.manifest.spec).generator);
        const problem = passwordSpec === undefined ? undefined : passwordProblem(fields(passwordSpec));
        if (problem) report(resource, `no password can be made: ${problem}`);
      }
    },
  },
];

function passwordProblem(spec: Fields): string | undefined {
  for (const field of ['length', 'digits', 'symbols']) {
    const value = spec[field];
    if (typeof value === 'number' && (!Number.isInteger(value) || value < 0)) {
      return `${field} is ${value}, write a whole number of at least 0`;
    }
  }
  const length = numberOr(spec.length, DEFAULT_LENGTH) || DEFAULT_LENGTH;
  const quarter = Math.floor(length / 4);
  const digits = numberOr(spec.digits, quarter);
  const symbols = numberOr(spec.symbols, quarter);
  if (digits + symbols > length) {
    return `${digits} digits and ${symbols} symbols are more than the length of ${length}, lower them`;
  }
  return spec.allowRepeat === true ? undefined : repetitionProblem(spec, { length, digits, symbols });
}

function repetitionProblem(
  spec: Fields,
  { length, digits, symbols }: { length: number; digits: number; symbols: number },
): string | undefined {
  const letters = length - digits - symbols;
  const symbolSet = new Set(text(spec.symbolCharacters) || DEFAULT_SYMBOLS).size;
  const letterSet = spec.noUpper === true ? LETTERS : 2 * LETTERS;
  const limits: [string, number, number][] = [
    ['digits', digits, DIGITS],
    ['symbols', symbols, symbolSet],
    ['letters', letters, letterSet],
  ];
  const over = limits.find(([, wanted, available]) => wanted > available);
  if (over === undefined) return undefined;
  const [what, wanted, available] = over;
  return `${wanted} ${what} cannot all differ, as there are ${available}: set allowRepeat: true, or lower the number`;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
