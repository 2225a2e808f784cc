import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { Agent, Dispatcher, EnvHttpProxyAgent, errors, Pool } from 'undici';
import { isLoopback, lookupLoopback } from './loopback';

/**
 * Connections by way of the proxies in HTTPS_PROXY, HTTP_PROXY and NO_PROXY, but to this machine without one, that
 * trust a private certificate authority too.
 *
 * @throws if the file holds no certificate, or a proxy is no URL
 */
export function dispatcherWith(caFile: string | undefined, env: NodeJS.ProcessEnv): Dispatcher {
  const ca = caFile === undefined ? undefined : authorities(caFile, env.NODE_EXTRA_CA_CERTS);
  const tls = ca === undefined ? {} : { ca };
  const own = new Agent({ connect: { ...tls, lookup: lookupLoopback } });
  const httpProxy = proxyIn(['http_proxy', 'HTTP_PROXY'], env);
  const httpsProxy = proxyIn(['https_proxy', 'HTTPS_PROXY'], env);
  const noProxy = env.no_proxy ?? env.NO_PROXY ?? '';
  const clientFactory = (origin: URL, options: object) => new ToProxy(origin, options);
  const proxies = { httpProxy, httpsProxy, noProxy, clientFactory, connect: tls, requestTls: tls, proxyTls: tls };
  return new ByHost(own, new EnvHttpProxyAgent(proxies));
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

/** To this machine directly: a proxy on another one would read what is sent, or has a loopback of its own. */
class ByHost extends Dispatcher {
  public constructor(
    private readonly own: Dispatcher,
    private readonly others: Dispatcher,
  ) {
    super();
  }

  public override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandlers): boolean {
    const { hostname } = new URL(String(options.origin));
    return (isLoopback(hostname) ? this.own : this.others).dispatch(options, handler);
  }

  public override async close(): Promise<void> {
    await Promise.all([this.own.close(), this.others.close()]);
  }

  public override async destroy(): Promise<void> {
    await Promise.all([this.own.destroy(), this.others.destroy()]);
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
