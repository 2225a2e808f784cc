import type { Dispatcher } from 'undici';
import { Failure } from './failure';

/** Names of ten thousand secrets with all that Infisical tells about them are below this. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Answers that are read at the same time, all of them together. */
const MAX_BYTES_AT_ONCE = 128 * 1024 * 1024;
/** Objects, lists and what is in them: a short text may stand for very many. Ten thousand secrets have 400,000. */
const MAX_PARTS = 1_000_000;
const [OBJECT, LIST, NEXT] = Buffer.from('{[,');

type Body = Dispatcher.ResponseData['body'];

let reading = 0;

/**
 * The text of an answer, within what the memory of a small machine can hold.
 *
 * @throws Failure if it is too long
 */
export async function textOf(body: Body, host: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      reading += chunk.length;
      if (size > MAX_BYTES || reading > MAX_BYTES_AT_ONCE) {
        drop(body);
        throw new Failure('other', `${host} sent more than ${MAX_BYTES / 1024 / 1024} MiB: that is no list of names`);
      }
      chunks.push(chunk);
    }
    return withFewParts(Buffer.concat(chunks), host).toString('utf8');
  } finally {
    reading -= size;
  }
}

/** Ends an answer that nobody wants to read. */
export function drop(body: Body): void {
  body.on('error', () => undefined).destroy();
}

function withFewParts(bytes: Buffer, host: string): Buffer {
  let parts = 0;
  for (const byte of bytes) if (byte === OBJECT || byte === LIST || byte === NEXT) parts++;
  if (parts > MAX_PARTS) throw new Failure('other', `${host} sent a million parts and more: that is no list of names`);
  return bytes;
}
