import { isKubernetes } from './kubernetes-version';

/**
 * What is wrong with the IP address of a field that has been there for long (of a host, a Service, an Ingress), if
 * anything. Up to Kubernetes 1.35 its parts may start with zeros, and it may be of IPv4 in the form of IPv6.
 */
export function ipAddressProblem(address: string, kubernetesVersion?: string): string | undefined {
  const isIpv4 = isIpv4Address(address);
  if (!isIpv4 && wordsOfIpv6(address) === undefined) return 'must be an IP address, such as 10.9.8.7 or 2001:db8::ffff';
  if (!isKubernetes(kubernetesVersion, '1.36')) return undefined;
  if (address.split(/[.:]/).some((part) => part.length > 4) || /(^|[.:])0\d+($|\.)/.test(address)) {
    return 'must not have parts that start with zeros';
  }
  return isIpv4 || !isMapped(wordsOfIpv6(address) ?? [])
    ? undefined
    : 'must not be an IPv4 address in the form of IPv6';
}

/** An IP address as a number; one of IPv4 in the form of IPv6 is one of IPv4. */
export interface IpAddress {
  readonly family: 'IPv4' | 'IPv6';
  readonly number: bigint;
}

export function ipAddressIn(address: string): IpAddress | undefined {
  if (isIpv4Address(address)) return { family: 'IPv4', number: joinedNumber(address.split('.').map(Number), 8n) };
  const words = wordsOfIpv6(address);
  if (words === undefined) return undefined;
  return isMapped(words)
    ? { family: 'IPv4', number: joinedNumber(words.slice(6), 16n) }
    : { family: 'IPv6', number: joinedNumber(words, 16n) };
}

function joinedNumber(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((whole, part) => (whole << bits) + BigInt(part), 0n);
}

function isIpv4Address(address: string): boolean {
  const parts = address.split('.');
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255);
}

/** The eight numbers of an IPv6 address; undefined if it is none. */
function wordsOfIpv6(address: string): readonly number[] | undefined {
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [wordsIn(halves[0], halves.length === 1), wordsIn(halves[1] ?? '', true)];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : undefined;
  return missing > 0 ? [...head, ...Array<number>(missing).fill(0), ...tail] : undefined;
}

/** Only the last part of all may have the form of IPv4. */
function wordsIn(half: string, isLast: boolean): readonly number[] | undefined {
  if (half === '') return [];
  const parts = half.split(':');
  const words = parts.flatMap((part, i): readonly (number | undefined)[] => {
    if (/^0*[0-9a-f]{1,4}$/i.test(part)) return [Number.parseInt(part, 16)];
    if (!isLast || i < parts.length - 1 || !isIpv4Address(part)) return [undefined];
    const [a, b, c, d] = part.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
  return words.every((word) => word !== undefined) ? words : undefined;
}

function isMapped(words: readonly number[]): boolean {
  return words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff;
}
