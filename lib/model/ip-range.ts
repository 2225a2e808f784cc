import { type IpAddress, ipAddressIn, ipAddressProblem } from './ip-address';
import { isKubernetes } from './kubernetes-version';

/** A range of IP addresses, `10.0.0.0/8`. */
interface IpRange {
  readonly start: bigint;
  readonly family: IpAddress['family'];
  /** How many bits all its addresses have in common. */
  readonly prefix: number;
  /** How many bits follow. */
  readonly free: bigint;
}

/** What IPv4 addresses in the form of IPv6 start with: `::ffff:0:0`. */
const MAPPED = 0xffffn << 32n;

/** What is wrong with a range of IP addresses (CIDR), if anything; up to Kubernetes 1.35 more was allowed. */
export function ipRangeProblem(range: string, version?: string): string | undefined {
  const read = ipRangeIn(range);
  if (read === undefined) return 'must be a range of IP addresses, such as 10.9.8.0/24 or 2001:db8::/64';
  if (!isKubernetes(version, '1.36')) return undefined;
  const [address, prefix] = range.split('/');
  if (/^0\d/.test(prefix)) return 'must not have a length that starts with zeros';
  const own = ipAddressIn(address);
  return (
    ipAddressProblem(address, version) ??
    (own?.number === read.start ? undefined : `must not have more than its first ${read.prefix} bits set`)
  );
}

/** Whether a range is a part of another one, and not all of it. Of what is no range nothing is known. */
export function isPartOf(part: string, whole: string): boolean | undefined {
  const [inner, outer] = [ipRangeIn(part), ipRangeIn(whole)];
  if (inner === undefined || outer === undefined) return undefined;
  if (inner.family !== outer.family || outer.prefix >= inner.prefix) return false;
  return inner.start >> outer.free === outer.start >> outer.free;
}

function ipRangeIn(range: string): IpRange | undefined {
  const [, text, length] = /^([^/]+)\/(\d+)$/.exec(range) ?? [];
  const address = text === undefined ? undefined : ipAddressIn(text);
  if (address === undefined) return undefined;
  const prefix = Number(length);
  const isIpv6 = text.includes(':');
  const bits = isIpv6 ? 128 : 32;
  if (prefix > bits) return undefined;
  const free = BigInt(bits - prefix);
  const whole = isIpv6 && address.family === 'IPv4' ? MAPPED + address.number : address.number;
  const start = (whole >> free) << free;
  // In the form of IPv6 it is of IPv4 only where all that says so is common to its addresses.
  const isMapped = isIpv6 && start >> 32n === MAPPED >> 32n;
  return { start: isMapped ? start - MAPPED : start, family: isMapped || !isIpv6 ? 'IPv4' : 'IPv6', prefix, free };
}
