import { Worker } from 'node:worker_threads';

/** The Lua engine loads itself in a way that jest does not allow, so it lives in a thread of its own. */
const ENGINE = `
  const { parentPort } = require('node:worker_threads');
  const { LuaFactory } = require('wasmoon');
  const factory = new LuaFactory();
  parentPort.on('message', async (chunk) => {
    const engine = await factory.createEngine();
    try {
      const { status, message } = await engine.doString(chunk);
      parentPort.postMessage({ result: { status, message } });
    } catch (error) {
      parentPort.postMessage({ error: String(error) });
    } finally {
      engine.global.close();
    }
  });
`;

/** Executes Lua, one chunk after the other. */
export class Lua {
  private readonly worker = new Worker(ENGINE, { eval: true });

  /** The table with a status and a message that the chunk returns. */
  public run(chunk: string): Promise<{ status: unknown; message: unknown }> {
    return new Promise((resolve, reject) => {
      this.worker.once('message', ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(error)),
      );
      this.worker.postMessage(chunk);
    });
  }

  public async close(): Promise<void> {
    await this.worker.terminate();
  }
}

/** JSON as Lua text: a null is nil, as it is for Argo CD. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return 'nil';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `{${value.map(literal).join(', ')}}`;
  const entries = Object.entries(value).map(([key, item]) => `[${literal(key)}] = ${literal(item)}`);
  return `{${entries.join(', ')}}`;
}
