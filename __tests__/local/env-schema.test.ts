import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { App, Chart } from 'cdk8s';
import { EnvFieldPaths, EnvValue } from 'cdk8s-plus-28';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import {
  EnvSchema,
  EnvSchemaFormat,
  type EnvSchemaProps,
  InfisicalProject,
  SecretKey,
  SecretSyncedApp,
  type SecretSyncedAppProps,
  SyncedSecret,
} from '../../lib';
import { isOfKind } from '../../lib/model/key-kind/is-of-kind';
import type { KeyKind } from '../../lib/model/key-kind/key-kind';
import { SYNC } from '../declarations';
import { keyOf } from '../infisical/key-of-kind';
import { KINDS } from '../model/key-kind/kinds-and-texts';
import { runs } from '../property-runs';
import { printedLines } from '../synthesis';
import { chartWith, source } from './shop-on-a-laptop';
import { CHECKED } from './stack-of-a-project';

const RPS = SecretKey.of('RATELIMIT_RPS').integer({ min: 1 }).describedAs('requests a second');
const untyped = (value: unknown) => value as never;

const filesOf = (chart: Chart, props: EnvSchemaProps = {}) => new EnvSchema([chart], props).files();
const schemaOf = (props: Partial<SecretSyncedAppProps>) =>
  JSON.parse(filesOf(chartWith({ local: undefined, ...props }))['env/api.schema.json']);

/** The reader of an application, as its program has it. */
function readerOf(text: string): (variables: Record<string, string>) => Record<string, unknown> {
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as { readEnv: (variables: Record<string, string>) => Record<string, unknown> } };
  new Function('module', 'exports', 'process', code)(module, module.exports, { env: {} });
  return module.exports.readEnv;
}

/** The errors of a schema, a line each. */
function errorsOf(schema: EnvSchema): string[] {
  try {
    schema.files();
  } catch (error) {
    const [headline, ...lines] = (error as Error).message.split('\n').map((line) => line.trim());
    expect(headline).toBe('The env schema has the following errors:');
    return lines;
  }
  throw new Error('expected the schema to fail');
}

test('of no application it is a mistake', () => {
  expect(errorsOf(new EnvSchema([]))).toEqual([
    '[env schema] the env schema is given no environment and no app: write new EnvSchema([…]) with those that it is for (L9)',
  ]);
});

test('one declaration is a JSON Schema, a schema for varlock and a reader for TypeScript', () => {
  const level = SecretKey.of('LOG_LEVEL').oneOf(['debug', 'info']);
  const chart = chartWith({
    local: undefined,
    secretKeys: { RATELIMIT_RPS: RPS, TOKEN: 'API_TOKEN', LEVEL: level },
    env: { REGION: 'eu', DSN: 'db:$(TOKEN)' },
  });
  const files = filesOf(chart);
  expect(Object.keys(files)).toEqual(['env/api.schema.json', 'env/api.env.schema', 'env/api.env.ts']);
  expect(JSON.parse(files['env/api.schema.json'])).toEqual({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Made by cdk8s-infisical from your cdk8s program: change that instead.',
    title: 'The environment of api',
    type: 'object',
    properties: {
      RATELIMIT_RPS: {
        description: 'requests a second',
        type: 'string',
        pattern: '^[1-9][0-9]{0,14}$',
        writeOnly: true,
      },
      TOKEN: { type: 'string', writeOnly: true },
      LEVEL: { type: 'string', enum: ['debug', 'info'], writeOnly: true },
      REGION: { type: 'string' },
      DSN: { type: 'string', writeOnly: true },
    },
    required: ['RATELIMIT_RPS', 'TOKEN', 'LEVEL', 'REGION', 'DSN'],
  });
  expect(files['env/api.env.schema']).toBe(`# Made by cdk8s-infisical from your cdk8s program: change that instead.
# The environment of api.
# @defaultSensitive=true @defaultRequired=true
# ---

# A whole number from 1 on: requests a second
# @required @sensitive={allowShortValue=true} @type=string(matches=regex("^[1-9][0-9]{0,14}$"))
RATELIMIT_RPS=

# Text.
# @required @sensitive={allowShortValue=true} @type=string
TOKEN=

# "debug" or "info".
# @required @sensitive={allowShortValue=true} @type=enum("debug", "info")
LEVEL=

# Text.
# @required @sensitive=false @type=string
REGION=

# Text.
# @required @sensitive={allowShortValue=true} @type=string
DSN=
`);
  expect(files['env/api.env.ts']).toMatchSnapshot();
  expect(Object.values(files).join()).not.toMatch(/"eu"|db:/);
  expect(printedLines()).toEqual([]);
});

