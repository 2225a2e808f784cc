import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, double, statuses, sync, textsIn, user, yaml } from '../check/workplace';
import type { Double } from '../infisical-double/double';
import { PROJECT_ID, shop } from '../infisical-double/world';
import { FLAGS, imported, LOCK, run } from './imported';

describe('import --check', () => {
  test.concurrent('ends with 0 where nothing has changed', async () => {
    const { infisical, cwd } = await imported();
    expect(await run(infisical, cwd, ['--check'])).toMatchObject({ status: 0 });
  });

  test.concurrent('ends with 1 and the names that came and went, and writes nothing', async () => {
    const { cwd } = await imported();
    const before = textsIn(cwd);
    const now = await double({ world: shop({ prod: { '/api': ['PORT', 'NEW'] }, staging: { '/api': ['PORT'] } }) });
    const { url } = now;
    const lock = JSON.parse(before[LOCK]);
    writeFileSync(join(cwd, LOCK), JSON.stringify({ ...lock, host: url }));
    const { status, stdout } = await run(now, cwd, ['--check']);
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: [
        'imports/infisical/project.ts, imports/infisical/project.lock.json: not as Infisical is now, run `npx cdk8s-infisical import`',
        '  - prod:/api DATABASE_URL',
        '  + prod:/api NEW',
        '  - prod:/shared TRACING',
        '',
      ].join('\n'),
    });
    expect(textsIn(cwd)['imports/infisical/project.ts']).toBe(before['imports/infisical/project.ts']);
  });

  test.concurrent('ends with 1 where somebody changed the constants by hand', async () => {
    const { infisical, cwd } = await imported();
    writeFileSync(join(cwd, 'imports/infisical/project.ts'), 'export const ProjectKeys = {};\n');
    expect(await run(infisical, cwd, ['--check'])).toMatchObject({
      status: 1,
      stdout: 'imports/infisical/project.ts: not as Infisical is now, run `npx cdk8s-infisical import`\n',
    });
  });

  test.concurrent('ends with 2 where a manifest is unread, which it tells', async () => {
    const { infisical, cwd } = await imported();
    mkdirSync(join(cwd, 'dist'), { recursive: true });
    writeFileSync(join(cwd, 'dist/b.yaml'), 'a: 1\na: 2\n');
    const { status, stderr } = await run(infisical, cwd, ['--check']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('dist/b.yaml:2:1: unread: a key stands in its map twice'),
    });
  });

  test.concurrent('ends with 2 where the lock file is a pipe, for which nobody waits', async () => {
    const { infisical, cwd } = await imported();
    rmSync(join(cwd, LOCK));
    execFileSync('mkfifo', [join(cwd, LOCK)]);
    expect(await run(infisical, cwd, ['--check'])).toMatchObject({
      status: 2,
      stderr:
        'imports/infisical/project.lock.json: it is no file: name the .lock.json file that `npx cdk8s-infisical import` made\n',
    });
  });

  test.concurrent('ends with 2 where the lock file cannot be read', async () => {
    const { infisical, cwd } = await imported();
    for (const text of ['{', '{"format":9}']) {
      writeFileSync(join(cwd, LOCK), text);
      const { status, stderr } = await run(infisical, cwd, ['--check']);
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /^imports\/infisical\/project\.lock\.json(:\d+:\d+)?: it is no .*make it again with `npx cdk8s-infisical import`\n$/,
      );
    }
  });
});

describe('check --offline', () => {
  const offline = async (cwd: string, infisical: Double, scope: object, keys: string[]) => {
    mkdirSync(join(cwd, 'dist/prod'), { recursive: true });
    writeFileSync(join(cwd, 'dist/prod/shop.yaml'), yaml([sync(infisical.url, { ...scope }), user(keys)]));
    return run(infisical, cwd, ['--offline', '--json'], 'check', {});
  };

  test.concurrent.each<[string, object]>([
    ['a folder', {}],
    ['an environment that imports another folder', { envSlug: 'staging' }],
    ['a project that is named by its id', { projectSlug: undefined, projectId: PROJECT_ID }],
  ])('tells the same of %s as Infisical did, without a login or a request', async (_, scope) => {
    const { infisical, cwd } = await imported();
    const keys = ['PORT', 'DATABSE_URL', 'TRACING'];
    // Without credentials nobody could ask.
    const ran = await offline(cwd, infisical, scope, keys);
    const online = await check(infisical, [sync(infisical.url, { ...scope }), user(keys)], ['--json']);
    expect(ran).toMatchObject({ status: 1, stdout: online.stdout });
  });

  test.concurrent('needs no certificate of the hosts in the configuration', async () => {
    const { infisical, cwd } = await imported();
    const hosts = `hosts:\n  - url: ${infisical.url}\n    caFile: nowhere.pem\n`;
    writeFileSync(join(cwd, 'cdk8s-infisical.yaml'), hosts);
    expect(await offline(cwd, infisical, {}, ['PORT'])).toMatchObject({ status: 0, stderr: '' });
  });

  test.concurrent('knows the folders of a place that was imported with those below', async () => {
    const { infisical, cwd } = await imported([...FLAGS, '--recursive']);
    const below = await offline(cwd, infisical, { secretsPath: '/api/db' }, ['DSN']);
    expect([below.status, statuses(below)]).toEqual([0, ['DSN: ok']]);
    const flat = await offline(cwd, infisical, {}, ['DSN']);
    expect(flat.status).toBe(1);
    expect(statuses(flat)).toContain('DSN: missing');
  });

  test.concurrent.each<[string, object]>([
    ['another path', { secretsPath: '/web' }],
    ['another environment', { envSlug: 'qa' }],
    ['another project', { projectSlug: 'billing' }],
    ['folders below, which were not imported', { recursive: true }],
  ])('ends with 2 for what the catalogue does not know: %s', async (_, scope) => {
    const { infisical, cwd } = await imported();
    const ran = await offline(cwd, infisical, scope, ['PORT']);
    expect([ran.status, statuses(ran)]).toEqual([2, ['PORT: unchecked']]);
    expect(ran.stdout).toMatch(/the key catalogue does not know project \\".*run npx cdk8s-infisical import/);
  });
});
