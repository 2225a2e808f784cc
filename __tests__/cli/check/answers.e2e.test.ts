import { ERRORS, type ErrorRow, routeNotFound } from '../infisical-double/error-rows';
import type { Fault, Faults } from '../infisical-double/faults';
import { type Project, shop } from '../infisical-double/world';
import { check, double, sync, tidyUp, UNIVERSAL, user } from './workplace';

afterAll(tidyUp);

const WORLD = shop({ prod: { '/api': ['PORT'] } });

const listings =
  (fault: Fault, times = Number.POSITIVE_INFINITY): Faults =>
  ({ path, time }) =>
    path === '/api/v4/secrets' && time <= times ? fault : undefined;

const answering = (row: ErrorRow) => listings({ fault: 'error', row });

async function checked(faults: Faults, args: readonly string[] = [], env: NodeJS.ProcessEnv = UNIVERSAL) {
  const infisical = await double({ world: WORLD, faults });
  const ran = await check(infisical, [sync(infisical.url), user(['PORT'])], args, env);
  return { ...ran, url: infisical.url, asked: infisical.to('/api/v4/secrets').length };
}

describe('an answer that is no success ends with 2, and says what to do', () => {
  test.concurrent.each<[string, ErrorRow, string]>([
    [
      'no permission',
      ERRORS.noPermission,
      'the role of the identity lacks describeSecret on secrets there: see "The role" in docs/check.md (403 PermissionDenied, request req-DoubleRequest1)',
    ],
    [
      'another organization',
      ERRORS.otherOrganization,
      'the identity may not see the project: does it belong to another organization? (403 ForbiddenError, request req-DoubleRequest1)',
    ],
    [
      'no membership',
      ERRORS.notAMember,
      'the identity is no member of the project: add it there, with a role that has describeSecret on secrets (403 ProjectMembershipNotFound, request req-DoubleRequest1)',
    ],
    [
      'a missing parameter',
      ERRORS.parameterMissing,
      'Infisical misses the project or the environment in the request (400 BadRequest, request req-DoubleRequest1)',
    ],
    [
      'an invalid parameter',
      ERRORS.notBoolean,
      'Infisical calls the request invalid (422 ValidationFailure, request req-DoubleRequest1)',
    ],
    [
      'trouble of its own',
      ERRORS.internal,
      '<url> has trouble of its own (500 InternalServerError, request req-DoubleRequest1)',
    ],
    [
      'something new',
      { status: 418, error: 'Tea', message: 'canary' },
      '<url> refused the request (418, request req-DoubleRequest1)',
    ],
  ])('%s', async (_, row, message) => {
    const { status, stdout, url } = await checked(answering(row));
    expect(status).toBe(2);
    expect(stdout).toBe(
      `prod of project shop ${url}\n1 not checked\nnot checked: prod:/api (PORT): ${message.replace('<url>', url)}\n  PORT  dist/prod/shop.yaml:44  Deployment shop/api\n`,
    );
  });

  test.concurrent.each<[string, Project['refusal'], string]>([
    ['not in the project', 'not a member', 'the identity is no member of the project'],
    ['of another organization', 'other organization', 'does it belong to another organization?'],
    ['without a role', 'no permission', 'lacks describeSecret'],
  ])('for an identity %s', async (_, refusal, message) => {
    const [project] = WORLD.projects;
    const infisical = await double({ world: { projects: [{ ...project, refusal }] } });
    const { status, stdout } = await check(infisical, [sync(infisical.url), user(['PORT'])]);
    expect(status).toBe(2);
    expect(stdout).toContain(message);
  });

  test.concurrent('an unknown route on both versions', async () => {
    const unknown = routeNotFound('/api');
    const { status, stdout } = await checked(({ path }) =>
      path.includes('/secrets') ? { fault: 'error', row: unknown } : undefined,
    );
    expect(status).toBe(2);
    expect(stdout).toMatch(/does not answer as Infisical does: is the address right\? \(404\)/);
  });
});

describe('what is no answer ends with 2', () => {
  test.concurrent.each<[string, Fault, RegExp]>([
    ['one that never ends', { fault: 'slow' }, /<url> did not answer within 0\.4 s\n/],
    ['a broken connection', { fault: 'reset' }, /<url> cannot be reached: the connection broke\n/],
    ['half of one', { fault: 'truncated' }, /<url> sent an answer that breaks off\n/],
    ['one that breaks off', { fault: 'breaks off' }, /<url> cannot be reached: the connection broke\n/],
    [
      'a page',
      { fault: 'html' },
      /<url> sent text\/html instead of JSON: is the address right, or is a proxy in between\?\n/,
    ],
    ['too much', { fault: 'huge' }, /<url> sent more than 32 MiB: that is no list of names\n/],
    ['other JSON', { fault: 'array' }, /<url> sent JSON that is no list of secrets: is the address right\?\n/],
  ])('%s', async (_, fault, message) => {
    const slow = fault.fault === 'slow' ? ['--timeout', '0.4'] : [];
    const { status, stdout, url } = await checked(listings(fault), slow);
    expect(status).toBe(2);
    expect(stdout.replaceAll(url, '<url>')).toMatch(message);
  });

  test.concurrent('nobody who listens', async () => {
    const { url, close } = await double({});
    await close();
    const { status, stdout } = await check({ url }, [sync(url), user(['PORT'])]);
    expect(status).toBe(2);
    expect(stdout).toContain(`${url} cannot be reached: nothing listens there`);
  });
});

describe('another try', () => {
  test.concurrent.each<[string, Fault]>([
    ['a broken connection', { fault: 'reset' }],
    ['half an answer', { fault: 'truncated' }],
    ['trouble of the server', { fault: 'error', row: ERRORS.unavailable }],
    [
      'a 429 with the seconds in its message',
      { fault: 'error', row: { ...ERRORS.rateLimited, message: 'try again in 0 seconds' } },
    ],
    ['a 429 with Retry-After', { fault: 'error', row: { ...ERRORS.rateLimited, headers: { 'retry-after': '0' } } }],
  ])('follows %s', async (_, fault) => {
    expect(await checked(listings(fault, 1), ['--retries', '1'])).toMatchObject({ status: 0, asked: 2 });
  });

  test.concurrent.each<[string, ErrorRow]>([
    ['a refusal', ERRORS.noPermission],
    ['a 404', { status: 404, error: 'NotFound', message: 'Project with x not found' }],
  ])('does not follow %s', async (_, row) => {
    expect(await checked(answering(row), ['--retries', '3'])).toMatchObject({ asked: 1 });
  });

  test.concurrent('ends some time, and says how often it was tried', async () => {
    const { status, stdout, asked } = await checked(listings({ fault: 'reset' }), ['--retries', '1']);
    expect({ status, asked }).toEqual({ status: 2, asked: 2 });
    expect(stdout).toContain('the connection broke, in 2 tries\n');
  });

  test.concurrent('is not made where Infisical wants more patience than anybody has', async () => {
    const row = { ...ERRORS.rateLimited, headers: { 'retry-after': '3600' } };
    const { status, stdout, asked } = await checked(answering(row), ['--retries', '3']);
    expect({ status, asked }).toEqual({ status: 2, asked: 1 });
    expect(stdout).toContain('lets nobody ask that often (429 RateLimitExceeded, request req-DoubleRequest1)');
  });
});
