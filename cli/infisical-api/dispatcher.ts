import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';

/**
 * Connections by way of the proxies in HTTPS_PROXY, HTTP_PROXY and NO_PROXY, that trust a private certificate authority
 * too.
 *
 * @throws if the file holds no certificate
 */
export function dispatcherWith(caFile: string | undefined, env: NodeJS.ProcessEnv): Dispatcher {
  const ca = caFile === undefined ? undefined : authorities(caFile, env.NODE_EXTRA_CA_CERTS);
  const tls = ca === undefined ? {} : { connect: { ca }, requestTls: { ca }, proxyTls: { ca } };
  return new EnvHttpProxyAgent(tls);
}

/** Given authorities replace all others: these stay. */
function authorities(caFile: string, extra: string | undefined): string[] {
  const own = certificates(caFile);
  if (own === undefined)
    throw new Error(`--ca-file ${caFile}: there is no PEM certificate in it, or it cannot be read`);
  return [...rootCertificates, ...((extra ? certificates(extra) : undefined) ?? []), ...own];
}

function certificates(file: string): string[] | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? undefined;
  } catch {
    return undefined;
  }
}
