import type { Dispatcher } from 'undici';
import { fields, list, text } from '../../lib/json/json';
import { type Clock, SYSTEM_CLOCK } from './clock';
import type { Credentials } from './credentials';
import { Deadline } from './deadline';
import { failureOf } from './error-answers';
import { Failure } from './failure';
import type { Folder, Listing } from './folder';
import type { WatchedHosts } from './host-watch';
import { addressFromHere, type HostPolicy, hostProblem } from './hosts';
import { sendRequest, type Transport } from './http';
import { namesIn } from './names-in-answer';
import { Pause, withRetries } from './retries';
import { Session } from './session';

export interface ClientOptions {
  readonly credentials: Credentials;
  readonly hosts: HostPolicy;
  readonly dispatcher: Dispatcher;
  readonly timeoutMilliseconds: number;
  readonly retries: number;
  /** How long all requests together may take, with the waits between them. */
  readonly deadlineSeconds: number;
  /** Ends all waiting for another try. */
  readonly signal: AbortSignal;
  /** Who says which host keeps everybody waiting. */
  readonly watched?: WatchedHosts;
  /** @default the system's */
  readonly clock?: Clock;
}

/** Another word for a project than its id. */
export interface ProjectNames {
  readonly slug?: string;
  /** What people call it. */
  readonly name?: string;
  /** The slugs of its environments. */
  readonly environments?: readonly string[];
}

/** Asks Infisical which secrets there are. It never asks for a value. */
export class SecretNames {
  private readonly connections = new Map<string, Connection>();
  private readonly deadline: Deadline;

  public constructor(private readonly options: ClientOptions) {
    this.deadline = new Deadline(options.clock ?? SYSTEM_CLOCK, options.deadlineSeconds);
  }

  /**
   * The keys in a folder, in one request.
   *
   * @throws Failure if there is no answer
   * @throws ValueReceived if the answer carries a value
   */
  public listing(folder: Folder): Promise<Listing> {
    return this.connection(folder.host).listing(folder);
  }

  /** The id of a project; undefined where this Infisical cannot tell it. */
  public projectId(host: string, slug: string): Promise<string | undefined> {
    return this.connection(host).projectId(slug);
  }

  /** What a project is called; as far as this Infisical tells it to this identity. */
  public project(host: string, id: string): Promise<ProjectNames> {
    return this.connection(host).project(id);
  }

  /**
   * Finds out whether there is an Infisical, without telling it who asks.
   *
   * @throws Failure if there is none, or credentials may not be sent to it either
   */
  public checkAnswer(host: string): Promise<void> {
    return this.connection(host).checkAnswer();
  }

  private connection(named: string): Connection {
    const host = addressFromHere(named, this.options.hosts);
    const known = this.connections.get(host) ?? new Connection(host, this.options, this.deadline);
    this.connections.set(host, known);
    return known;
  }
}

/** Never to be left to the defaults of the server, which changed between versions. */
const NAMES_ONLY = {
  viewSecretValue: 'false',
  expandSecretReferences: 'false',
  includePersonalOverrides: 'false',
  includeImports: 'true',
  include_imports: 'true',
};

/** It goes into committed files, whatever the answer says. */
const PROJECT_ID = /^[\w-]{1,64}$/;

const SLUG = /^[A-Za-z0-9][\w.-]*$/;

const NO_PROJECT =
  'the manifests name no project: where a service token decides that, nobody but the operator knows it';

class Connection {
  private readonly session: Session;
  private readonly transport: Transport;
  private readonly pause: Pause;
  private readonly ids = new Map<string, Promise<string | undefined>>();
  private hasV4 = true;

  public constructor(
    private readonly host: string,
    private readonly options: ClientOptions,
    private readonly deadline: Deadline,
  ) {
    this.pause = new Pause(this.clock);
    const { dispatcher, timeoutMilliseconds, watched } = options;
    this.transport = { dispatcher, timeoutMilliseconds, deadline, watch: watched?.of(host) };
    const { transport, pause, patience } = this;
    this.session = new Session(options.credentials, { host, transport, pause, patience });
  }

