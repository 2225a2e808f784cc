import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookupLoopback } from '../../../cli/infisical-api/loopback';
import { selfSigned } from '../infisical-double/certificate';
import { type Double, type DoubleOptions, startDouble } from '../infisical-double/double';
import { ERRORS, type ErrorRow } from '../infisical-double/error-rows';
import type { Faults } from '../infisical-double/faults';
import { failureAt, keysAt, WORLD } from './asking';
import { FastClock } from './fast-clock';

let infisical: Double;
const start = async (options: DoubleOptions) => {
  infisical = await startDouble({ world: WORLD, ...options });
};
afterEach(() => infisical.close());

const listing =
  (row: ErrorRow, times = Number.POSITIVE_INFINITY): Faults =>
  ({ path, time }) =>
    path === '/api/v4/secrets' && time <= times ? { fault: 'error', row } : undefined;
const limited = (seconds: number): ErrorRow => ({ ...ERRORS.rateLimited, headers: { 'retry-after': String(seconds) } });
const asked = () => infisical.to('/api/v4/secrets').length;

describe('--retries', () => {
  test.each([0, 1, 3, 20])('%d are the tries after a 429, and no more', async (retries) => {
    await start({ faults: listing(limited(1)) });
    const message = await failureAt(infisical.url, { retries });
    expect(asked()).toBe(retries + 1);
    expect(message).toContain('lets nobody ask that often');
  });

  test('count all that goes wrong with a request', async () => {
    const faults: Faults = ({ path, time }) =>
      path === '/api/v4/secrets' ? { fault: 'error', row: time % 2 ? limited(1) : ERRORS.internal } : undefined;
    await start({ faults });
    await failureAt(infisical.url, { retries: 3 });
    expect(asked()).toBe(4);
  });
});

describe('--deadline', () => {
  test.each<[string, ErrorRow]>([
    ['a Retry-After of an hour', limited(3_600)],
    ['an hour in the message', { ...ERRORS.rateLimited, message: 'Please try again in 3600 seconds' }],
    ['a date', { ...ERRORS.unavailable, headers: { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() } }],
    ['more than a number holds', { ...ERRORS.unavailable, headers: { 'retry-after': '999999' } }],
  ])('does not wait for %s', async (_, row) => {
    await start({ faults: listing(row) });
    const clock = new FastClock();
    const message = await failureAt(infisical.url, { retries: 4, clock });
    expect(message).toMatch(/; waiting \d+ s for another try is longer than --deadline allows$/);
    expect({ asked: asked(), waited: clock.waited }).toEqual({ asked: 1, waited: 0 });
  });

  test('is for all tries and waits together, the login included', async () => {
    const row = { ...ERRORS.unavailable, headers: { 'retry-after': '40' } };
    await start({
      faults: ({ path, time }) => (!path.includes('/secrets') && time > 2 ? undefined : { fault: 'error', row }),
    });
    const clock = new FastClock();
    await failureAt(infisical.url, { retries: 20, deadlineSeconds: 100, clock });
    expect(clock.waited).toBeLessThan(100_000);
    expect(infisical.requests.length).toBeLessThan(8);
  });

  test('ends an answer that is too slow', async () => {
    await start({ faults: ({ path }) => (path === '/api/v4/secrets' ? { fault: 'slow' } : undefined) });
    expect(await failureAt(infisical.url, { deadlineSeconds: 0.2, retries: 20 })).toBe(
      `${infisical.url} was given up: the 0.2 s of the whole run are over (--deadline)`,
    );
    expect(asked()).toBe(1);
  });

  test('that is over asks for nothing more', async () => {
    await start({});
    let now = 0;
    const clock = Object.assign(new FastClock(), { now: () => (now += 1_000) });
    expect(await failureAt(infisical.url, { deadlineSeconds: 1, clock })).toMatch(/--deadline/);
    expect(infisical.requests).toEqual([]);
  });
});

