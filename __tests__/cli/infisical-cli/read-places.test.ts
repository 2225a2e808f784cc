import { idOfPlace } from '../../../cli/infisical-cli/asked-place';
import { readPlaces } from '../../../cli/infisical-cli/read-places';
import { CliDouble, placeAt, type Secrets } from './cli-double';

async function read(cli: CliDouble, places: readonly string[], env: NodeJS.ProcessEnv = {}, concurrency = 6) {
  const asked = places.map((place) => placeAt(place));
  const values = await readPlaces(asked, { cli, env, concurrency });
  return asked.map((place) => Object.fromEntries(values.get(idOfPlace(place)) ?? []));
}

const SECRETS: Secrets = {
  'dev:/orders': { URL: 'orders', EMPTY: '' },
  'dev:/shared': { URL: 'shared' },
  'dev:/shared/a': { URL: 'a', A: 'a' },
  'dev:/shared/a/deep': { A: 'deep', DEEP: 'deep' },
  'dev:/shared/b': { A: 'b', B: 'b' },
};

test('each place is one export, of names and values as they are', async () => {
  const cli = new CliDouble(SECRETS);
  expect(await read(cli, ['dev:/orders', 'dev:/shared', 'dev:/orders'])).toEqual([
    { URL: 'orders', EMPTY: '' },
    { URL: 'shared' },
    { URL: 'orders', EMPTY: '' },
  ]);
  expect(cli.asked('export')).toEqual(['dev:/orders', 'dev:/shared']);
  expect(cli.calls.at(-1)?.args).toEqual([
    ...['export', '--format=json', '--projectId=p', '--env=dev', '--path=/shared'],
    ...['--domain=https://secrets.example.com', '--log-level=error', '--silent'],
  ]);
});

test('no more are asked for at a time than may be', async () => {
  const cli = new CliDouble(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`dev:/${n}`, {}])));
  const places = Array.from({ length: 20 }, (_, n) => `dev:/${n}`);
  await read(cli, places, {}, 4);
  expect(cli.most).toBe(4);
});

test('of a recursive place the folder itself comes first, then those below by their paths', async () => {
  const cli = new CliDouble(SECRETS);
  expect(await read(cli, ['dev:/shared/**', 'dev:/shared'])).toEqual([
    { URL: 'shared', A: 'a', DEEP: 'deep', B: 'b' },
    { URL: 'shared' },
  ]);
  expect(cli.asked('export')).toHaveLength(4);
  expect(cli.calls.find(({ args }) => args[0] === 'secrets')?.args.slice(0, 3)).toEqual(['secrets', 'folders', 'get']);
});

test('what is wrong is told of all places at once, and once where it is the same', async () => {
  const refused = 'connection refused';
  const cli = new CliDouble({
    'dev:/a': refused,
    'dev:/b': refused,
    'dev:/c': 'Response Code: 403 readValue',
    'dev:/d': {},
  });
  await expect(read(cli, ['dev:/a', 'dev:/b', 'dev:/c', 'dev:/d'])).rejects.toMatchObject({
    problems: [
      'dev:/a, dev:/b: https://secrets.example.com cannot be reached: nothing listens there',
      'dev:/c: the login may not read the values of secrets there: its role needs readValue',
    ],
  });
});

test('places of several projects are told with their projects', async () => {
  const places = [placeAt('dev:/a', { projectSlug: 'shop' }), placeAt('dev:/a', { projectId: 'q' })];
  const reading = { cli: new CliDouble({}), env: {}, concurrency: 2 };
  await expect(readPlaces(places, reading)).rejects.toMatchObject({
    problems: ['shop dev:/a, q dev:/a: there is no such environment or folder'],
  });
});

