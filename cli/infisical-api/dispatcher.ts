import { rootCertificates } from 'node:tls';
import { Agent, Dispatcher, EnvHttpProxyAgent, errors, Pool } from 'undici';
import { textAt } from '../../lib/files/entry';
import { certificatesIn } from './certificates';
import type { HostPolicy } from './hosts';
import { isLoopback, lookupLoopback } from './loopback';
import { lookUpOnce } from './name-lookup';

/**
 * Connections by way of the proxies in HTTPS_PROXY, HTTP_PROXY and NO_PROXY, but to this machine without one, that
 * trust a private certificate authority too.
 *
 * @param caFile a file with authorities for all hosts
 * @param authorities PEM certificates by the origin that they are for, where no file is given
 * @throws if the file holds no certificate, or a proxy is no URL
 */
export function dispatcherWith(
  caFile: string | undefined,
  env: NodeJS.ProcessEnv,
  authorities: HostPolicy['authorities'] = new Map(),
): Dispatcher {
  if (caFile !== undefined) return directOrProxied(trustedAuthorities(certificatesOf(caFile), env), env);
  const own = new Map(
    [...authorities].map(([origin, ca]) => [origin, directOrProxied(trustedAuthorities(ca, env), env)]),
  );
  const others = directOrProxied(undefined, env);
  // A private authority vouches for its own host, and for no other.
  return new Choice([...own.values(), others], ({ origin }) => own.get(origin) ?? others);
}

function directOrProxied(ca: string[] | undefined, env: NodeJS.ProcessEnv): Dispatcher {
  const authorities = ca === undefined ? {} : { ca };
  const own = new Agent({ connect: { ...authorities, lookup: lookupLoopback } });
  const httpProxy = proxyIn(['http_proxy', 'HTTP_PROXY'], env);
  const httpsProxy = proxyIn(['https_proxy', 'HTTPS_PROXY'], env);
  const noProxy = env.no_proxy ?? env.NO_PROXY ?? '';
  const clientFactory = (origin: URL, options: object) => new ToProxy(origin, options);
  const tls = { ...authorities, lookup: lookUpOnce };
  const proxies = { httpProxy, httpsProxy, noProxy, clientFactory, connect: tls, requestTls: tls, proxyTls: tls };
  const others = new EnvHttpProxyAgent(proxies);
  // To this machine directly: a proxy on another one would read what is sent, or has a loopback of its own.
  return new Choice([own, others], ({ hostname }) => (isLoopback(hostname) ? own : others));
}

/** The agent asks a proxy that hangs up again and again, thousands of times a second, unless the error has another code. */
class ToProxy extends Pool {
  public override connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    return super.connect(options).catch((error: unknown) => {
      if (!(error instanceof errors.SocketError)) throw error;
      throw Object.assign(new Error('the proxy hung up'), { code: 'ECONNRESET' });
    });
  }
}

/** Several dispatchers, of which each request takes one. */
class Choice extends Dispatcher {
  public constructor(
    private readonly all: readonly Dispatcher[],
    private readonly chosen: (url: URL) => Dispatcher,
  ) {
    super();
  }

  public override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandlers): boolean {
    return this.chosen(new URL(String(options.origin))).dispatch(options, handler);
  }

  public override async close(): Promise<void> {
    await Promise.all(this.all.map((one) => one.close()));
  }

  public override async destroy(): Promise<void> {
    await Promise.all(this.all.map((one) => one.destroy()));
  }
}

/** A proxy may be written with a password, so that nothing of it is repeated. */
function proxyIn(variables: readonly string[], env: NodeJS.ProcessEnv): string {
  const variable = variables.find((name) => env[name]) ?? '';
  const url = env[variable] ?? '';
  if (url === '') return '';
  if (!isProxy(url)) throw new Error(`${variable} is not the URL of a proxy: write http://<host>:<port>`);
  return url;
}

function isProxy(text: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(text);
    decodeURIComponent(username + password);
    return /^https?:$/.test(protocol) && hostname !== '';
  } catch {
    return false;
  }
}

/** Given authorities replace all others: these stay. */
function trustedAuthorities(own: readonly string[], { NODE_EXTRA_CA_CERTS: extra }: NodeJS.ProcessEnv): string[] {
  return [...rootCertificates, ...(certificatesIn(extra ? textAt(extra) : '') ?? []), ...own];
}

function certificatesOf(caFile: string): string[] {
  const own = certificatesIn(textAt(caFile));
  if (own === undefined)
    throw new Error(`--ca-file ${caFile}: there is no PEM certificate in it, or it cannot be read`);
  return own;
}
