import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { traceOfCanary } from '../infisical-double/canaries';
import { failureAt } from './asking';

type Answer = (response: ServerResponse) => void;

let server: Server;
let answer: Answer;
let accessToken = 'token';
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url?.includes('/login')) response.end(JSON.stringify({ accessToken }));
    else answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function told(hostile: Answer): Promise<string> {
  answer = hostile;
  return failureAt(url);
}

const json = (status: number, body: unknown): Answer => {
  return (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const ODD = ['canary', '\u001b[31mcanary', '::error::canary', 'canaryCanary', 'req-canary', '__proto__', 'constructor'];

describe('nothing of an answer is repeated but what we know', () => {
  test.each(
    [400, 401, 403, 404, 409, 418, 422, 429, 500, 503].flatMap((status) => ODD.map((odd) => [status, odd] as const)),
  )('of a %d with %j in every field', async (status, odd) => {
    const message = await told(json(status, { error: odd, message: odd, reqId: odd, details: odd, [odd]: odd }));
    expect(traceOfCanary(message)).toBeUndefined();
    expect(message).not.toContain(odd);
    expect(message).toMatch(/^[\x20-\x7e]+$/);
  });

  test.each(['canary/html', 'text/canary', 'application/canary+xml', 'text/html-canary', 'text/htmlcanary'])(
    'no content type %s',
    async (type) => {
      const message = await told((response) => response.writeHead(200, { 'content-type': type }).end('<canary>'));
      expect(message).toBe(
        `${url} sent something else instead of JSON: is the address right, or is a proxy in between?`,
      );
    },
  );

  test.each(['canary://127.0.0.1/', 'https://canary@evil.example/', 'javascript:canary', '//canary', '\u00e9canary'])(
    'no address of a redirection to %s',
    async (location) => {
      const message = await told((response) => response.writeHead(302, { location, 'x-canary': 'canary' }).end());
      expect(message).toMatch(/redirects to another (?:host|page of its own), where no credential is sent/);
      expect(traceOfCanary(message)).toBeUndefined();
    },
  );

  test('the number of a request in the strict form only', async () => {
    const body = { error: 'PermissionDenied', message: '' };
    expect(await told(json(403, { ...body, reqId: 'req-0aB1cD2eF3gH4i' }))).toMatch(
      /\(403 PermissionDenied, request req-0aB1cD2eF3gH4i\)$/,
    );
    expect(await told(json(403, { ...body, reqId: 'req-0aB1cD2eF3gH4ij' }))).toMatch(/\(403 PermissionDenied\)$/);
  });
});

test.each(['can\nary', 'canary ', '\u00e9canary', ''])('a token that no header holds is none: %j', async (token) => {
  accessToken = token;
  expect(await told(json(200, {}))).toBe(`${url}: the answer to the login has no access token: is the address right?`);
  accessToken = 'token';
});

test.each(['*/ canary', '../canary', 'can\u001bary', 'a'.repeat(65), 7])(
  'an id that is none is not used: %j',
  async (id) => {
    expect(await told(json(200, { id }))).toBe(`${url} does not tell the id of the project "shop"`);
  },
);

describe('an answer that nobody can hold', () => {
  test.each<[string, Answer, RegExp]>([
    [
      'of very many parts',
      json(
        200,
        Array.from({ length: 600_000 }, () => []),
      ),
      /sent a million parts and more/,
    ],
    [
      'that is compressed',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{}')),
      /sent a compressed answer, which was not asked for$/,
    ],
    [
      'with headers without an end',
      (response) => response.writeHead(200, { x: 'x'.repeat(100_000) }).end('{}'),
      /more headers than any/,
    ],
    [
      'in lists within lists',
      (response) => response.writeHead(200).end(`${'['.repeat(500_000)}${']'.repeat(500_000)}`),
      /that is no list|other JSON|does not tell the id/,
    ],
  ])('%s ends in one line', async (_, hostile, message) => {
    expect(await told(hostile)).toMatch(message);
  });
});