test.each([
  ['no JSON', 'a new version is there'],
  ['no list', '{"secrets":[]}'],
  ['a secret without a value', '[{"key":"A"}]'],
])('%s is no answer, and not repeated', async (_, stdout) => {
  const cli = new CliDouble(SECRETS);
  cli.run = async (args) =>
    args[0] === 'login'
      ? { status: 0, stdout: Buffer.from('{"sessions":[{"principalType":"user"}]}'), stderr: '' }
      : { status: 0, stdout: Buffer.from(stdout), stderr: '' };
  await expect(read(cli, ['dev:/orders'])).rejects.toMatchObject({
    problems: ['dev:/orders: what the Infisical CLI printed is no JSON of secrets: is it the CLI of Infisical?'],
  });
});

test('what fails is never parsed', async () => {
  const cli = new CliDouble(SECRETS);
  cli.run = async (args) => ({
    status: args[0] === 'login' ? 0 : 1,
    stdout: Buffer.from('[]'),
    stderr: 'no such host',
  });
  await expect(read(cli, ['dev:/orders'])).rejects.toThrow('there is no such host');
});

test.each(['..', 'a/b', '', '--output=x y'])('a folder called %j is not followed', async (folderName) => {
  const cli = new CliDouble(SECRETS);
  const own = cli.run.bind(cli);
  cli.run = async (args, env) =>
    args[0] === 'secrets'
      ? { status: 0, stdout: Buffer.from(JSON.stringify([{ folderName }])), stderr: '' }
      : own(args, env);
  await expect(read(cli, ['dev:/shared/**'])).rejects.toThrow('no JSON of folders');
});

test('folders without end are not followed', async () => {
  const cli = new CliDouble(SECRETS);
  const own = cli.run.bind(cli);
  cli.run = async (args, env) =>
    args[0] === 'secrets'
      ? { status: 0, stdout: Buffer.from('[{"folderName":"a"},{"folderName":"b"}]'), stderr: '' }
      : own(args, env);
  await expect(read(cli, ['dev:/shared/**'])).rejects.toThrow('more than 500 folders');
});

