import { type Dispatcher, request } from 'undici';
import { version } from '../../package.json';
import { Failure } from './failure';

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

/** How to reach a server. */
export interface Transport {
  readonly dispatcher: Dispatcher;
  /** How long one answer may take, body included. */
  readonly timeoutMilliseconds: number;
}

/** Names of ten thousand secrets with all that Infisical tells about them are below this. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Sends one request, never a second one to where the answer redirects to: the token must not travel.
 *
 * @throws Failure if there is no JSON to answer with
 */
export async function call({ method, url, headers, json }: Call, transport: Transport): Promise<Answer> {
  const host = new URL(url).origin;
  const timeout = AbortSignal.timeout(transport.timeoutMilliseconds);
  try {
    const response = await request(url, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': `cdk8s-infisical/${version} (names of secrets only)`,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? undefined : JSON.stringify(json),
      dispatcher: transport.dispatcher,
      signal: timeout,
    });
    const { statusCode: status, headers: received } = response;
    const retryAfter = single(received['retry-after']);
    if (status >= 300 && status < 400) {
      await drop(response.body);
      throw new Failure('login', redirection(host, url, single(received.location)));
    }
    const text = await textOf(response.body, host);
    return { status, retryAfter, body: parsed(text, status, host, single(received['content-type'])) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (timeout.aborted) {
      throw new Failure('network', `${host} did not answer within ${transport.timeoutMilliseconds / 1_000} s`);
    }
    throw new Failure('network', `${host} cannot be reached: ${reasonOf(error)}`);
  }
}

type Body = Dispatcher.ResponseData['body'];

async function textOf(body: Body, host: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      await drop(body);
      throw new Failure('other', `${host} sent more than ${MAX_BYTES / 1024 / 1024} MiB: that is no list of names`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function drop(body: Body): Promise<void> {
  body.on('error', () => undefined).destroy();
}

/** The error of the parser is not passed on: it quotes the text. */
function parsed(text: string, status: number, host: string, contentType = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (status >= 400) return undefined;
    if (/\bjson\b/.test(contentType)) throw new Failure('network', `${host} sent an answer that breaks off`);
    const kind = /^[\w.+/-]{1,60}/.exec(contentType)?.[0] ?? 'something else';
    throw new Failure(
      'network',
      `${host} sent ${kind} instead of JSON: is the address right, or is a proxy in between?`,
    );
  }
}

/** Names the target only where it is the same host: the header is an answer too. */
function redirection(host: string, url: string, location: string | undefined): string {
  const to = location !== undefined && URL.canParse(location, url) ? new URL(location, url) : undefined;
  const isOwn = to?.hostname === new URL(host).hostname;
  const where = !isOwn ? 'another host' : to.origin === host ? 'another page of its own' : to.origin;
  return `${host} redirects to ${where}, where no credential is sent: write the address that answers itself`;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself: give the certificate with --ca-file',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by a private authority: give that with --ca-file',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by a private authority: give that with --ca-file',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by a private authority: give that with --ca-file',
};

function reasonOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const known = [code, cause?.code].find((one) => typeof one === 'string');
  return REASONS[String(known)] ?? (/^[A-Z0-9_]{1,60}$/.test(String(known)) ? String(known) : 'the connection failed');
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
