import { createServer, type Server, type Socket } from 'node:net';
import { managedSecret } from '../../validation/manifests';
import { pod } from '../../validation/pods';
import { commandLine } from '../command-line';
import { PROJECT_ID, shop } from '../infisical-double/world';
import { WITH_SILENT_RESOLVER } from '../silent-resolver';
import { onTerminal, type Session, screenAfter } from '../terminal-session';
import { double, folderWith, sync, tidyUp, UNIVERSAL, yaml } from './workplace';

const MANY = 500;
const PATHS = Array.from({ length: MANY }, (_, index) => `/p${index}`);

const servers: Server[] = [];
const sockets: Socket[] = [];
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  await tidyUp();
});

/** As many places as there are, with somebody who needs a key of each. */
function manyPlaces(host: string): string {
  return folderWith({
    'dist/all.yaml': yaml(
      PATHS.flatMap((secretsPath) => {
        const name = secretsPath.slice(1);
        const managed = { managedKubeSecretReferences: [managedSecret({ secretName: name })] };
        const resource = sync(host, { secretsPath }, managed);
        const workload = pod({ containers: [{ name: 'a', envFrom: [{ secretRef: { name } }] }] }, { name });
        return [{ ...resource, metadata: { ...resource.metadata, name } }, workload];
      }),
    ),
  });
}

/** A host that takes every connection, and says nothing. */
async function silentHost(): Promise<string> {
  const server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
  servers.push(server);
  return `http://127.0.0.1:${await portOf(server)}`;
}

