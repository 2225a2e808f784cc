import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNIVERSAL } from '../cli/check/workplace';
import { commandLine } from '../cli/command-line';
import { type Double, startDouble } from '../cli/infisical-double/double';
import { PROJECT } from './main-program';

const APP = [
  'CORS_TRUSTED_ORIGINS',
  'DATABASE_URL',
  'DEV',
  'PORT',
  'RABBITMQ_URL',
  'RATELIMIT_ENABLED',
  'RATELIMIT_MAX_BURST',
  'RATELIMIT_RPS',
];
const LAPTOP = ['POSTGRES_PASSWORD', 'RABBITMQ_PASSWORD', 'RABBITMQ_USER'];

/** The article's project in Infisical. */
const ARTICLE = {
  id: '00000000-0000-4000-8000-000000000000',
  slug: 'slug',
  environments: {
    dev: { '/': { keys: [...APP, ...LAPTOP] } },
    staging: { '/': { keys: APP } },
    prod: { '/': { keys: APP } },
  },
};

let infisical: Double;
beforeAll(async () => {
  infisical = await startDouble({ world: { projects: [ARTICLE] } });
});
afterAll(() => infisical.close());

const run = (...args: string[]) => {
  const map = ['--host-map', `https://app.infisical.com=${infisical.url}`];
  return commandLine([...args, ...map], { cwd: PROJECT, env: UNIVERSAL });
};

test('the catalogue in imports/infisical has the keys of the project', async () => {
  expect(await run('import', '--check')).toMatchObject({ status: 0, stderr: '' });
}, 60_000);

test('every key that dist and the laptop need is in the project, and every key there is used', async () => {
  const { status, stdout, stderr } = await run('check');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^dev of project slug .*\n11 ok\n/);
  expect(stdout).not.toContain('unused');
});

test('every key that dist and the laptop need is in the catalogue', async () => {
  const offline = await commandLine(['check', '--offline'], { cwd: PROJECT });
  expect(offline).toMatchObject({ status: 0, stderr: '' });
});

test('no value is anywhere in it', () => {
  const lock = JSON.parse(readFileSync(join(PROJECT, 'imports/infisical/project.lock.json'), 'utf8'));
  expect(JSON.stringify(lock)).not.toMatch(/value/i);
});