test('the reader returns typed values', () => {
  const text = filesOf(
    chartWith({
      local: undefined,
      secretKeys: [
        RPS,
        SecretKey.of('PORT').port(),
        SecretKey.of('DEBUG').boolean(),
        SecretKey.of('SETTINGS').json(),
        SecretKey.of('URL').url(),
        'PLAIN',
      ],
    }),
  )['env/api.env.ts'];
  const given = { RATELIMIT_RPS: '20', PORT: '80', DEBUG: 'false', SETTINGS: '{"a":1}', URL: 'https://h', PLAIN: '' };
  expect(readerOf(text)({ ...given, OTHER: 'x' })).toEqual({
    ...{ RATELIMIT_RPS: 20, PORT: 80, DEBUG: false, SETTINGS: { a: 1 }, URL: 'https://h', PLAIN: '' },
  });
});

test('the reader names all that is wrong at once, and no value', () => {
  const text = filesOf(
    chartWith({
      local: undefined,
      secretKeys: [RPS, SecretKey.of('SETTINGS').json(), SecretKey.of('LEVEL').oneOf(['a']), 'constructor'],
    }),
  )['env/api.env.ts'];
  expect(() => readerOf(text)({ RATELIMIT_RPS: 'canary-1', SETTINGS: '{"canary', LEVEL: 'canary' })).toThrow(
    new Error(`The environment is not as api needs it:
  RATELIMIT_RPS is not a whole number from 1 on
  SETTINGS is not JSON
  LEVEL is not "a"
  constructor is missing: text`),
  );
});

describe.each(KINDS)('all that judge a value agree about $name', ({ kind, good, bad }) => {
  const { reads, takes } = judgesOf(kind);

  test('of texts that are near', () => {
    const texts = [...good, ...bad];
    expect(texts.filter(reads)).toEqual(good);
    // That it is JSON, a schema does not say.
    expect(texts.filter(takes)).toEqual(kind.kind === 'json' ? texts.filter((text) => text !== '') : good);
  });

  test('of whatever text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...good, ...bad),
      fc.webUrl(),
      fc.json(),
      fc.base64String(),
      fc.integer().map(String),
    );
    const mixed = fc.oneof(
      text,
      fc.tuple(text, text).map(([one, other]) => one + other),
    );
    fc.assert(
      fc.property(mixed, (value) => {
        expect(reads(value)).toBe(isOfKind(kind, value));
        if (kind.kind !== 'json') expect(takes(value)).toBe(isOfKind(kind, value));
      }),
      { numRuns: runs(20_000) },
    );
  });
});

/** What the JSON Schema and the reader of a key take. */
function judgesOf(kind: KeyKind) {
  const key = keyOf('KEY', kind);
  const files = filesOf(chartWith({ local: undefined, secretKeys: [key] }));
  const validate = new Ajv().compile(JSON.parse(files['env/api.schema.json']));
  const read = readerOf(files['env/api.env.ts']);
  const reads = (text: string) => {
    try {
      read({ KEY: text });
      return true;
    } catch (error) {
      expect((error as Error).message).toMatch(/KEY is not /);
      return false;
    }
  };
  return { reads, takes: (text: string) => validate({ KEY: text, PATH: '/bin' }) };
}

