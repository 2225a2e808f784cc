import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { asTerminalText } from '../access/compose-text';
import { commandLine } from '../command-line';
import { shop } from '../infisical-double/world';
import { double, folderWith, statuses, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from './workplace';

afterAll(tidyUp);

const KEYS = { '/api': ['PORT', 'DATABASE_URL', 'POSTGRES_PASSWORD'] };
const WORLD = shop({ dev: KEYS, prod: { '/api': ['PORT'] } });

async function laptop(
  files: { [file: string]: string } = {},
  compose = (url: string) => asTerminalText({ host: url }),
) {
  const infisical = await double({ world: WORLD });
  const prod = yaml([sync(infisical.url), user(['PORT'])]);
  const cwd = folderWith({ 'dist/prod/shop.yaml': prod, 'compose.yaml': compose(infisical.url), ...files });
  const run = (command: string, ...args: string[]) =>
    commandLine([command, '--host', infisical.url, '--retries', '0', ...args], { cwd, env: UNIVERSAL });
  const check = (...args: string[]) => run('check', '--json', ...args);
  return { infisical, cwd, run, check };
}

const ALL = ['DATABASE_URL: ok', 'PORT: ok', 'POSTGRES_PASSWORD: ok'];

describe('check reads compose.yaml', () => {
  test.concurrent('so that keys that only a laptop uses are used, and an environment without manifests is checked', async () => {
    const { check } = await laptop();
    const ran = await check();
    expect([ran.status, statuses(ran)]).toEqual([0, [...ALL, 'PORT: ok']]);
    expect(statuses(await check('--no-compose'))).toEqual(['PORT: ok']);
  });

  test.concurrent('and asks for a place with tags by them: a key without the tag is not there', async () => {
    const tags = { PORT: ['web'], DATABASE_URL: ['db', 'web'] };
    const world = shop({ dev: { '/api': { keys: KEYS['/api'], tags } } });
    const infisical = await double({ world });
    const compose = asTerminalText({ host: infisical.url, recursive: 'false\n          tags: [web]' });
    const cwd = folderWith({ 'compose.yaml': compose });
    const ran = await commandLine(['check', '--host', infisical.url, '--retries', '0'], { cwd, env: UNIVERSAL });
    expect(ran).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('POSTGRES_PASSWORD  dev:/api (tags: web)'),
    });
    expect(ran.stdout).toContain('2 ok, 1 missing');
  });

  test.concurrent('and names service, file and line of a key that is missing', async () => {
    const { run } = await laptop({}, (url) =>
      asTerminalText({ host: url }).replace('DATABASE_URL: _', 'DATABSE_URL: _'),
    );
    expect(await run('check')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(
        'missing or not visible  DATABSE_URL  dev:/api  compose.yaml:6  compose service app, variable DATABASE_URL  did you mean "DATABASE_URL"?',
      ),
    });
  });

  test.concurrent('where a project has nothing but a laptop', async () => {
    const { cwd, check } = await laptop();
    rmSync(join(cwd, 'dist'), { recursive: true });
    const ran = await check();
    expect([ran.status, statuses(ran)]).toEqual([0, ALL]);
  });

  test.concurrent('and does not pass where it is cut off, and so tells nothing', async () => {
    const { run, cwd } = await laptop({}, (url) => asTerminalText({ host: url }).split('x-infisical')[0]);
    for (const ran of [await run('check'), await commandLine(['report'], { cwd })]) {
      expect(ran).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('compose.yaml:1:1: unread: it is cut off, or of an older release'),
      });
    }
  });

  test.concurrent('beside the folder that is named, not with a part of it or a file', async () => {
    const { check } = await laptop();
    expect(statuses(await check('dist'))).toHaveLength(4);
    expect(statuses(await check('.'))).toHaveLength(4);
    expect(statuses(await check('dist/prod'))).toHaveLength(1);
    expect(statuses(await check('dist/prod/shop.yaml'))).toHaveLength(1);
  });

  test.concurrent('or the files that are named', async () => {
    const { check, infisical } = await laptop();
    const { url } = infisical;
    const files = {
      'dev/a.yaml': asTerminalText({ host: url }),
      'dev/b.yaml': asTerminalText({ host: url }).replace('PORT: _', 'NOPE: _'),
    };
    const other = await laptop(files);
    const ran = await other.check('dist/prod', '--compose', 'dev/a.yaml', '--compose', 'dev/b.yaml', '--host', url);
    expect(statuses(ran)).toContain('NOPE: missing');
    expect(await check('--compose', 'nowhere.yaml')).toMatchObject({
      status: 2,
      stderr: 'nowhere.yaml: there is no such file\n',
    });
    expect(await check('--compose', 'dist/prod/shop.yaml')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^dist\/prod\/shop\.yaml: it does not tell which keys/),
    });
  });

  test.concurrent('but not that of somebody else', async () => {
    const { check } = await laptop({}, () => 'services: {}\nx-infisical: [\n');
    expect(await check()).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('check ends with 2', () => {
  test.concurrent.each<[string, (url: string) => string]>([
    ['conflict markers', (url) => asTerminalText({ host: url }).replace('services:', '<<<<<<< HEAD\nservices:')],
    ['a field that nobody knows', (url) => `${asTerminalText({ host: url })}  values: {}\n`],
  ])('for a compose.yaml with %s', async (_, compose) => {
    const { check } = await laptop({}, compose);
    expect(await check()).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^compose\.yaml:\d+:\d+: unread: /),
    });
  });

  test.concurrent('for a compose.yaml that cannot be read, where a project has nothing but a laptop', async () => {
    const { cwd, run } = await laptop({}, (url) => `${asTerminalText({ host: url })}  values: {}\n`);
    rmSync(join(cwd, 'dist'), { recursive: true });
    const unread = { stderr: expect.stringMatching(/^compose\.yaml:\d+:\d+: unread: /) };
    expect(await run('check')).toMatchObject({ status: 2, ...unread });
    expect(await commandLine(['report', '--role', 'terraform'], { cwd })).toMatchObject({ status: 2, ...unread });
  });

  test.concurrent('for conflict markers in dist', async () => {
    const { check } = await laptop({ 'dist/prod/web.yaml': '<<<<<<< HEAD\n=======\n>>>>>>> main\n' });
    expect(await check()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('resolve the merge, run `npx cdk8s-infisical synth` if that makes the file'),
    });
  });

  test.concurrent('for a compose.yaml that is a pipe, for which nobody waits', async () => {
    const { cwd, check } = await laptop();
    rmSync(join(cwd, 'compose.yaml'));
    execFileSync('mkfifo', [join(cwd, 'compose.yaml')]);
    expect(await check()).toMatchObject({
      status: 2,
      stderr: 'compose.yaml:1:1: unread: it is no file but a named pipe\n',
    });
  });

  test.concurrent('for a host that only the compose file names: it gets no credential', async () => {
    const evil = await double({ world: WORLD });
    const { check } = await laptop({}, () => asTerminalText({ host: evil.url }));
    const ran = await check();
    expect(ran.status).toBe(2);
    expect(ran.stdout).toContain('no credential was sent to it');
    expect(evil.requests).toEqual([]);
  });
});

test.concurrent('import asks for the places of the laptop too, and --prune keeps them', async () => {
  const { cwd, run } = await laptop();
  expect(await run('import')).toMatchObject({ status: 0, stderr: '' });
  const lock = () => JSON.parse(textsIn(cwd)['imports/infisical/shop.lock.json']).places;
  expect(lock()).toEqual([
    expect.objectContaining({ environment: 'dev', path: '/api' }),
    expect.objectContaining({ environment: 'prod', path: '/api' }),
  ]);
  await run('import', '--prune');
  expect(lock()).toHaveLength(2);
});
