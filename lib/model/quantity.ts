import { shown } from '../text/shown';

/** An amount of cpu, memory or storage, as the API server reads it: exact, in billionths. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: 'decimal' | 'binary' | 'exponent';
}

const NANO = 9;
const MAX_BINARY = 2n ** 63n - 1n;
const EXPONENT = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 } as const;
const BITS = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 } as const;
/** Longer ones are no amounts, and take long to read. */
const LONGEST_TEXT = 5000;
/** Beyond that nobody can tell amounts apart, and neither can a cluster. */
const LARGEST_EXPONENT = 400;

/** Reads `512Mi`, `0.5` or `1e3`; what the API server reads, oddities included, and nothing else. */
export function quantityIn(raw: string | number): Quantity | undefined {
  const text = String(raw).trim();
  const match = /^([-+]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text);
  if (match === null || text === '' || text.length > LONGEST_TEXT) return undefined;
  const [, sign, whole, decimals = '', suffix] = match;
  const scale = scaleOf(suffix);
  const hasDigits = whole !== '' || decimals !== '';
  // It reads even "Mi", as nothing, but then its arithmetic ends.
  if (scale === undefined || (!hasDigits && scale.base === 2 && scale.exponent >= BITS.Pi)) return undefined;
  const nano = amount(BigInt(`0${whole}${decimals}`), decimals.length, scale);
  return { nano: sign === '-' ? -nano : nano, format: scale.format };
}

/** A quantity in thousandths, as that of a resource is stored: rounded up, away from nothing. */
export function inThousandths({ nano }: Quantity): bigint {
  return nano < 0n ? -dividedUp(-nano, 10n ** 6n) : dividedUp(nano, 10n ** 6n);
}

/** What is wrong with a text or a number as a quantity, if anything, and what to write instead. */
export function quantityProblem(raw: string | number): string | undefined {
  return quantityIn(raw) === undefined
    ? `is ${shown(raw)}, which is no quantity: ${remedyFor(String(raw))}`
    : undefined;
}

interface Scale {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: Quantity['format'];
}

function scaleOf(suffix: string): Scale | undefined {
  if (Object.hasOwn(EXPONENT, suffix)) {
    return { base: 10, exponent: EXPONENT[suffix as keyof typeof EXPONENT], format: 'decimal' };
  }
  if (Object.hasOwn(BITS, suffix)) {
    return { base: 2, exponent: BITS[suffix as keyof typeof BITS], format: 'binary' };
  }
  const [, exponent] = /^[eE]([-+]?\d{1,18})$/.exec(suffix) ?? [];
  if (exponent === undefined) return undefined;
  const bounded = Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, Number(exponent)));
  return { base: 10, exponent: bounded, format: 'exponent' };
}

function amount(digits: bigint, decimals: number, { base, exponent }: Scale): bigint {
  if (base === 10) return timesTen(digits, exponent + NANO - decimals);
  const exact = timesTen(digits << BigInt(exponent), NANO - decimals);
  const largest = MAX_BINARY * 10n ** BigInt(NANO);
  return exact > largest ? largest : exact;
}

function timesTen(digits: bigint, power: number): bigint {
  return power >= 0 ? digits * 10n ** BigInt(power) : dividedUp(digits, 10n ** BigInt(-power));
}

function dividedUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/** The unit that was meant, where that can be told: `1gb` is not known, `1G` and `1Gi` are. */
function remedyFor(text: string): string {
  const [, number, prefix] = /^\s*(\d+(?:\.\d+)?)\s*([kmgtpe])i?b?\s*$/i.exec(text) ?? [];
  if (number === undefined) return 'write a number with a unit, such as "250m", "512Mi" or "1.5"';
  const decimal = prefix.toLowerCase() === 'k' ? 'k' : prefix.toUpperCase();
  const binary = `${prefix.toUpperCase()}i`;
  return `write "${number}${binary}", or "${number}${decimal}" for powers of ten`;
}