describe('varlock hides', () => {
  const isSensitive = (key: SecretKey, shownVariables?: string[]) => {
    const chart = chartWith({ local: undefined, secretKeys: [key] });
    return filesOf(chart, { shownVariables })['env/api.env.schema'].includes('@sensitive={allowShortValue=true}');
  };
  const key = SecretKey.of('PIN');

  test('each value of a key that it can hide', () => {
    for (const one of [key, key.integer(), key.integer({ min: 1 }), key.integer({ max: 100 }), key.port()]) {
      expect(isSensitive(one)).toBe(true);
    }
    expect(isSensitive(key.integer({ min: -10, max: 99 }))).toBe(true);
    expect(isSensitive(key.oneOf(['debug', 'info']))).toBe(true);
  });

  test('none that it never can, none of a list in files, and none that somebody shows', () => {
    expect(isSensitive(key.integer({ min: -9, max: 99 }))).toBe(false);
    expect(isSensitive(key.oneOf(['on', 'off']))).toBe(false);
    expect(isSensitive(key.integer(), ['PIN'])).toBe(false);
  });
});

describe('which variables there are', () => {
  test('a key that may be missing is optional', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const secret = new SyncedSecret(chart, 'secrets', { ...SYNC, source });
    const envVariables = { DSN: secret.envValue('DSN', { optional: true }) };
    new SecretSyncedApp(chart, 'api', { image: 'api:1', secret, secretKeys: [RPS], envVariables });
    const files = filesOf(chart);
    expect(JSON.parse(files['env/api.schema.json']).required).toEqual(['RATELIMIT_RPS']);
    expect(files['env/api.env.schema']).toContain('# @optional @sensitive={allowShortValue=true} @type=string\nDSN=');
    expect(files['env/api.env.ts']).toContain('readonly DSN: string | undefined;');
    expect(readerOf(files['env/api.env.ts'])({ RATELIMIT_RPS: '1' })).toEqual({ RATELIMIT_RPS: 1, DSN: undefined });
  });

  test('what only the cluster has may be a secret of others', () => {
    const envVariables = { FIELD: EnvValue.fromFieldRef(EnvFieldPaths.POD_IP) };
    const { required, properties } = schemaOf({ envVariables });
    expect(required).toEqual(['API_KEY', 'FIELD']);
    expect(properties.FIELD).toEqual({ type: 'string', writeOnly: true });
  });

  test('what only a laptop has is optional, and a text there takes nothing from a key', () => {
    const local = { env: { DEBUG: '1', RATELIMIT_RPS: '5' }, meantToDiffer: ['RATELIMIT_RPS'] };
    const { required, properties } = schemaOf({ secretKeys: [RPS], local });
    expect(required).toEqual(['RATELIMIT_RPS']);
    expect(properties.DEBUG).toEqual({ type: 'string' });
    expect(properties.RATELIMIT_RPS).toMatchObject({ writeOnly: true, pattern: expect.any(String) });
  });

  test('names that are none elsewhere', () => {
    const files = filesOf(
      chartWith({
        local: undefined,
        secretKeys: { 'a.b-c': 'A', ['__proto__']: 'C', constructor: 'D' },
      }),
    );
    const schema = JSON.parse(files['env/api.schema.json']);
    expect(schema.required).toEqual(['a.b-c', '__proto__', 'constructor']);
    expect(files['env/api.env.schema']).toContain('# The name "a.b-c" is none that varlock knows.');
    const read = readerOf(files['env/api.env.ts'])({ 'a.b-c': '1', ['__proto__']: '2', constructor: '3' });
    expect(Object.entries(read)).toEqual([
      ['a.b-c', '1'],
      ['__proto__', '2'],
      ['constructor', '3'],
    ]);
  });
});