/** A host on which nothing listens any more. */
async function closedHost(): Promise<string> {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

function portOf(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

const INSIDE = { prod: Object.fromEntries(PATHS.map((path) => [path, ['PORT']])) };

/** When a text stood there first, in seconds. */
function timeOf({ shown }: Session, text: string | RegExp): number {
  const found = shown.find((one) => (typeof text === 'string' ? one.text.includes(text) : text.test(one.text)));
  return found?.at ?? Number.POSITIVE_INFINITY;
}

/** How often a message stands in a text, wherever the terminal broke its lines. */
function countOf(text: string, message: string): number {
  return text.replaceAll('\n', '').split(message).length - 1;
}

/**
 * The seconds that starting and reading the manifests take here and now: nobody is asked before. Twice what was
 * measured, as other tests may run beside this one.
 */
async function startTime(folder: string): Promise<number> {
  const start = performance.now();
  await commandLine(['check', '--offline'], { cwd: folder });
  return (2 * (performance.now() - start)) / 1_000;
}

const DEAD = [
  ['refuses connections', closedHost, 'nothing listens there'],
  ['says nothing', silentHost, 'did not answer within 1.5 s'],
  [
    'has no address',
    async () => 'https://infisical.invalid',
    // A slow resolver says it too late.
    /looked up|no such host|did not answer within 1.5 s/,
  ],
  [
    'has a name to which no resolver answers',
    async () => 'https://infisical.example.com',
    /looked up|did not answer within 1.5 s/,
    WITH_SILENT_RESOLVER,
  ],
] as const;

/** Of a host that does not answer, while others would be asked or it is tried again. */
const TOLD =
  /^https?:\/\/\S+(?:: no answer yet| (?:cannot be reached: .*|did not answer within 1\.5 s); trying again)\n$/;

describe('on a terminal', () => {
  test('the places that have answered are counted, from the first second to the end', async () => {
    const infisical = await double({ world: shop(INSIDE), delayMilliseconds: 40 });
    const cwd = manyPlaces(infisical.url);
    const start = await startTime(cwd);
    const session = await onTerminal(['check', '--host', infisical.url], { cwd, env: UNIVERSAL });
    expect(session.status).toBe(0);
    expect(timeOf(session, `asked 0 of ${MANY} folders`)).toBeLessThan(1 + start);
    const counts = session.shown.flatMap(({ at, text }) =>
      [...text.matchAll(/asked (\d+) of 500 folders/g)].map(([, count]) => ({ at, count: Number(count) })),
    );
    expect(counts.at(-1)?.count).toBe(MANY);
    expect(new Set(counts.map(({ count }) => count)).size).toBe(MANY + 1);
    const gaps = counts.slice(1).map(({ at }, index) => at - counts[index].at);
    expect(Math.max(...gaps)).toBeLessThan(1);
    expect(screenAfter(session)).not.toContain('asked');
    expect(screenAfter(session)).toContain('prod of project shop');
  });

  test.each(DEAD)(
    'a host that %s is named within a second, and told of once at the end',
    async (_, startHost, reason, within = []) => {
      const host = await startHost();
      const cwd = manyPlaces(host);
      const start = await startTime(cwd);
      const args = ['check', '--host', host, '--timeout', '1.5', '--retries', '1'];
      const session = await onTerminal(args, { cwd, env: UNIVERSAL, within });
      expect(session.status).toBe(2);
      expect(timeOf(session, host)).toBeLessThan(1 + start);
      const screen = screenAfter(session);
      expect(screen).not.toContain('asked');
      expect(screen.replaceAll('\n', '')).toMatch(reason);
      expect(countOf(screen, 'not checked: ')).toBe(1);
      expect(session.took).toBeLessThan(5 + start);
    },
  );

  test('a host that falls silent later is waited for in words', async () => {
    const infisical = await double({
      world: shop(INSIDE),
      faults: ({ query }) => (query.get('secretPath') === '/p20' ? { fault: 'slow' } : undefined),
    });
    const cwd = manyPlaces(infisical.url);
    const args = ['check', '--host', infisical.url, '--timeout', '2.5', '--retries', '0', '--concurrency', '1'];
    const session = await onTerminal(args, { cwd, env: UNIVERSAL });
    expect(session.status).toBe(2);
    expect(timeOf(session, /asked \d+ of 500 folders; waiting for http:\S+ \(2 s\)/)).toBeLessThan(60);
    expect(screenAfter(session)).not.toContain('waiting');
  });

  test('import says it too', async () => {
    const host = await silentHost();
    const cwd = folderWith({});
    const args = ['import', '--project', PROJECT_ID, '--environment', 'prod', '--host', host];
    const limits = ['--timeout', '1.5', '--retries', '0'];
    const start = await startTime(cwd);
    const session = await onTerminal([...args, ...limits], { cwd, env: UNIVERSAL });
    expect(session.status).toBe(2);
    expect(timeOf(session, `waiting for ${host} (1 s)`)).toBeLessThan(1 + start);
    expect(screenAfter(session)).not.toContain('waiting');
  });
});

describe('where nobody watches', () => {
  test.each(DEAD)(
    'a host that %s is told of in one line, while it is tried again',
    async (_, startHost, reason, within = []) => {
      const host = await startHost();
      const args = ['check', '--host', host, '--timeout', '1.5', '--retries', '1'];
      const { status, stdout, stderr } = await commandLine(args, { cwd: manyPlaces(host), env: UNIVERSAL, within });
      expect(status).toBe(2);
      // A name that nobody knows is not looked up again.
      if (stderr !== '') expect(stderr).toMatch(TOLD);
      else expect(stdout).toContain('there is no such host');
      expect(stdout).toMatch(reason);
      expect(countOf(stdout, 'not checked: ')).toBe(1);
    },
  );

  test('a host that answers is not told of, however slow it is later', async () => {
    const infisical = await double({
      world: shop(INSIDE),
      faults: ({ query }) => (query.get('secretPath') === '/p20' ? { fault: 'slow' } : undefined),
    });
    const args = ['check', '--host', infisical.url, '--timeout', '2', '--retries', '0'];
    const ran = await commandLine(args, { cwd: manyPlaces(infisical.url), env: UNIVERSAL });
    expect(ran).toMatchObject({ status: 2, stderr: '' });
  });
});