  public async listing(folder: Folder): Promise<Listing> {
    const problem = hostProblem(this.host, this.options.hosts);
    if (problem !== undefined) throw new Failure('login', problem);
    const { projectSlug } = folder;
    if (folder.projectId === undefined && projectSlug === undefined) throw new Failure('other', NO_PROJECT);
    const id = folder.projectId ?? (await this.projectId(projectSlug ?? ''));
    if (this.hasV4 && id !== undefined) {
      try {
        return await this.names('/api/v4/secrets', { projectId: id }, folder);
      } catch (error) {
        if (!isUnknownRoute(error)) throw error;
        this.hasV4 = false;
      }
    }
    const [name, value] = id === undefined ? ['workspaceSlug', projectSlug ?? ''] : ['workspaceId', id];
    return this.names('/api/v3/secrets/raw', { [name]: value }, folder);
  }

  public projectId(slug: string): Promise<string | undefined> {
    const known = this.ids.get(slug) ?? this.lookUp(slug);
    this.ids.set(slug, known);
    return known;
  }

  private async lookUp(slug: string): Promise<string | undefined> {
    const problem = hostProblem(this.host, this.options.hosts);
    if (problem !== undefined) throw new Failure('login', problem);
    // Also keeps `..` out of the path.
    if (!SLUG.test(slug)) throw new Failure('absent', 'there is no such project: that is no slug');
    try {
      const body = await this.get(`/api/v1/projects/slug/${slug}`);
      const id = text(fields(body).id) ?? text(fields(fields(body).project).id);
      if (id && PROJECT_ID.test(id)) return id;
      throw new Failure('other', `${this.host} does not tell the id of the project "${slug}"`);
    } catch (error) {
      // The older listing takes the slug itself.
      if (isUnknownRoute(error)) return undefined;
      throw error;
    }
  }

  public async project(id: string): Promise<ProjectNames> {
    if (!PROJECT_ID.test(id)) return {};
    try {
      const body = fields(fields(await this.get(`/api/v1/projects/${id}`)).project);
      const [slug, name] = [text(body.slug), text(body.name)];
      const environments = list(body.environments).flatMap((one) => text(fields(one).slug) ?? []);
      return { slug: slug && SLUG.test(slug) ? slug : undefined, name, environments };
    } catch (error) {
      const isUntold =
        error instanceof Failure && ['absent', 'forbidden', 'unknown-route', 'other'].includes(error.kind);
      if (isUntold) return {};
      throw error;
    }
  }

  public async checkAnswer(): Promise<void> {
    const { host, transport, pause, patience } = this;
    const problem = hostProblem(host, this.options.hosts);
    if (problem !== undefined) throw new Failure('login', problem);
    const ask = () => sendRequest({ method: 'GET', url: `${host}/api/status` }, transport);
    const answer = await withRetries(ask, pause, patience);
    if (answer.status !== 200) throw failureOf(answer, host);
    const { date, message } = fields(answer.body);
    if (text(date) === undefined && text(message) === undefined)
      throw new Failure('unknown-route', `${host} does not answer as Infisical does: is the address right?`);
  }

  private async names(route: string, project: Record<string, string>, folder: Folder): Promise<Listing> {
    const query = new URLSearchParams({
      ...project,
      environment: folder.environment,
      secretPath: folder.path,
      recursive: String(folder.recursive),
      ...(folder.tags && { tagSlugs: folder.tags.join(',') }),
      ...NAMES_ONLY,
    });
    return namesIn(await this.get(`${route}?${query}`), { ...folder, host: this.host });
  }

  private get(route: string): Promise<unknown> {
    const { host, transport, pause, patience, session } = this;
    return session.use((token) =>
      withRetries(
        async () => {
          const headers = { authorization: `Bearer ${token}` };
          const answer = await sendRequest({ method: 'GET', url: `${host}${route}`, headers }, transport);
          if (answer.status !== 200) throw failureOf(answer, host);
          return answer.body;
        },
        pause,
        patience,
      ),
    );
  }

  private get clock(): Clock {
    return this.options.clock ?? SYSTEM_CLOCK;
  }

  private get patience() {
    const { retries, signal } = this.options;
    const { watch } = this.transport;
    return { retries, signal, clock: this.clock, deadline: this.deadline, watch };
  }
}

function isUnknownRoute(error: unknown): boolean {
  return error instanceof Failure && error.kind === 'unknown-route';
}