describe('of several environments', () => {
  const project = (...props: Partial<SecretSyncedAppProps>[]) => {
    const shop = new InfisicalProject(CHECKED);
    return props.map((one, i) => {
      const environment = shop.addEnvironment(['dev', 'prod'][i], { deployed: false });
      new SecretSyncedApp(new Chart(environment, 'shop', { namespace: 'shop' }), 'api', {
        image: 'a:1',
        secretPath: '/',
        ...one,
      });
      return environment;
    });
  };
  const read = (...props: Partial<SecretSyncedAppProps>[]) =>
    JSON.parse(new EnvSchema(project(...props)).files()['env/api.schema.json']);

  test('a variable that one of them is without is optional', () => {
    expect(read({ secretKeys: [RPS, 'TOKEN'] }, { secretKeys: [RPS] }).required).toEqual(['RATELIMIT_RPS']);
  });

  test('one that is plain somewhere is secret, and of the kind that is said once', () => {
    expect(read({ env: { RATELIMIT_RPS: '5' } }, { secretKeys: [RPS] }).properties).toEqual({
      RATELIMIT_RPS: {
        description: 'requests a second',
        type: 'string',
        pattern: '^[1-9][0-9]{0,14}$',
        writeOnly: true,
      },
    });
  });

  test('apps that say two things of one variable are told', () => {
    const charts = [RPS, SecretKey.of('RATELIMIT_RPS').port()].map((one) =>
      chartWith({ local: undefined, secretKeys: [one] }),
    );
    expect(errorsOf(new EnvSchema(charts))).toEqual([
      '[shop/api] the variable "RATELIMIT_RPS" of "api" is said to hold two kinds: say it once, in a constant that both use (E7)',
    ]);
  });
});

test('what people write is text, and nothing else', () => {
  const description = '*/ throw 1 /* @required @type=evil(x) ${1} `</script> "\' \\ \\u0041 # ---';
  const files = filesOf(
    chartWith({
      local: undefined,
      secretKeys: [RPS.describedAs(description), SecretKey.of('B').describedAs('@sensitive=false')],
    }),
  );
  expect(JSON.parse(files['env/api.schema.json']).properties.RATELIMIT_RPS.description).toBe(description);
  expect(readerOf(files['env/api.env.ts'])({ RATELIMIT_RPS: '1', B: '' })).toEqual({ RATELIMIT_RPS: 1, B: '' });
  const decorators = files['env/api.env.schema'].split('\n').filter((line) => /^#\s*@/.test(line));
  expect(decorators).toHaveLength(3);
});

test('an application of a name that is code is refused, wherever its files stand', () => {
  const chart = chartWith({ local: { name: '*/ throw 1 //' } });
  const files = { '*/ throw 1 //': { jsonSchema: 'a.json', envSchema: 'a.env', typeScript: 'a.ts' } };
  expect(errorsOf(new EnvSchema([chart], { files }))).toEqual([
    '[shop/api] the name of the service "*/ throw 1 //" must be letters, digits, ".", "_" and "-" (L9)',
  ]);
});

describe('the files', () => {
  let folder: string;
  let before: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'schema-'));
    before = process.cwd();
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });
  const chart = () => chartWith({ local: undefined, secretKeys: [RPS] });

  test('are written where they are wanted, and again without a word', () => {
    const files = { api: { typeScript: 'services/api/src/env.ts', envSchema: 'services/api/.env.schema' } };
    for (const _ of [1, 2]) new EnvSchema([chart()], { folder: './schemas/', files }).synth();
    expect(readFileSync('services/api/src/env.ts', 'utf8')).toContain('export interface Env');
    expect(readFileSync('services/api/.env.schema', 'utf8')).toContain('RATELIMIT_RPS=');
    expect(readFileSync('schemas/api.schema.json', 'utf8')).toContain('draft-07');
  });

  test('of one format are those alone', () => {
    expect(Object.keys(filesOf(chart(), { formats: [EnvSchemaFormat.TYPESCRIPT], folder: '.' }))).toEqual([
      'api.env.ts',
    ]);
  });

  test('of an environment of a project are written with it', () => {
    process.env.CDK8S_OUTDIR = join(folder, 'dist');
    const shop = new InfisicalProject(CHECKED);
    const dev = shop.addEnvironment('dev', { deployed: false });
    new SecretSyncedApp(new Chart(dev, 'shop', { namespace: 'shop' }), 'api', {
      image: 'a:1',
      secretPath: '/',
      secretKeys: [RPS],
    });
    new EnvSchema([dev]);
    shop.synth();
    delete process.env.CDK8S_OUTDIR;
    expect(readFileSync('env/api.env.ts', 'utf8')).toContain('RATELIMIT_RPS: number');
  });

  test.each([
    ['../env.ts', 'the file "../env.ts" of "api" must be like "services/orders/src/env.ts", inside of the project'],
    [
      'a/../../env.ts',
      'the file "a/../../env.ts" of "api" must be like "services/orders/src/env.ts", inside of the project',
    ],
    ['/etc/env.ts', 'the file "/etc/env.ts" of "api" must be like "services/orders/src/env.ts", inside of the project'],
    [
      '.git/hooks/pre-commit',
      'the file ".git/hooks/pre-commit" of "api" must be like "services/orders/src/env.ts", inside of the project',
    ],
    ['env/API.schema.json', 'the file "env/API.schema.json" of "api" is also that of "api": give one another path'],
  ])('not at %s', (typeScript, message) => {
    expect(errorsOf(new EnvSchema([chart()], { files: { api: { typeScript } } }))).toEqual([
      `[env schema] ${message} (L7)`,
    ]);
  });

  test('somebody else wrote are left alone', () => {
    mkdirSync('env');
    writeFileSync('env/api.env.ts', 'export const mine = 1;\n');
    expect(() => new EnvSchema([chart()]).synth()).toThrow(
      '[env schema] env/api.env.ts is there already, and was written by hand: rename it, or give this one another name (L7)',
    );
    expect(readFileSync('env/api.env.ts', 'utf8')).toBe('export const mine = 1;\n');
  });

  test('do not leave the project by a link', () => {
    symlinkSync(tmpdir(), 'env');
    expect(() => new EnvSchema([chart()]).synth()).toThrow(/cannot be written/);
  });
});

