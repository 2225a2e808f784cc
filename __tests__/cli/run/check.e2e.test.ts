import { asTerminalText } from '../access/compose-text';
import { double, folderWith, tidyUp, UNIVERSAL } from '../check/workplace';
import { commandLine } from '../command-line';
import { shop } from '../infisical-double/world';

afterAll(tidyUp);

const KEYS = ['PORT', 'DATABASE_URL', 'POSTGRES_PASSWORD'];

async function checked(keys: readonly string[], env: NodeJS.ProcessEnv = UNIVERSAL, args: readonly string[] = []) {
  const infisical = await double({ world: shop({ dev: { '/api': [...keys] } }) });
  const cwd = folderWith({ 'compose.yaml': asTerminalText({ host: infisical.url }) });
  // There is no CLI: an identity that may not read a value can do without.
  const own = { PATH: '/nonexistent', ...env };
  return { infisical, ran: await commandLine(['run', '--check', ...args], { cwd, env: own }) };
}

test.concurrent('with credentials, names alone are asked for', async () => {
  const { ran, infisical } = await checked(KEYS);
  expect(ran).toEqual({ status: 0, stdout: '3 keys: all exist in dev:/api\n', stderr: '' });
  const listings = infisical.to('/api/v4/secrets');
  expect(listings.map(({ query }) => query.get('viewSecretValue'))).toEqual(['false']);
});

test.concurrent('of a place with tags, names with one of them are asked for', async () => {
  const infisical = await double({ world: shop({ dev: { '/api': KEYS } }) });
  const tagged = asTerminalText({ host: infisical.url, recursive: 'true\n          tags: [a, web]' });
  const cwd = folderWith({ 'compose.yaml': tagged });
  await commandLine(['run', '--check'], { cwd, env: { PATH: '/nonexistent', ...UNIVERSAL } });
  expect(infisical.to('/api/v4/secrets').map(({ query }) => query.get('tagSlugs'))).toEqual(['a,web']);
});

test.concurrent('what is missing ends with 1, what nobody can find out with 2', async () => {
  expect((await checked(['PORT', 'DATABSE_URL'])).ran).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'app DATABASE_URL: the key "DATABASE_URL" is not in dev:/api: did you mean "DATABSE_URL"?\n' +
      'postgres PGPASSWORD: the key "POSTGRES_PASSWORD" is not in dev:/api\n',
  });
  expect((await checked(KEYS, UNIVERSAL, ['--environment', 'prod'])).ran).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^prod:\/api: there is no such environment/),
  });
});

test.concurrent('of a pull request, the host must be named by somebody else', async () => {
  const pull = { ...UNIVERSAL, GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };
  const { ran, infisical } = await checked(KEYS, pull);
  expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining('no credential was sent to it') });
  expect(infisical.requests).toEqual([]);
  const named = await double({ world: shop({ dev: { '/api': KEYS } }) });
  const cwd = folderWith({ 'compose.yaml': asTerminalText({ host: named.url }) });
  const env = { ...pull, INFISICAL_DOMAIN: named.url };
  expect(await commandLine(['run', '--check'], { cwd, env })).toMatchObject({ status: 0 });
});
