import { Agent } from 'undici';
import { askAll } from '../../../cli/infisical-api/ask-all';
import { SecretNames } from '../../../cli/infisical-api/client';
import type { Clock } from '../../../cli/infisical-api/clock';
import type { Folder } from '../../../cli/infisical-api/folder';
import { hostPolicy } from '../../../cli/infisical-api/hosts';
import { FastClock } from '../infisical-api/fast-clock';
import { CLIENT_ID, CLIENT_SECRET } from '../infisical-double/canaries';
import { type Double, startDouble } from '../infisical-double/double';
import { ERRORS } from '../infisical-double/error-rows';
import type { Fault } from '../infisical-double/faults';
import type { Project } from '../infisical-double/world';

const FAULTS: readonly Fault[] = [
  { fault: 'error', row: ERRORS.rateLimited },
  { fault: 'error', row: { ...ERRORS.rateLimited, headers: { 'retry-after': '7' } } },
  { fault: 'error', row: ERRORS.internal },
  { fault: 'error', row: ERRORS.unavailable },
  { fault: 'reset' },
  { fault: 'truncated' },
  { fault: 'breaks off' },
  { fault: 'html' },
];

/** Always the same numbers from 0 to 1. */
function numbers(): () => number {
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

const PROJECTS: readonly Project[] = Array.from({ length: 10 }, (_, project) => ({
  id: `6f1c2d7e-8a3b-4c5d-9e6f-${String(project).padStart(12, '0')}`,
  slug: `project-${project}`,
  environments: Object.fromEntries(
    ['dev', 'qa', 'staging', 'prod', 'dr'].map((environment) => [
      environment,
      Object.fromEntries(Array.from({ length: 10 }, (_, path) => [`/${path}`, { keys: [`KEY_${project}_${path}`] }])),
    ]),
  ),
}));

const folders = (host: string): Folder[] =>
  PROJECTS.flatMap(({ id, slug, environments }, index) =>
    Object.entries(environments).flatMap(([environment, paths]) =>
      Object.keys(paths).map((path) => ({
        host,
        ...(index % 2 === 0 ? { projectId: id } : { projectSlug: slug }),
        environment,
        path,
        recursive: false,
      })),
    ),
  );

describe('500 places', () => {
  const dispatcher = new Agent();
  let infisical: Double;

  afterEach(() => infisical.close());
  afterAll(() => dispatcher.destroy());

  async function askForAll(clock: Clock) {
    const stop = new AbortController();
    const names = new SecretNames({
      credentials: { method: 'universal-auth', clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
      hosts: hostPolicy([infisical.url], [], {}),
      dispatcher,
      timeoutMilliseconds: 5_000,
      retries: 12,
      deadlineSeconds: 3_600,
      signal: stop.signal,
      clock,
    });
    const wanted = folders(infisical.url);
    const outcomes = await askAll(wanted, { ask: (folder) => names.listing(folder), concurrency: 16, stop });
    return { wanted, outcomes };
  }

  const expected = (wanted: readonly Folder[]) =>
    wanted.map(({ environment, path, projectId, projectSlug }) => {
      const project = PROJECTS.findIndex(({ id, slug }) => id === projectId || slug === projectSlug);
      return { listing: [{ environment, path, imported: false, keys: [`KEY_${project}_${path.slice(1)}`] }] };
    });

  test('are all answered although almost every third answer is a fault', async () => {
    const random = numbers();
    let faults = 0;
    infisical = await startDouble({
      world: { projects: PROJECTS },
      requestsPerToken: 200,
      faults: () => {
        if (random() >= 0.3) return undefined;
        faults++;
        return FAULTS[Math.floor(random() * FAULTS.length)];
      },
    });
    const clock = new FastClock(20);
    const { wanted, outcomes } = await askForAll(clock);
    expect(wanted).toHaveLength(500);
    expect(outcomes).toEqual(expected(wanted));
    expect(faults / infisical.requests.length).toBeGreaterThan(0.25);
    expect(clock.waited).toBeGreaterThan(1_000);
    expect(infisical.to('/api/v1/auth').length).toBeGreaterThan(2);
  });

  test('without faults are asked for once each', async () => {
    infisical = await startDouble({ world: { projects: PROJECTS } });
    const { wanted, outcomes } = await askForAll(new FastClock(20));
    expect(outcomes).toEqual(expected(wanted));
    expect(infisical.to('/api/v4/secrets')).toHaveLength(500);
    expect(infisical.to('/api/v1/projects')).toHaveLength(5);
    expect(infisical.to('/api/v1/auth')).toHaveLength(1);
  });

  test('at 60 requests a minute are all answered, however often 429 comes', async () => {
    const clock = new FastClock(20);
    const window = { from: 0, count: 0 };
    infisical = await startDouble({
      world: { projects: PROJECTS },
      faults: ({ path }) => {
        if (!path.includes('/secrets')) return undefined;
        if (clock.now() - window.from >= 60_000) Object.assign(window, { from: clock.now(), count: 0 });
        if (++window.count <= 60) return undefined;
        const seconds = Math.ceil((60_000 - (clock.now() - window.from)) / 1_000);
        const message = `Rate limit exceeded. Please try again in ${seconds} seconds`;
        return { fault: 'error', row: { ...ERRORS.rateLimited, message } };
      },
    });
    const { wanted, outcomes } = await askForAll(clock);
    expect(outcomes).toEqual(expected(wanted));
    // 500 requests and 5 lookups take nine windows; one wait serves all requests that are under way.
    expect(clock.waited).toBeGreaterThan(7 * 60_000);
    expect(clock.waited).toBeLessThan(20 * 60_000);
    expect(infisical.to('/api/v4/secrets').length).toBeLessThan(1_000);
  });
});
