import { scalarText } from '../../lib/json/scalar';

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
/** Powers of ten, in thousandths. */
const DECIMAL: ReadonlyMap<string, number> = new Map(
  Object.entries({ m: 0, '': 3, k: 6, M: 9, G: 12, T: 15, P: 18, E: 21 }),
);

/** The amount in thousandths, so that equal amounts have equal texts; as it was if it is no amount. */
export function asThousandths(amount: unknown): unknown {
  const [, digits, fraction = '', suffix] = /^(\d+)(?:\.(\d*))?([A-Za-z]*)$/.exec(scalarText(amount)) ?? [];
  if (digits === undefined) return amount;
  const power = BINARY.indexOf(suffix);
  const decimals = DECIMAL.get(suffix);
  if (power < 0 && decimals === undefined) return amount;
  const unit = decimals === undefined ? 1_000n * 1024n ** BigInt(power + 1) : 10n ** BigInt(decimals);
  const scaled = BigInt(digits + fraction) * unit;
  const divisor = 10n ** BigInt(fraction.length);
  return scaled % divisor === 0n ? `${scaled / divisor}m` : amount;
}

/**
 * The amount in one notation, as short as it goes, so that equal amounts have equal texts; as it was if it is no amount.
 *
 * @param keepsBase whether powers of ten stay such: the API server writes `1024Mi` as `1Gi`, but `1073741824` as it is
 */
export function asShortAmount(amount: unknown, keepsBase: boolean): unknown {
  const thousandths = asThousandths(amount);
  if (typeof thousandths !== 'string' || !/^\d+m$/.test(thousandths)) return amount;
  const all = BigInt(thousandths.slice(0, -1));
  if (all % 1_000n !== 0n) return thousandths;
  const isBinary = BINARY.some((suffix) => scalarText(amount).endsWith(suffix));
  const whole = all / 1_000n;
  const inTwos = isBinary || !keepsBase ? withSuffix(whole, 1_024n, BINARY) : undefined;
  return inTwos ?? (isBinary ? undefined : withSuffix(whole, 1_000n, THOUSANDS)) ?? `${whole}`;
}

const THOUSANDS = ['k', 'M', 'G', 'T', 'P', 'E'];

function withSuffix(whole: bigint, base: bigint, suffixes: readonly string[]): string | undefined {
  let [rest, power] = [whole, 0];
  while (rest !== 0n && rest % base === 0n && power < suffixes.length) {
    rest /= base;
    power++;
  }
  return power === 0 ? undefined : `${rest}${suffixes[power - 1]}`;
}