test('wrong props are told with what to write', () => {
  const props = untyped({ folder: 5, formats: ['yaml', 'typescript'], files: { aip: { typescript: 'a.ts' } } });
  expect(errorsOf(new EnvSchema([chartWith({ local: undefined })], props))).toEqual([
    '[env schema] folder must be text, found the number 5, write "5" (N5)',
    '[env schema] formats[0] must be "json-schema" or "env-schema" or "typescript", found "yaml" (N5)',
    '[env schema] there is no prop "files["aip"].typescript": did you mean "typeScript"? (N5)',
  ]);
  expect(errorsOf(new EnvSchema([chartWith({ local: undefined })], { files: { aip: {} } }))).toEqual([
    '[env schema] files has "aip", which is no application: did you mean "api"? (L7)',
  ]);
  const nested = { files: { api: { typeScript: 'services/api', jsonSchema: 'services/API/env.json' } } };
  expect(errorsOf(new EnvSchema([chartWith({ local: undefined })], nested))).toEqual([
    '[env schema] the file "services/API/env.json" of "api" is in a folder of the name of the file "services/api" of "api": give one another path (L7)',
  ]);
  const shown = { shownVariables: ['RATELIMIT_RSP', 'REGION'] };
  const chart = chartWith({ local: undefined, secretKeys: [RPS], env: { REGION: 'eu' } });
  expect(errorsOf(new EnvSchema([chart], shown))).toEqual([
    '[env schema] shownVariables has "RATELIMIT_RSP", which no application has: did you mean "RATELIMIT_RPS"? (L7)',
  ]);
  expect(errorsOf(new EnvSchema(untyped(new Chart(new App(), 'a'))))).toEqual([
    expect.stringMatching(/write new EnvSchema|write \[app\]/),
  ]);
});
