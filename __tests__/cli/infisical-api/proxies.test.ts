import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dispatcherWith } from '../../../cli/infisical-api/dispatcher';
import { selfSigned } from '../infisical-double/certificate';
import { type Double, startDouble } from '../infisical-double/double';
import { failureAt, keysAt, WORLD } from './asking';

const NAME = 'secrets.example.test';
const KEYS = [{ environment: 'prod', path: '/api', imported: false, keys: ['PORT'] }];

const authority = selfSigned(NAME);
const folder = mkdtempSync(join(tmpdir(), 'proxies-'));
const caFile = join(folder, 'ca.pem');
const seen: string[] = [];
let refusal: string | undefined;
let proxy: Server;
let proxyUrl: string;
let plain: Double;
let secure: Double;

beforeAll(async () => {
  writeFileSync(caFile, authority.cert);
  proxy = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('{}');
  }).on('connect', (request, client) => {
    seen.push(`CONNECT ${request.url}`);
    if (refusal === '') {
      client.destroy();
      return;
    }
    if (refusal !== undefined) {
      client.end(`HTTP/1.1 ${refusal}\r\nx-canary: canary\r\n\r\n`);
      return;
    }
    // Whatever the name: it leads to this machine.
    const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [upstream, client]) socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  proxyUrl = `http://user:canary@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  plain = await startDouble({ world: WORLD });
  secure = await startDouble({ world: WORLD, tls: authority });
});

beforeEach(() => {
  seen.length = 0;
  refusal = undefined;
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  proxy.closeAllConnections();
  proxy.close();
  await Promise.all([plain.close(), secure.close()]);
});

const port = ({ url }: Double) => new URL(url).port;
const named = () => `https://${NAME}:${port(secure)}`;

describe('to this machine nothing goes through a proxy', () => {
  test.each(['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])(
    'of %s',
    async (variable) => {
      for (const host of [plain.url, `http://localhost:${port(plain)}`, `http://127.1:${port(plain)}`]) {
        expect(await keysAt(host, { env: { [variable]: proxyUrl } })).toEqual(KEYS);
      }
      expect(await keysAt(secure.url, { env: { [variable]: proxyUrl }, caFile })).toEqual(KEYS);
      expect(seen).toEqual([]);
    },
  );
});

describe('to another machine', () => {
  test('https goes through a tunnel of the proxy', async () => {
    expect(await keysAt(named(), { env: { HTTPS_PROXY: proxyUrl }, caFile })).toEqual(KEYS);
    expect(new Set(seen)).toEqual(new Set([`CONNECT ${NAME}:${port(secure)}`]));
  });

  test('it does not where NO_PROXY names it', async () => {
    const env = { HTTPS_PROXY: proxyUrl, NO_PROXY: '.example.test' };
    expect(await failureAt(named(), { env, caFile })).toMatch(/cannot be reached/);
    expect(seen).toEqual([]);
  });

  test.each(['http://secrets.example.test', 'http://169.254.169.254'])(
    '%s is not sent to the proxy either',
    async (host) => {
      expect(await failureAt(host, { env: { HTTP_PROXY: proxyUrl } })).toMatch(/is plain http/);
      expect(seen).toEqual([]);
    },
  );
});

describe('the address of a proxy, which may hold a password, is never repeated', () => {
  test.each([
    ['407 Proxy Authentication Required', 'the proxy wants a user and a password'],
    ['403 Forbidden', 'the proxy refuses the connection (403)'],
    ['502 Bad Gateway', 'the proxy refuses the connection (502)'],
  ])('where it answers %s', async (status, message) => {
    refusal = status;
    expect(await failureAt(named(), { env: { HTTPS_PROXY: proxyUrl }, caFile })).toBe(
      `${named()} cannot be reached: ${message}`,
    );
  });

  test('where it hangs up: it is asked once', async () => {
    refusal = '';
    expect(await failureAt(named(), { env: { HTTPS_PROXY: proxyUrl }, caFile })).toBe(
      `${named()} cannot be reached: the connection broke`,
    );
    expect(seen).toHaveLength(1);
  });

  test('where nothing listens', async () => {
    const env = { HTTPS_PROXY: 'http://user:canary@127.0.0.1:1' };
    expect(await failureAt(named(), { env, caFile })).toBe(`${named()} cannot be reached: nothing listens there`);
  });

  test.each([
    '://',
    'canary',
    'http://',
    'canary:canary@proxy',
    'socks5://canary@proxy:1080',
    'http://user:%zzcanary@proxy',
    'http://user:canary@proxy:port',
    'file:///canary',
  ])('where it is none: %s', (url) => {
    expect(() => dispatcherWith(undefined, { https_proxy: url })).toThrow(
      new Error('https_proxy is not the URL of a proxy: write http://<host>:<port>'),
    );
  });

  test('an empty one counts as none', async () => {
    expect(await keysAt(plain.url, { env: { HTTP_PROXY: '', HTTPS_PROXY: '' } })).toEqual(KEYS);
  });
});
