const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const MOST = 2n ** 63n;

/** Whether Go reads a text as a duration: `1h30m`, `-1.5s`, `0`. */
export function isGoDuration(text: string): boolean {
  const [, sign, whole] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (whole === '0') return true;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(whole ?? '')) return false;
  let sum = 0n;
  for (const [, number, decimals = '', unit] of (whole ?? '').matchAll(/(\d*)(?:\.(\d*))?([a-zµμ]+)/g)) {
    if (BigInt(`0${number}`) >= MOST) return false;
    sum += (BigInt(`0${number}${decimals}`) * UNITS[unit ?? '']) / 10n ** BigInt(decimals.length);
  }
  return sum < MOST || (sign === '-' && sum === MOST);
}
