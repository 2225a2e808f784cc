import type { IncomingMessage, ServerResponse } from 'node:http';
import { CANARIES } from './canaries';
import { bodyOf, type ErrorRow } from './error-rows';

/** What can go wrong with an answer on its way. */
export type Fault =
  | { readonly fault: 'slow' | 'reset' | 'truncated' | 'breaks off' | 'html' | 'huge' | 'array' }
  | { readonly fault: 'redirect'; readonly to: string }
  | { readonly fault: 'error'; readonly row: ErrorRow };

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** How many requests there were to the same path with the same query, this one included. */
  readonly time: number;
}

export type Faults = (asked: Asked) => Fault | undefined;

/** Half an answer with a value in it: what a parser complains about must not be repeated. */
const HALF = `{"secrets":[{"secretKey":"A","secretValue":"${CANARIES[0]}","secretValueHidden":fal`;

export function misbehave(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  switch (fault.fault) {
    case 'slow':
      // Begins and never ends.
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"secrets":[');
      return;
    case 'reset':
      request.socket.destroy();
      return;
    case 'truncated':
      response.writeHead(200, { 'content-type': 'application/json' }).end(HALF);
      return;
    case 'breaks off':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 4_000 }).write(HALF);
      setTimeout(() => request.socket.destroy(), 5);
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<p>Sign in, ${CANARIES[0]}`);
      return;
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      for (let chunks = 0; chunks < 40; chunks++) response.write(' '.repeat(1024 * 1024));
      response.end('{}');
      return;
    case 'array':
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([CANARIES[0]]));
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end();
      return;
    case 'error':
      send(fault.row, response);
  }
}

export function send(row: ErrorRow, response: ServerResponse): void {
  response.writeHead(row.status, { 'content-type': 'application/json', ...row.headers }).end(bodyOf(row));
}
