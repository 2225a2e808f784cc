import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import type { Place } from '../../../cli/infisical-api/place';
import { InfisicalAuth, KeyCatalogue, SecretSyncedApp } from '../../../lib';
import { check, double, folderWith, statuses, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from '../check/workplace';
import { commandLine, type Ran } from '../command-line';
import type { Double, DoubleOptions } from '../infisical-double/double';
import { ERRORS } from '../infisical-double/error-rows';
import { PROJECT_ID, shop } from '../infisical-double/world';
import { load } from './generated-code';

// Each case starts processes.
jest.setTimeout(60_000);
afterAll(tidyUp);

const WORLD = shop({
  prod: { '/api': ['PORT', 'DATABASE_URL'], '/api/db': ['DSN'], '/shared': ['TRACING'] },
  staging: { '/api': { keys: ['PORT'], imports: [{ environment: 'prod', path: '/shared' }] } },
  dev: { '/api': ['PORT', 'DEBUG'] },
});
const named = (name: string) => ({ projects: WORLD.projects.map((project) => ({ ...project, name })) });
const FLAGS = ['--project', 'shop', '--environment', 'staging', 'prod', '--path', '/api', '--name', 'project'];

function run(
  { url }: Double,
  cwd: string,
  args: readonly string[],
  command = 'import',
  env: NodeJS.ProcessEnv = UNIVERSAL,
) {
  return commandLine([command, '--host', url, '--retries', '0', ...args], { cwd, env });
}

interface Imported {
  readonly infisical: Double;
  readonly ran: Ran;
  readonly files: { readonly [file: string]: string };
}

const known = new Map<string, Promise<Imported>>();

/** What an import writes: it does so once, for all tests that begin with it. */
function importedOnce(args: readonly string[]): Promise<Imported> {
  const id = args.join(' ');
  const importing = known.get(id) ?? importAnew(args);
  known.set(id, importing);
  return importing;
}

async function importAnew(args: readonly string[]): Promise<Imported> {
  const infisical = await double({ world: WORLD });
  const cwd = folderWith({});
  const ran = await run(infisical, cwd, args);
  return { infisical, ran, files: textsIn(cwd) };
}

/** A folder of its own into which a project was imported. */
async function imported(args: readonly string[] = FLAGS) {
  const { infisical, ran, files } = await importedOnce(args);
  return { infisical, ran, cwd: folderWith(files) };
}

const LOCK = 'imports/infisical/project.lock.json';

describe('import', () => {
  test.concurrent('writes constants and a lock file for the project of the flags', async () => {
    const { infisical, cwd, ran } = await imported();
    expect(ran).toEqual({
      status: 0,
      stdout: [
        'imports/infisical/project.ts: ProjectKeys, 3 keys at 2 places',
        '  + prod:/api DATABASE_URL',
        '  + prod:/api PORT',
        '  + prod:/shared TRACING',
        '  + staging:/api PORT',
        '',
      ].join('\n'),
      stderr: '',
    });
    const { [LOCK]: lock, 'imports/infisical/project.ts': code, ...others } = textsIn(cwd);
    expect(others).toEqual({});
    expect(code).toContain("  /** At staging:/api, prod:/api. */\n  PORT: 'PORT',\n");
    expect(JSON.parse(lock)).toEqual({
      format: 1,
      host: infisical.url,
      project: { slug: 'shop', id: PROJECT_ID },
      places: [
        {
          environment: 'staging',
          path: '/api',
          recursive: false,
          origins: [
            { environment: 'staging', path: '/api', imported: false, keys: ['PORT'] },
            { environment: 'prod', path: '/shared', imported: true, keys: ['TRACING'] },
          ],
        },
        {
          environment: 'prod',
          path: '/api',
          recursive: false,
          origins: [{ environment: 'prod', path: '/api', imported: false, keys: ['DATABASE_URL', 'PORT'] }],
        },
      ],
    });
  });

  test.concurrent('reads every place that the manifests use, and keeps the name that a project has', async () => {
    const { infisical, cwd } = await imported();
    mkdirSync(join(cwd, 'dist'));
    writeFileSync(join(cwd, 'dist/a.yaml'), yaml([sync(infisical.url, { secretsPath: '/shared' }), user(['TRACING'])]));
    const { status, stdout } = await run(infisical, cwd, []);
    expect({ status, stdout }).toEqual({
      status: 0,
      // The key is known already, by way of an import: what is new is the place.
      stdout: 'imports/infisical/project.ts: ProjectKeys, 3 keys at 3 places\n',
    });
  });

  test.concurrent('reads folders below if wanted, and a project by its id', async () => {
    const args = ['--project', PROJECT_ID, '--environment', 'prod', '--recursive', '--path', 'api/'];
    const { cwd, ran } = await imported(args);
    expect(ran.stdout).toContain('imports/infisical/shop.ts: ShopKeys, 3 keys at 1 place\n');
    expect(textsIn(cwd)['imports/infisical/shop.ts']).toContain("['prod:/api/db', ['DSN']],");
    expect(JSON.parse(textsIn(cwd)['imports/infisical/shop.lock.json']).project).toEqual({
      slug: 'shop',
      id: PROJECT_ID,
    });
  });

  test.concurrent.each<[string, DoubleOptions['world'], boolean, string]>([
    ['its name', named('My Shop!'), false, 'my-shop.ts: MyShopKeys'],
    ['its slug, where the name has no letter that a file may have', named('商店'), false, 'shop.ts: ShopKeys'],
    ['its id, where an older Infisical tells neither', WORLD, true, 'project-6f1c2d7e.ts: Project6f1c2d7eKeys'],
  ])('calls a project that was imported by its id after %s', async (_, world, old, called) => {
    const infisical = await double({ world, old });
    const { stdout } = await run(infisical, folderWith({}), [
      '--project',
      PROJECT_ID,
      '--environment',
      'prod',
      '--path',
      '/api',
    ]);
    expect(stdout).toContain(`imports/infisical/${called}, 2 keys at 1 place\n`);
  });

  describe('keeps the places that were imported before, in their order, and', () => {
    const placesOf = (cwd: string, lock = LOCK) =>
      JSON.parse(textsIn(cwd)[lock]).places.map(
        ({ environment, path, recursive }: Place) => `${environment}:${path}${recursive ? '/**' : ''}`,
      );

    test.concurrent('adds those that are asked for', async () => {
      const { infisical, cwd } = await imported();
      const ran = await run(infisical, cwd, ['--project', 'shop', '--environment', 'dev', '--path', '/api']);
      expect(ran).toEqual({
        status: 0,
        stdout:
          'imports/infisical/project.ts: ProjectKeys, 4 keys at 3 places\n  + dev:/api DEBUG\n  + dev:/api PORT\n',
        stderr: '',
      });
      expect(placesOf(cwd)).toEqual(['staging:/api', 'prod:/api', 'dev:/api']);
    });

    test.concurrent.each<[string, string[], string[]]>([
      ['an environment', ['--environment', 'dev', '--path', '/api'], ['dev:/api']],
      ['a path, in all its environments', ['--path', '/shared'], ['prod:/shared']],
    ])('adds %s to the only project that there is', async (_, args, added) => {
      const { infisical, cwd } = await imported();
      expect(await run(infisical, cwd, args)).toMatchObject({ status: 0 });
      expect(placesOf(cwd)).toEqual(['staging:/api', 'prod:/api', ...added]);
    });

    test.concurrent('asks which of several projects is meant', async () => {
      const { infisical, cwd } = await imported();
      writeFileSync(
        join(cwd, 'imports/infisical/other.lock.json'),
        textsIn(cwd)[LOCK].replaceAll('shop', 'other').replaceAll(PROJECT_ID, 'another'),
      );
      const args = ['--environment', 'dev', '--path', '/api'];
      expect(await run(infisical, cwd, args)).toMatchObject({
        status: 2,
        stderr:
          '--environment belongs to a project: give --project too, or --name with one of those that are imported: other, project\n',
      });
      expect(await run(infisical, cwd, [...args, '--name', 'project'])).toMatchObject({ status: 0 });
      expect(placesOf(cwd)).toContain('dev:/api');
    });

    test.concurrent.each<[string, [string, string], boolean, string[]]>([
      ['a path', ['staging', '/shared'], false, ['prod:/shared']],
      ['a path, where there is another catalogue', ['staging', '/shared'], true, ['prod:/shared']],
      ['an environment', ['dev', '/api'], false, ['dev:/api']],
      ['an environment, where there is another catalogue', ['dev', '/api'], true, ['dev:/api']],
    ])('adds %s that a finding misses, with the command as it stands there', async (_, missing, isOneOfTwo, added) => {
      const { infisical, cwd } = await imported();
      if (isOneOfTwo) {
        const other = textsIn(cwd)[LOCK].replaceAll('shop', 'other').replaceAll(PROJECT_ID, 'another');
        writeFileSync(join(cwd, 'imports/infisical/other.lock.json'), other);
      }
      writeFileSync(join(cwd, 'cdk8s-infisical.yaml'), `hosts:\n  - url: ${infisical.url}\n`);
      const finding = KeyCatalogue.fromFile(join(cwd, LOCK))._unknownPlace(...missing, false, [infisical.url]);
      const [, command = ''] = /`npx cdk8s-infisical (.*)`$/.exec(finding) ?? [];
      expect(command).not.toMatch(/--(host|project) /);
      expect(await commandLine(command.split(' '), { cwd, env: UNIVERSAL })).toMatchObject({ status: 0 });
      expect(placesOf(cwd)).toEqual(['staging:/api', 'prod:/api', ...added]);
    });

    test.concurrent('brings those up to date that are asked for, whatever the project is called by', async () => {
      const { infisical, cwd } = await imported();
      const args = ['--project', PROJECT_ID, '--environment', 'staging', '--path', '/api'];
      expect((await run(infisical, cwd, args)).stdout).toBe(
        'imports/infisical/project.ts: ProjectKeys, 3 keys at 2 places, nothing has changed\n',
      );
    });

    test.concurrent('does not lose the folders below one of them', async () => {
      const { infisical, cwd } = await imported([...FLAGS, '--recursive']);
      await run(infisical, cwd, ['--project', 'shop', '--environment', 'prod', '--path', '/api']);
      expect(placesOf(cwd)).toEqual(['staging:/api/**', 'prod:/api/**']);
    });

    test.concurrent('adds what manifests read that are named', async () => {
      const { infisical, cwd } = await imported();
      writeFileSync(join(cwd, 'a.yaml'), yaml([sync(infisical.url, { secretsPath: '/shared' }), user(['TRACING'])]));
      await run(infisical, cwd, ['a.yaml']);
      expect(placesOf(cwd)).toEqual(['staging:/api', 'prod:/api', 'prod:/shared']);
    });

    test.concurrent('asks the host that the project is known at, if it may have the credential', async () => {
      const { infisical, cwd } = await imported();
      const args = ['import', '--project', 'shop', '--environment', 'dev', '--path', '/api', '--retries', '0'];
      const mapped = await commandLine([...args, '--host-map', `${infisical.url}=${infisical.url}`], {
        cwd,
        env: UNIVERSAL,
      });
      expect(mapped).toMatchObject({ status: 0 });
      const refused = await commandLine(args, { cwd, env: UNIVERSAL });
      expect(refused).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('which you did not: no credential was sent to it'),
      });
    });

    test.concurrent('asks once for the host where nobody named one', async () => {
      const infisical = await double({ world: WORLD });
      const args = ['import', ...FLAGS, '--retries', '0', '--host-map', `http://infisical.svc=${infisical.url}`];
      const { status, stdout, stderr } = await commandLine(args, { cwd: folderWith({}), env: UNIVERSAL });
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(
        `nobody said which host has the project: Infisical Cloud (https://app.infisical.com) is the default, and only ${infisical.url} may get the credential. Give --host, or write the one into cdk8s-infisical.yaml below "hosts:"\n`,
      );
      expect(infisical.requests).toEqual([]);
    });

    test.concurrent('drops them with --prune, and says so', async () => {
      const { infisical, cwd } = await imported();
      const ran = await run(infisical, cwd, [
        '--project',
        'shop',
        '--environment',
        'prod',
        '--path',
        '/api',
        '--prune',
      ]);
      expect(ran).toEqual({
        status: 0,
        stdout: [
          'imports/infisical/project.ts: ProjectKeys, 2 keys at 1 place',
          '  - prod:/shared TRACING',
          '  - staging:/api PORT',
          '',
        ].join('\n'),
        stderr: '',
      });
      expect(placesOf(cwd)).toEqual(['prod:/api']);
    });

    test.concurrent('drops with --prune what no manifest reads any more', async () => {
      const { infisical, cwd } = await imported();
      mkdirSync(join(cwd, 'dist'));
      writeFileSync(join(cwd, 'dist/a.yaml'), yaml([sync(infisical.url), user(['PORT'])]));
      expect(await run(infisical, cwd, ['--prune', '--check'])).toMatchObject({ status: 1 });
      await run(infisical, cwd, ['--prune']);
      expect(placesOf(cwd)).toEqual(['prod:/api']);
    });
  });

  test.concurrent('does not give a project a second name, or two projects one', async () => {
    const other = {
      id: PROJECT_ID.replace(/1$/, '2'),
      slug: 'billing',
      environments: { prod: { '/api': { keys: ['X'] } } },
    };
    const infisical = await double({ world: { projects: [...WORLD.projects, other] } });
    const cwd = folderWith({});
    await run(infisical, cwd, FLAGS);
    const before = textsIn(cwd);
    const at = ['--environment', 'prod', '--path', '/api', '--name'];
    expect(await run(infisical, cwd, ['--project', 'shop', ...at, 'shop'])).toMatchObject({
      status: 2,
      stderr:
        '--name shop: the project is called "project" already: rename project.ts and project.lock.json, or leave --name away\n',
    });
    expect(await run(infisical, cwd, ['--project', 'billing', ...at, 'project'])).toMatchObject({
      status: 2,
      stderr: 'project.lock.json is of another project: give this one another --name, or delete that file\n',
    });
    expect(textsIn(cwd)).toEqual(before);
  });

  test.concurrent('writes the same bytes again, and then nothing', async () => {
    const { infisical, cwd } = await imported();
    const before = textsIn(cwd);
    expect(await run(infisical, cwd, [])).toMatchObject({
      status: 0,
      stdout: 'imports/infisical/project.ts: ProjectKeys, 3 keys at 2 places, nothing has changed\n',
    });
    expect(textsIn(cwd)).toEqual(before);
  });

  test.concurrent('leaves out a place that does not exist, and says so', async () => {
    const { cwd, ran } = await imported(['--project', 'shop', '--environment', 'prod', 'qa', '--path', '/api']);
    expect(ran).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^project "shop", qa:\/api is left out: there is no such/),
    });
    expect(textsIn(cwd)['imports/infisical/shop.ts']).not.toContain('qa');
  });

  test.concurrent.each<[string, string[], string]>([
    [
      'nothing to import',
      [],
      'there is nothing to import: no manifest reads from Infisical. Give --project and --environment\n',
    ],
    [
      'a project without an environment',
      ['--project', 'shop'],
      '--project shop needs --environment, for example staging prod\n',
    ],
    ['a path without a project', ['--path', '/api'], '--path belongs to a project: give --project too\n'],
    [
      'an environment without a project',
      ['--environment', 'prod'],
      '--environment belongs to a project: give --project too\n',
    ],
    [
      'places that do not exist',
      ['--project', 'shop', '--environment', 'qa'],
      'nothing was written:\nproject "shop", qa:/ is left out: there is no such',
    ],
    [
      'a name that names no file',
      ['--project', 'shop', '--environment', 'prod', '--path', '/api', '--name', '../..'],
      '"../.." cannot name a file: give --name\n',
    ],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { cwd, ran } = await imported(args);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr.startsWith(message)).toBe(true);
    expect(textsIn(cwd)).toEqual({});
  });

  test.concurrent('writes nothing if a single place does not answer', async () => {
    const infisical = await double({
      world: WORLD,
      faults: ({ query }) =>
        query.get('environment') === 'prod' ? { fault: 'error', row: ERRORS.internal } : undefined,
    });
    const cwd = folderWith({});
    const { status, stdout, stderr } = await run(infisical, cwd, FLAGS);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('nothing was written:\nproject "shop", prod:/api: ');
    expect(textsIn(cwd)).toEqual({});
  });

  test.concurrent('tells one project from another', async () => {
    const other = {
      id: PROJECT_ID.replace(/1$/, '2'),
      slug: 'billing',
      environments: { prod: { '/api': { keys: ['X'] } } },
    };
    const infisical = await double({ world: { projects: [...WORLD.projects, other] } });
    const second = sync(infisical.url, { projectSlug: 'billing' });
    const manifests = [sync(infisical.url), { ...second, metadata: { ...second.metadata, name: 'b' } }, user(['PORT'])];
    const cwd = folderWith({ 'dist/a.yaml': yaml(manifests) });
    expect(await run(infisical, cwd, ['--json'])).toMatchObject({ status: 0 });
    expect(Object.keys(textsIn(join(cwd, 'imports/infisical')))).toEqual([
      'billing.lock.json',
      'billing.ts',
      'shop.lock.json',
      'shop.ts',
    ]);
    expect(await run(infisical, cwd, ['dist', '--name', 'x'])).toMatchObject({
      status: 2,
      stderr: '--name "x" is one name for 2 projects: import each with --project\n',
    });
  });
});

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