describe('the login', () => {
  const USER = {
    principalType: 'user',
    tokenSource: 'infisical login (keyring)',
    domain: 'https://secrets.example.com',
  };
  const TOKEN = { principalType: 'machine-identity', tokenSource: 'INFISICAL_TOKEN environment variable' };
  const withSessions = (status: number, ...sessions: object[]) => {
    const cli = new CliDouble(SECRETS);
    cli.session = { status, stdout: JSON.stringify({ sessions }) };
    return cli;
  };
  const advice = 'run `infisical login --domain=https://secrets.example.com`, or set INFISICAL_TOKEN';

  test('is looked at once, before anything is asked for', async () => {
    const cli = withSessions(0, { ...USER, status: 'authenticated' });
    await read(cli, ['dev:/orders', 'dev:/shared']);
    expect(cli.calls.map(({ args }) => args[0])).toEqual(['login', 'export', 'export']);
    expect(cli.calls[0].args.slice(0, 3)).toEqual(['login', 'status', '--json']);
  });

  test.each<[string, CliDouble, NodeJS.ProcessEnv, string]>([
    ['of nobody', withSessions(1), {}, `nobody is logged in to https://secrets.example.com: ${advice}`],
    [
      'of a person that has expired',
      withSessions(1, { ...USER, status: 'expired' }),
      {},
      `the login to https://secrets.example.com has expired: ${advice}`,
    ],
    [
      'of a person that is refused',
      withSessions(1, { ...USER, status: 'rejected' }),
      {},
      `the login to https://secrets.example.com is not accepted any more: ${advice}`,
    ],
    [
      'of a person at another Infisical',
      withSessions(0, { ...USER, status: 'authenticated', domain: 'https://app.infisical.com' }),
      {},
      `the Infisical CLI is logged in to another Infisical than https://secrets.example.com: ${advice}`,
    ],
    [
      'of a token that has expired',
      withSessions(1, { ...TOKEN, status: 'expired' }, { ...USER, status: 'authenticated' }),
      { INFISICAL_TOKEN: 't' },
      'the token in INFISICAL_TOKEN has expired: make a new one',
    ],
    [
      'of a token that is refused',
      withSessions(1, { ...TOKEN, status: 'rejected' }),
      { INFISICAL_TOKEN: 't' },
      'https://secrets.example.com does not accept the token in INFISICAL_TOKEN: make a new one',
    ],
    [
      'with half of a machine identity',
      withSessions(0),
      { INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: 'id' },
      'INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET is not set: the login needs both, id and secret',
    ],
  ])('%s is told, and nothing is asked for', async (_, cli, env, message) => {
    await expect(read(cli, ['dev:/orders'], env)).rejects.toThrow(message);
    expect(cli.asked('export')).toEqual([]);
  });

  test('of a token counts, however that of a person stands', async () => {
    const cli = withSessions(1, { ...TOKEN, status: 'authenticated' }, { ...USER, status: 'expired' });
    expect(await read(cli, ['dev:/shared'], { INFISICAL_TOKEN: 't' })).toEqual([{ URL: 'shared' }]);
  });

  test('cannot be looked at where the CLI is older, or takes another token first', async () => {
    const old = new CliDouble(SECRETS);
    old.session = { status: 1, stdout: '', stderr: 'Error: unknown flag: --json' };
    expect(await read(old, ['dev:/shared'])).toEqual([{ URL: 'shared' }]);
    const other = withSessions(1);
    await read(other, ['dev:/shared'], { INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN: 't' });
    expect(other.asked('login')).toEqual([]);
  });

  test('of a machine identity makes a token, which the exports get as a variable', async () => {
    const cli = new CliDouble(SECRETS);
    cli.session = { status: 0, stdout: 'token-of-machine\n' };
    await read(cli, ['dev:/shared'], {
      INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: 'a',
      INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: 'b',
    });
    expect(cli.calls[0].args).toEqual(expect.arrayContaining(['login', '--method=universal-auth', '--plain']));
    expect(cli.calls[1]).toMatchObject({ env: { INFISICAL_TOKEN: 'token-of-machine' } });
    expect(cli.calls.flatMap(({ args }) => args).join()).not.toContain('token-of-machine');
  });

  test('of a machine identity that is refused is told without what was said', async () => {
    const cli = new CliDouble(SECRETS);
    cli.session = { status: 1, stdout: 'canary', stderr: '[status-code=401] [message="Invalid credentials"] canary' };
    const env = { INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: 'a', INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: 'b' };
    await expect(read(cli, ['dev:/shared'], env)).rejects.toThrow(
      'INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: https://secrets.example.com does not know them',
    );
  });
});

describe('a private authority', () => {
  const told: string[] = [];
  beforeEach(() => {
    told.length = 0;
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(told.push(String(text))));
  });
  afterEach(() => jest.restoreAllMocks());

  test.each<[string, NodeJS.ProcessEnv, string[]]>([
    ['is given to the CLI', {}, []],
    [
      'takes the place of another one, which is said once',
      { SSL_CERT_FILE: '/other.pem' },
      ['/ca.pem counts for Infisical, in place of SSL_CERT_FILE\n'],
    ],
  ])('%s', async (_, env, notes) => {
    const cli = new CliDouble(SECRETS);
    const places = [placeAt('dev:/orders', { caFile: '/ca.pem' }), placeAt('dev:/shared', { caFile: '/ca.pem' })];
    await readPlaces(places, { cli, env, concurrency: 2 });
    expect(cli.calls.map(({ env }) => env.SSL_CERT_FILE)).toEqual(['/ca.pem', '/ca.pem', '/ca.pem']);
    expect(told).toEqual(notes);
  });

  test('values of some other time are called that', async () => {
    const cli = new CliDouble(SECRETS);
    cli.warning =
      'Warning: Unable to fetch the latest secret(s) due to connection error, serving secrets from last successful fetch.';
    await read(cli, ['dev:/orders', 'dev:/shared']);
    expect(told).toEqual([
      'https://secrets.example.com cannot be reached: these are the values that the Infisical CLI got some other time\n',
    ]);
  });
});
