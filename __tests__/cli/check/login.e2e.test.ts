import { ACCESS_TOKEN, CLIENT_ID, CLIENT_SECRET, IDENTITY_ID, JWT } from '../infisical-double/canaries';
import type { DoubleOptions } from '../infisical-double/double';
import { ERRORS } from '../infisical-double/error-rows';
import { shop } from '../infisical-double/world';
import { check, double, sync, tidyUp, UNIVERSAL, user } from './workplace';

afterAll(tidyUp);

const WORLD = shop({ prod: { '/api': ['PORT'], '/b': ['B'] } });

async function checked(env: NodeJS.ProcessEnv, options: DoubleOptions = {}, args: readonly string[] = []) {
  const infisical = await double({ world: WORLD, ...options });
  const manifests = [sync(infisical.url), user(['PORT'])];
  const ran = await check(infisical, manifests, args, env);
  const logins = infisical.to('/api/v1/auth').map(({ path }) => path);
  return { ...ran, url: infisical.url, logins, all: ran.stdout + ran.stderr };
}

describe('logs in with', () => {
  test.concurrent('a client id and a client secret', async () => {
    expect(await checked(UNIVERSAL)).toMatchObject({ status: 0, logins: ['/api/v1/auth/universal-auth/login'] });
  });

  test.concurrent.each(['INFISICAL_TOKEN', 'INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN'])(
    'an access token in %s',
    async (variable) => {
      expect(await checked({ [variable]: ACCESS_TOKEN })).toMatchObject({ status: 0, logins: [] });
    },
  );

  test.concurrent('the token of a CI', async () => {
    const env = { INFISICAL_MACHINE_IDENTITY_ID: IDENTITY_ID, INFISICAL_JWT: JWT };
    expect(await checked(env)).toMatchObject({ status: 0, logins: ['/api/v1/auth/oidc-auth/login'] });
  });

  test.concurrent('the token that GitHub makes for the job', async () => {
    const github = await double({});
    const env = {
      INFISICAL_MACHINE_IDENTITY_ID: IDENTITY_ID,
      INFISICAL_OIDC_AUDIENCE: 'infisical',
      ACTIONS_ID_TOKEN_REQUEST_URL: `${github.url}/github-token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-job',
    };
    expect(await checked(env)).toMatchObject({ status: 0, logins: ['/api/v1/auth/oidc-auth/login'] });
    const [{ query }] = github.requests;
    expect(Object.fromEntries(query)).toEqual({ 'api-version': '2.0', audience: 'infisical' });
  });

  test.concurrent('nothing that is called TOKEN, which may be anything', async () => {
    expect(await checked({ TOKEN: ACCESS_TOKEN })).toMatchObject({ status: 2, logins: [] });
  });
});

describe('a login that fails ends with 2, after one try', () => {
  const wrong = { ...UNIVERSAL, INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: 'canary-wrong-7fz3' };

  test.concurrent.each<[string, NodeJS.ProcessEnv, DoubleOptions, string]>([
    [
      'a wrong secret',
      wrong,
      {},
      'the client id or the client secret is wrong (401). It is not tried again, since Infisical locks an identity after three wrong tries',
    ],
    [
      'a locked identity',
      UNIVERSAL,
      { loginRefusal: ERRORS.locked },
      'the login is locked for some minutes, after too many wrong tries',
    ],
    [
      'an expired secret',
      UNIVERSAL,
      { loginRefusal: ERRORS.secretExpired },
      'the client secret has expired: make a new one',
    ],
    [
      'a secret that is used up',
      UNIVERSAL,
      { loginRefusal: ERRORS.secretUsedUp },
      'the client secret has been used as often as it may be',
    ],
    [
      'a body that is not understood',
      UNIVERSAL,
      { loginRefusal: ERRORS.notBoolean },
      'the login was refused: Infisical calls the request invalid',
    ],
    [
      'a wrong token of the CI',
      { INFISICAL_MACHINE_IDENTITY_ID: IDENTITY_ID, INFISICAL_JWT: 'canary-55aa' },
      {},
      'the token of the CI does not fit the identity: compare its issuer, subject and audience',
    ],
  ])('%s', async (_, env, options, message) => {
    const { status, stdout, logins, url, all } = await checked(env, options, ['--retries', '3']);
    expect(status).toBe(2);
    expect(stdout).toContain(`${url}: ${message}`);
    expect(logins).toHaveLength(1);
    expect(all).not.toMatch(/canary/);
  });

  test.concurrent('and is not made again for other places', async () => {
    const infisical = await double({ world: WORLD });
    const second = sync(infisical.url, { secretsPath: '/b' });
    const manifests = [sync(infisical.url), { ...second, metadata: { ...second.metadata, name: 'b' } }, user(['PORT'])];
    const { status, stdout } = await check(infisical, manifests, [], wrong);
    expect(status).toBe(2);
    expect(stdout).toMatch(/not checked: prod:\/api, prod:\/b \(PORT\): /);
    expect(infisical.to('/api/v1/auth')).toHaveLength(1);
  });

  test.concurrent('but trouble of the server is worth another try', async () => {
    const faults: DoubleOptions['faults'] = ({ path, time }) =>
      path.endsWith('/login') && time === 1 ? { fault: 'error', row: ERRORS.unavailable } : undefined;
    const { status, logins } = await checked(UNIVERSAL, { faults }, ['--retries', '1']);
    expect({ status, logins: logins.length }).toEqual({ status: 0, logins: 2 });
  });
});

describe('a token that has expired', () => {
  test.concurrent('is replaced by a new login, whenever that happens', async () => {
    // The first request is the lookup of the slug.
    const { status, logins } = await checked(UNIVERSAL, { requestsPerToken: 1 });
    expect({ status, logins: logins.length }).toEqual({ status: 0, logins: 2 });
  });

  test.concurrent('before it was of any use is an error', async () => {
    const { status, stdout, logins } = await checked(UNIVERSAL, { requestsPerToken: 0 }, ['--retries', '3']);
    expect({ status, logins: logins.length }).toEqual({ status: 2, logins: 1 });
    expect(stdout).toContain('the access token is refused, right after the login');
  });

  test.concurrent('is an error that names the variable where it was given', async () => {
    const { status, stdout, all } = await checked({ INFISICAL_TOKEN: 'canary-old-7fz3' });
    expect(status).toBe(2);
    expect(stdout).toContain('the token in INFISICAL_TOKEN is not valid, or has expired');
    expect(all).not.toMatch(/canary/);
  });
});

describe('credentials that are missing end with 2, and with what to set', () => {
  test.concurrent.each<[string, NodeJS.ProcessEnv, string]>([
    ['all', {}, 'there is nothing to log in to Infisical with. Set one of:\n'],
    ['all, where a catalogue is another way', {}, 'or take `check --offline`, which asks the committed key catalogue'],
    [
      'the secret',
      { INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: CLIENT_ID },
      'INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET is not set',
    ],
    [
      'the id',
      { INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: CLIENT_SECRET },
      'INFISICAL_UNIVERSAL_AUTH_CLIENT_ID is not set',
    ],
    ['a token without blanks', { INFISICAL_TOKEN: 'canary 7fz3' }, 'INFISICAL_TOKEN holds no token: it has blanks'],
    ['the token of the CI', { INFISICAL_MACHINE_IDENTITY_ID: IDENTITY_ID }, 'put it into INFISICAL_JWT'],
    [
      'the permission to ask GitHub',
      { INFISICAL_MACHINE_IDENTITY_ID: IDENTITY_ID, GITHUB_ACTIONS: 'true' },
      'give it `permissions: { id-token: write }`',
    ],
  ])('%s', async (_, env, message) => {
    const { status, stdout, stderr } = await checked(env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('canary');
  });
});
