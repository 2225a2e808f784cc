import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/**
 * How long glibc waits for a DNS server, and how often it asks: by itself 5 s, twice, for each of them (resolv.conf(5)). A
 * lookup cannot be called off, and the process does not end before it.
 */
const RESOLVER = 'timeout:1 attempts:2';

/** Has a DNS server that never answers be given up soon: whoever wants to wait longer has said so. */
export function setLookupLimits(env: NodeJS.ProcessEnv): void {
  env.RES_OPTIONS ??= RESOLVER;
}

const underway = new Map<string, Promise<LookupAddress[]>>();

/**
 * Looks up a name once for all who wait for it: Node looks up two at a time, and a name that many ask for would be
 * waited for again and again.
 */
export function lookUpOnce(hostname: string, options: LookupOptions, found: Found): void {
  const { all, ...others } = options;
  addressesOf(hostname, others).then(
    (addresses) => {
      if (all) found(null, addresses);
      else found(null, addresses[0].address, addresses[0].family);
    },
    (error: NodeJS.ErrnoException) => found(error, []),
  );
}

function addressesOf(hostname: string, options: LookupOptions): Promise<LookupAddress[]> {
  const id = JSON.stringify([hostname, options.family, options.hints]);
  const known = underway.get(id);
  if (known !== undefined) return known;
  const addresses = new Promise<LookupAddress[]>((resolve, reject) => {
    lookup(hostname, { ...options, all: true }, (error, all) => {
      underway.delete(id);
      if (error) reject(error);
      else resolve(all);
    });
  });
  underway.set(id, addresses);
  return addresses;
}