describe('at synth', () => {
  async function synth(environment: string, select: (keys: Record<string, string>) => string[]) {
    const { cwd } = await imported();
    const { keys, at } = load(textsIn(cwd)['imports/infisical/project.ts'], 'project');
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new SecretSyncedApp(chart, 'api', {
      image: 'api',
      sync: {
        auth: InfisicalAuth.universal({ credentials: { name: 'infisical-credentials' } }),
        source: { projectSlug: 'shop', environment, path: '/api', keys: at(environment, '/api') },
      },
      secretKeys: select(keys),
    });
    return app.synthYaml();
  }

  test('a key that exists in one environment only is an error for the other', async () => {
    const select = ({ DATABASE_URL, PORT }: Record<string, string>) => [DATABASE_URL, PORT];
    expect(await synth('prod', select)).toContain('key: DATABASE_URL');
    await expect(synth('staging', select)).rejects.toThrow(
      /uses the key "DATABASE_URL", which InfisicalSecret "api.*" does not write/,
    );
  });

  test('a key that is written by hand, wrongly, is an error with the one that was meant', async () => {
    await expect(synth('prod', () => ['DATABSE_URL'])).rejects.toThrow(/"DATABSE_URL".*did you mean "DATABASE_URL"\?/);
  });

  test('so is a wrong constant, where nobody checks the types', async () => {
    await expect(synth('prod', ({ DATABSE_URL }) => [DATABSE_URL])).rejects.toThrow(
      'project "shop" has no key "DATABSE_URL": did you mean "DATABASE_URL"?',
    );
  });
});