describe('what cannot get better is not tried again', () => {
  test('a certificate of an authority that nobody knows, or for another host', async () => {
    await start({ tls: selfSigned() });
    const clock = new FastClock();
    expect(await failureAt(infisical.url, { retries: 5, clock })).toMatch(/give the certificate with --ca-file$/);
    expect(clock.waited).toBe(0);
  });

  test('https where plain http is spoken', async () => {
    await start({});
    const clock = new FastClock();
    expect(await failureAt(infisical.url.replace('http:', 'https:'), { retries: 5, clock })).toMatch(
      /does not speak https there: is the port right\?$/,
    );
    expect(clock.waited).toBe(0);
  });

  test('a name that nobody has', async () => {
    await start({});
    const clock = new FastClock();
    const message = await failureAt('https://secrets.invalid', { retries: 5, clock });
    // Where no DNS answers, that is another matter, which may pass.
    expect(message).toMatch(/there is no such host$|cannot be looked up/);
    if (message.endsWith('there is no such host')) expect(clock.waited).toBe(0);
  });

  test.each<[number, string]>([
    [401, 'UnauthorizedError'],
    [403, 'PermissionDenied'],
    [404, 'NotFound'],
    [422, 'ValidationFailure'],
  ])('a %d', async (status, error) => {
    await start({
      faults: ({ path }) =>
        path.includes('/login') ? undefined : { fault: 'error', row: { status, error, message: '' } },
    });
    const clock = new FastClock();
    await failureAt(infisical.url, { retries: 5, clock });
    expect(clock.waited).toBe(0);
  });
});

describe('plain http', () => {
  test.each([
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://localhost.',
    'http://0.0.0.0:8080',
    'http://[::]:8080',
    'http://[::ffff:127.0.0.1]',
    'http://3232235777',
    'http://0xc0a80101',
    'http://128.1',
    'http://127.0.0.1@evil.example',
    'http://evil.example/127.0.0.1',
  ])('to %s is refused, whoever names it', async (host) => {
    await start({});
    const clock = new FastClock();
    const refused = /is plain http, over which everybody on the way reads the credential|carries credentials/;
    const named = await failureAt(host, { clock }).catch((error: Error) => error.message);
    expect(named).toMatch(refused);
    const mapped = await failureAt('https://a.example', { hostMap: [`https://a.example=${host}`] }).catch(
      (error: Error) => error.message,
    );
    expect(mapped).toMatch(refused);
  });

  test.each(['127.1', '2130706433', '0x7f.1', '127.0.0.1'])('to %s is this machine', async (host) => {
    await start({});
    expect(await keysAt(infisical.url.replace('127.0.0.1', host))).toHaveLength(1);
  });

  test('of the CI, for its token, is refused before the token of the job is sent', async () => {
    await start({});
    const jwt = {
      from: 'github',
      requestUrl: 'http://127.0.0.1.evil.example/?canary',
      requestToken: 'canary',
    } as const;
    const credentials = { method: 'oidc-auth', identityId: 'i', jwt } as const;
    expect(await failureAt(infisical.url, { credentials })).toBe(
      'http://127.0.0.1.evil.example is plain http, over which everybody on the way reads the credential: nothing was sent to it',
    );
    const broken = { ...credentials, jwt: { ...jwt, requestUrl: 'canary' } };
    expect(await failureAt(infisical.url, { credentials: broken })).toBe('ACTIONS_ID_TOKEN_REQUEST_URL is not a URL');
  });

  test('to localhost goes to addresses of this machine only, whatever a hosts file says', async () => {
    await start({});
    const found = (name: string, options: LookupOptions) =>
      new Promise<string | LookupAddress[]>((resolve, reject) =>
        lookupLoopback(name, options, (error, address) => (error ? reject(error) : resolve(address))),
      );
    await expect(found('192.0.2.7', {})).rejects.toMatchObject({ code: 'NOT_LOOPBACK' });
    await expect(found('::ffff:192.0.2.7', { all: true })).rejects.toMatchObject({ code: 'NOT_LOOPBACK' });
    expect(await found('127.0.0.5', {})).toBe('127.0.0.5');
    expect(await found('localhost', { all: true })).toContainEqual({ address: '127.0.0.1', family: 4 });
  });
});
