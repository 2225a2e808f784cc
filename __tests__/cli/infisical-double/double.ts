import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { JWT } from './canaries';
import { ERRORS, type ErrorRow, projectNotFound, routeNotFound, slugNotFound } from './error-rows';
import { type Faults, misbehave, send } from './faults';
import { type ListingManners, listing, refusalOf } from './listing';
import { Logins } from './logins';
import type { Project, World } from './world';

export interface DoubleOptions extends ListingManners {
  readonly world?: World;
  /** Whether it is from before `/api/v4` and the lookup of slugs. */
  readonly old?: boolean;
  readonly loginRefusal?: ErrorRow;
  /** After how many requests a token expires. */
  readonly requestsPerToken?: number;
  readonly faults?: Faults;
  /** How long each answer takes. */
  readonly delayMilliseconds?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
}

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/** A server on loopback that behaves as Infisical does, as far as names of secrets are concerned. */
export interface Double {
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** The requests to a path that begins so. */
  readonly to: (path: string) => readonly Recorded[];
  readonly close: () => Promise<void>;
}

export async function startDouble(options: DoubleOptions = {}): Promise<Double> {
  const requests: Recorded[] = [];
  const times = new Map<string, number>();
  const logins = new Logins(options.loginRefusal, options.requestsPerToken);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://double');
    const { method = '', headers } = request;
    requests.push({ method, path, query, headers });
    const asked = `${path}?${query}`;
    const time = (times.get(asked) ?? 0) + 1;
    times.set(asked, time);
    const body = await bodyOf(request);
    if (options.delayMilliseconds) await delay(options.delayMilliseconds);
    const fault = options.faults?.({ method, path, query, time });
    if (fault) return misbehave(fault, request, response);
    const result = route({ method, path, query, body, headers }, logins, options);
    if ('status' in result) return send(result as ErrorRow, response);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(result));
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    to: (path) => requests.filter((one) => one.path.startsWith(path)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

const SLUG = '/api/v1/projects/slug/';

function route({ method, path, query, body, headers }: Request, logins: Logins, options: DoubleOptions): object {
  const { world = { projects: [] }, old = false } = options;
  const called = `${method} ${path}`;
  if (called === 'POST /api/v1/auth/universal-auth/login') return logins.universal(body);
  if (called === 'POST /api/v1/auth/oidc-auth/login') return logins.oidc(body);
  // To whomever.
  if (called === 'GET /api/status') return { date: '2026-01-01T00:00:00.000Z', message: 'Ok', redisConfigured: true };
  // What GitHub offers to a job.
  if (called === 'GET /github-token') {
    return headers.authorization === 'Bearer of-the-job' ? { value: JWT } : ERRORS.tokenMissing;
  }
  const isListing = called === 'GET /api/v3/secrets/raw' || (called === 'GET /api/v4/secrets' && !old);
  const isSlug = method === 'GET' && path.startsWith(SLUG) && !old;
  const [, id] = /^\/api\/v1\/projects\/([^/]+)$/.exec(path) ?? [];
  const isProject = method === 'GET' && id !== undefined && !old;
  if (!isListing && !isSlug && !isProject) return routeNotFound(path);
  if (!headers.authorization) return ERRORS.tokenMissing;
  if (!logins.accepts(headers.authorization)) return ERRORS.tokenExpired;
  if (isListing) return listing(world, query, options, path.includes('/v3/'));
  if (isProject) return projectBy(id, world);
  const slug = path.slice(SLUG.length);
  const project = world.projects.find((one) => one.slug === slug);
  if (project === undefined) return slugNotFound(slug);
  return refusalOf(project) ?? { id: project.id, slug, name: slug, environments: environmentsOf(project) };
}

function projectBy(id: string, { projects }: World): object {
  const project = projects.find((one) => one.id === id);
  if (project === undefined) return projectNotFound(id);
  const { slug, name = slug, refusal } = project;
  const environments = environmentsOf(project);
  return refusal ? (refusalOf(project) as object) : { project: { id, slug, name, environments } };
}

function environmentsOf({ environments }: Project): object[] {
  return Object.keys(environments).map((slug) => ({ id: `id-of-${slug}`, name: slug, slug }));
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}
