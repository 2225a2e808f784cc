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
  if (prefix > (isIpv6 ? 128 : 32)) return undefined;
  // Of an IPv4 address in the form of IPv6 the first bits are always the same.
  const own = isIpv6 && address.family === 'IPv4' ? Math.max(0, prefix - 96) : prefix;
  const free = BigInt((address.family === 'IPv4' ? 32 : 128) - own);
  return { start: (address.number >> free) << free, family: address.family, prefix, free };
}
