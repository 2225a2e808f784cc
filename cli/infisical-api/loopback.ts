import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP } from 'node:net';

/** Whether a host, as a URL spells it, is this machine: by its address, or by the one name that has to be. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
}

/** Why nothing may be sent to a URL; undefined if it may. */
export function plainHttpProblem(url: URL): string | undefined {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return undefined;
  return 'is plain http, over which everybody on the way reads the credential';
}

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** Looks up a name that has to be this machine: a hosts file or a DNS server may say otherwise. */
export function lookupLoopback(hostname: string, options: LookupOptions, found: Found): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, []);
    const own = addresses.filter(({ address }) => address === '::1' || address.startsWith('127.'));
    if (own.length === 0) return found(Object.assign(new Error('no loopback address'), { code: 'NOT_LOOPBACK' }), []);
    if (options.all) found(null, own);
    else found(null, own[0].address, own[0].family);
  });
}
