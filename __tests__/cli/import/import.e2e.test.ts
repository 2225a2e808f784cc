import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Folder } from '../../../cli/infisical-api/folder';
import { KeyCatalogue } from '../../../lib';
import { double, folderWith, sync, textsIn, UNIVERSAL, user, yaml } from '../check/workplace';
import { commandLine } from '../command-line';
import type { DoubleOptions } from '../infisical-double/double';
import { ERRORS } from '../infisical-double/error-rows';
import { PROJECT_ID } from '../infisical-double/world';
import { FLAGS, imported, LOCK, named, run, WORLD } from './imported';

describe('import', () => {
  test.concurrent('writes constants and a lock file for the project of the flags', async () => {
    const { infisical, cwd, ran } = await imported();
    expect(ran).toEqual({
      status: 0,
      stdout: [
        'imports/infisical/project.ts: ProjectKeys, 3 keys at 2 folders',
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
      stdout: 'imports/infisical/project.ts: ProjectKeys, 3 keys at 3 folders\n',
    });
  });

  test.concurrent('tells of a workload whose namespace nobody knows, and reads for the one that --namespace gives', async () => {
    const infisical = await double({ world: WORLD });
    const inNamespace = (namespace: string, secretsPath: string) => {
      const target = { secretName: 'api-secrets', secretNamespace: namespace, creationPolicy: 'Orphan' };
      const one = sync(infisical.url, { secretsPath }, { managedKubeSecretReferences: [target] });
      return { ...one, metadata: { name: 'api', namespace } };
    };
    const workload = user(['PORT']);
    const { namespace: _, ...metadata } = workload.metadata;
    const cwd = folderWith({
      'dist/a.yaml': yaml([inNamespace('shop', '/api'), inNamespace('bank', '/shared'), { ...workload, metadata }]),
    });
    const both = await run(infisical, cwd, ['--check', '--json']);
    expect(both.stderr).toMatch(
      /^dist\/a\.yaml:\d+:1: nobody knows the namespace of Deployment "api", and there is a Secret "api-secrets" in "bank" and "shop": the folders of each are imported\. Say which it is with --namespace$/m,
    );
    const one = await run(infisical, cwd, ['--check', '--json', '--namespace', 'shop']);
    expect(one.stderr).toBe('');
    const folders = ({ stdout }: { readonly stdout: string }) =>
      stdout.match(/\+ prod:\/\w+/g)?.map((text) => text.slice(7));
    expect([new Set(folders(both)), new Set(folders(one))]).toEqual([new Set(['/api', '/shared']), new Set(['/api'])]);
  });

  test.concurrent('reads folders below if wanted, and a project by its id', async () => {
    const args = ['--project', PROJECT_ID, '--environment', 'prod', '--recursive', '--path', 'api/'];
    const { cwd, ran } = await imported(args);
    expect(ran.stdout).toContain('imports/infisical/shop.ts: ShopKeys, 3 keys at 1 folder\n');
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
    expect(stdout).toContain(`imports/infisical/${called}, 2 keys at 1 folder\n`);
  });

  describe('keeps the places that were imported before, in their order, and', () => {
    const foldersNamed = (cwd: string, lock = LOCK) =>
      JSON.parse(textsIn(cwd)[lock]).places.map(
        ({ environment, path, recursive }: Folder) => `${environment}:${path}${recursive ? '/**' : ''}`,
      );

    test.concurrent('adds those that are asked for', async () => {
      const { infisical, cwd } = await imported();
      const ran = await run(infisical, cwd, ['--project', 'shop', '--environment', 'dev', '--path', '/api']);
      expect(ran).toEqual({
        status: 0,
        stdout:
          'imports/infisical/project.ts: ProjectKeys, 4 keys at 3 folders\n  + dev:/api DEBUG\n  + dev:/api PORT\n',
        stderr: '',
      });
      expect(foldersNamed(cwd)).toEqual(['staging:/api', 'prod:/api', 'dev:/api']);
    });

    test.concurrent.each<[string, string[], string[]]>([
      ['an environment', ['--environment', 'dev', '--path', '/api'], ['dev:/api']],
      ['a path, in all its environments', ['--path', '/shared'], ['prod:/shared']],
    ])('adds %s to the only project that there is', async (_, args, added) => {
      const { infisical, cwd } = await imported();
      expect(await run(infisical, cwd, args)).toMatchObject({ status: 0 });
      expect(foldersNamed(cwd)).toEqual(['staging:/api', 'prod:/api', ...added]);
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
      expect(foldersNamed(cwd)).toContain('dev:/api');
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
      const finding = KeyCatalogue.fromFile(join(cwd, LOCK))._unknownFolder(...missing, false, [infisical.url]);
      const [, command = ''] = /`npx cdk8s-infisical (.*)`$/.exec(finding) ?? [];
      expect(command).not.toMatch(/--(host|project) /);
      expect(await commandLine(command.split(' '), { cwd, env: UNIVERSAL })).toMatchObject({ status: 0 });
      expect(foldersNamed(cwd)).toEqual(['staging:/api', 'prod:/api', ...added]);
    });

    test.concurrent('brings those up to date that are asked for, whatever the project is called by', async () => {
      const { infisical, cwd } = await imported();
      const args = ['--project', PROJECT_ID, '--environment', 'staging', '--path', '/api'];
      expect((await run(infisical, cwd, args)).stdout).toBe(
        'imports/infisical/project.ts: ProjectKeys, 3 keys at 2 folders, nothing has changed\n',
      );
    });

    test.concurrent('does not lose the folders below one of them', async () => {
      const { infisical, cwd } = await imported([...FLAGS, '--recursive']);
      await run(infisical, cwd, ['--project', 'shop', '--environment', 'prod', '--path', '/api']);
      expect(foldersNamed(cwd)).toEqual(['staging:/api/**', 'prod:/api/**']);
    });

    test.concurrent('adds what manifests read that are named', async () => {
      const { infisical, cwd } = await imported();
      writeFileSync(join(cwd, 'a.yaml'), yaml([sync(infisical.url, { secretsPath: '/shared' }), user(['TRACING'])]));
      await run(infisical, cwd, ['a.yaml']);
      expect(foldersNamed(cwd)).toEqual(['staging:/api', 'prod:/api', 'prod:/shared']);
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

    test.concurrent('says what to log in with, and of no catalogue, which it is to make', async () => {
      const { status, stderr } = await commandLine(['import', ...FLAGS], { cwd: folderWith({}) });
      expect({ status, asked: stderr.split('\n').length }).toEqual({ status: 2, asked: 5 });
      expect(stderr).toMatch(/^there is nothing to log in to Infisical with\. Set one of:\n/);
      expect(stderr).not.toContain('--offline');
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
          'imports/infisical/project.ts: ProjectKeys, 2 keys at 1 folder',
          '  - prod:/shared TRACING',
          '  - staging:/api PORT',
          '',
        ].join('\n'),
        stderr: '',
      });
      expect(foldersNamed(cwd)).toEqual(['prod:/api']);
    });

    test.concurrent('drops with --prune what no manifest reads any more', async () => {
      const { infisical, cwd } = await imported();
      mkdirSync(join(cwd, 'dist'));
      writeFileSync(join(cwd, 'dist/a.yaml'), yaml([sync(infisical.url), user(['PORT'])]));
      expect(await run(infisical, cwd, ['--prune', '--check'])).toMatchObject({ status: 1 });
      await run(infisical, cwd, ['--prune']);
      expect(foldersNamed(cwd)).toEqual(['prod:/api']);
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
      stdout: 'imports/infisical/project.ts: ProjectKeys, 3 keys at 2 folders, nothing has changed\n',
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
