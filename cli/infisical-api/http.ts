import { type Dispatcher, request } from 'undici';
import { version } from '../../package.json';
import { drop, textOf } from './answer-text';
import { connectionFailure } from './connection-errors';
import type { Deadline } from './deadline';
import { Failure } from './failure';
import type { HostWatch } from './host-watch';
import { plainHttpProblem } from './loopback';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter?: string;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
}

export interface Transport {
  readonly dispatcher: Dispatcher;
  /** How long one answer may take, body included. */
  readonly timeoutMilliseconds: number;
  readonly deadline: Deadline;
  readonly watch?: HostWatch;
}

/**
 * Sends one request, never a second one to where the answer redirects to: the token must not travel. Nothing is sent
 * over plain http but within this machine.
 *
 * @throws Failure if there is no JSON to answer with
 */
export function sendRequest(call: Call, transport: Transport): Promise<Answer> {
  const answer = answerTo(call, transport);
  return transport.watch?.during(answer) ?? answer;
}

async function answerTo({ method, url, headers, json }: Call, transport: Transport): Promise<Answer> {
  const { origin: host } = new URL(url);
  const problem = plainHttpProblem(new URL(url));
  if (problem !== undefined) throw new Failure('login', `${host} ${problem}: nothing was sent to it`);
  const { dispatcher, timeoutMilliseconds, deadline, watch } = transport;
  const { left } = deadline;
  if (left === 0) throw deadline.passed(host);
  const timeout = AbortSignal.timeout(Math.ceil(Math.min(timeoutMilliseconds, left)));
  try {
    const response = await endedBy(
      timeout,
      request(url, {
        method,
        headers: {
          accept: 'application/json',
          'user-agent': `cdk8s-infisical/${version} (names of secrets only)`,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: json === undefined ? undefined : JSON.stringify(json),
        dispatcher,
        signal: timeout,
      }),
    );
    const answer = await answerIn(response, host, url);
    watch?.answered();
    return answer;
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (!timeout.aborted) throw connectionFailure(error, host);
    if (left <= timeoutMilliseconds) throw deadline.passed(host);
    throw new Failure('network', `${host} did not answer within ${timeoutMilliseconds / 1_000} s`);
  }
}

/** Before there is a connection, for example while a proxy hangs up again and again, a signal ends nothing. */
function endedBy<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

async function answerIn(response: Dispatcher.ResponseData, host: string, url: string): Promise<Answer> {
  const { statusCode: status, headers, body } = response;
  if (status >= 300 && status < 400) {
    drop(body);
    throw new Failure('login', redirectionMessage(host, url, singleValue(headers.location)));
  }
  if (!/^(?:|identity)$/i.test(singleValue(headers['content-encoding']) ?? '')) {
    drop(body);
    throw new Failure('other', `${host} sent a compressed answer, which was not asked for`);
  }
  const text = await textOf(body, host);
  return {
    status,
    retryAfter: singleValue(headers['retry-after']),
    body: parseJson(text, status, host, singleValue(headers['content-type'])),
  };
}

/** The only ones that are named: whatever else stands there may be anything. */
const KINDS = /^(?:text\/(?:html|plain|xml)|application\/(?:xml|octet-stream|xhtml\+xml))(?=$|[;\s])/i;

/** The error of the parser is not passed on: it quotes the text. */
function parseJson(text: string, status: number, host: string, contentType = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (status >= 400) return undefined;
    if (/\bjson\b/.test(contentType)) throw new Failure('network', `${host} sent an answer that breaks off`);
    const kind = KINDS.exec(contentType)?.[0].toLowerCase() ?? 'something else';
    throw new Failure(
      'network',
      `${host} sent ${kind} instead of JSON: is the address right, or is a proxy in between?`,
    );
  }
}

/** Names the target only where it is the same host: the header is an answer too. */
function redirectionMessage(host: string, url: string, location: string | undefined): string {
  const to = location !== undefined && URL.canParse(location, url) ? new URL(location, url) : undefined;
  const isOwn = to?.hostname === new URL(host).hostname && /^https?:$/.test(to.protocol);
  const where = !isOwn ? 'another host' : to.origin === host ? 'another page of its own' : to.origin;
  return `${host} redirects to ${where}, where no credential is sent: write the address that answers itself`;
}

function singleValue(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
