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

/** Whether an amount is written in powers of two, which Kubernetes keeps; empty for one in powers of ten. */
export function notationOf(amount: unknown): string {
  return BINARY.some((suffix) => scalarText(amount).endsWith(suffix)) ? ' in powers of two' : '';
}
