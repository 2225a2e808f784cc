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
  return nanosecondsOf(text) !== undefined;
}

/** The seconds of a text that Go reads as a duration; undefined where it is none. */
export function goSeconds(text: string): number | undefined {
  const nanoseconds = nanosecondsOf(text);
  return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e9;
}

function nanosecondsOf(text: string): bigint | undefined {
  const [, sign, whole = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (whole === '0') return 0n;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(whole)) return undefined;
  let sum = 0n;
  for (const [, number, decimals = '', unit] of whole.matchAll(/(\d*)(?:\.(\d*))?([a-zµμ]+)/g)) {
    if (BigInt(`0${number}`) >= MOST) return undefined;
    sum += (BigInt(`0${number}${decimals}`) * UNITS[unit ?? '']) / 10n ** BigInt(decimals.length);
  }
  if (sign === '-') return sum <= MOST ? -sum : undefined;
  return sum < MOST ? sum : undefined;
}
