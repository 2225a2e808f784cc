import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { configMap, container, deployment, podTemplate, secret } from '../../validation/manifests';
import { commandLine } from '../command-line';
import { type Files, inFolder, onlineShop, writeFiles } from './online-shop';
import { syncFrom, taker, workload } from './reported';

const yaml = (...manifests: object[]) => manifests.map((manifest) => stringify(manifest)).join('---\n');
const WEB: Files = { 'dist/prod/shop.k8s.yaml': yaml(syncFrom({}), workload('web', { A: 'A' })) };
const report = (cwd: string, ...args: string[]) => commandLine(['report', ...args], { cwd });

function git(cwd: string, ...args: string[]) {
  const env = { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1' };
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...who, ...args], { cwd, env, stdio: 'ignore' });
}

function commit(cwd: string, files: Files) {
  writeFiles(cwd, files);
  git(cwd, 'init');
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--allow-empty', '--message', 'x');
}

describe('report', () => {
  test('reads dist, and prints text', () =>
    inFolder(WEB, async (cwd) => {
      expect(await report(cwd)).toEqual({
        status: 0,
        stderr: '',
        stdout: `1 workload in prod gets 1 key from 1 folder of shop

note  Secret shop/api-secrets: holds every key of /api; these manifests use 1 of them by name (prod)
      Who may read Secrets in such a namespace can read the whole folder. To keep a Secret to the keys in use, give its SyncedSecret projection: SecretProjection.SELECTED.

web Deployment in shop, from /api
  A  variable
`,
      });
    }));

  test('ends with 2 where an environment is filled in later: it is unread, and no environment of that name is shown', () =>
    inFolder(
      { ...WEB, 'dist/any/shop.k8s.yaml': yaml(syncFrom({ envSlug: `\${ENV}` }), workload('web', { A: 'A' })) },
      async (cwd) => {
        const { status, stderr, stdout } = await report(cwd);
        expect({ status, stderr }).toEqual({
          status: 2,
          stderr:
            'dist/any/shop.k8s.yaml:1:1: unread: the environment "${ENV}" is filled in later, so that nobody knows it here: check what is applied\n',
        });
        expect(stdout).toMatch(
          /^\? dist\/any\/shop\.k8s\.yaml:1:1 is unread: what it says is not in the report\n1 workload in prod gets/,
        );
        expect(stdout).not.toContain('${ENV}');
      },
    ));

  test('prints JSON without an absolute path, whatever path it was given', () =>
    inFolder(WEB, async (cwd) => {
      const [given, absolute] = await Promise.all([report(cwd, '--json'), report(cwd, '--json', join(cwd, 'dist'))]);
      expect(absolute).toEqual(given);
      writeFiles(cwd, { 'cdk8s.yaml': 'app: none\n', 'elsewhere/deep/notes': '' });
      const places = ['elsewhere', 'elsewhere/deep', '..'].map((place) => join(cwd, place));
      for (const place of places) expect(await report(place, '--json', join(cwd, 'dist'))).toEqual(given);
      expect(given.stdout).not.toContain(cwd);
      expect(JSON.parse(given.stdout)).toMatchObject({
        counts: { environments: 1, workloads: 1, keys: 1, folders: 1 },
        rows: [{ environment: 'prod', holder: { name: 'web' }, variable: 'A', key: 'A', cluster: 'dist/prod' }],
      });
    }));

  test('tells of a workload that is listed for several namespaces, as nobody knows its own', () => {
    const placed = (namespace: string) =>
      syncFrom({}, { managedKubeSecretReferences: [{ secretName: 'api-secrets', secretNamespace: namespace }] });
    const unplaced = { ...workload('web', { A: 'A' }), metadata: { name: 'web' } };
    return inFolder({ 'dist/prod/a.yaml': yaml(placed('shop'), placed('bank'), unplaced) }, async (cwd) => {
      for (const args of [[join(cwd, 'dist')], ['dist', '--json']]) {
        const { status, stderr } = await report(cwd, ...args);
        expect(status).toBe(0);
        expect(stderr).toMatch(
          /^dist\/prod\/a\.yaml:\d+:1: nobody knows the namespace of Deployment "web", and there is a Secret "api-secrets" in "bank" and "shop": it is listed with the keys of each\. Say which it is with --namespace\n$/,
        );
      }
      expect((await report(cwd, '--namespace', 'shop')).stderr).toBe('');
    });
  });

  test('tells the very folder of a key where the key catalogue has it, and goes on without one that cannot be read', () => {
    const origin = { environment: 'prod', path: '/api/db', imported: false, keys: ['A'] };
    const lock = {
      format: 1,
      host: 'https://secrets.example.com',
      project: { slug: 'shop' },
      places: [{ environment: 'prod', path: '/api', recursive: true, origins: [origin] }],
    };
    const files = {
      'dist/prod/shop.k8s.yaml': yaml(syncFrom({ recursive: true }), workload('web', { A: 'A' })),
      'imports/infisical/shop.lock.json': JSON.stringify(lock),
      'elsewhere/shop.lock.json': '<<<<<<< ours\n',
      'empty/x': '',
    };
    return inFolder(files, async (cwd) => {
      expect((await report(cwd)).stdout).toContain('web Deployment in shop, from /api/db\n');
      const { rows } = JSON.parse((await report(cwd, '--json')).stdout);
      expect(rows[0]).toMatchObject({ places: [{ path: '/api', recursive: true }], origins: [{ path: '/api/db' }] });
      const broken = await report(cwd, '--catalogue', 'elsewhere');
      expect(broken).toMatchObject({ status: 2, stdout: '' });
      expect(broken.stderr).toContain('elsewhere/shop.lock.json: it has the marks of a merge conflict');
      expect((await report(cwd, '--catalogue', 'empty')).stderr).toContain('empty: there is no key catalogue');
      expect((await report(cwd, '--catalogue', 'empty', '--diff', 'main')).stderr).toContain('neither with --diff');
      writeFiles(cwd, { 'imports/infisical/shop.lock.json': '<<<<<<< ours\n' });
      const without = await report(cwd);
      expect(without).toMatchObject({ status: 2, stderr: expect.stringContaining('merge conflict') });
      expect(without.stdout).toContain('from /api/**');
    });
  });

  test('reads standard input', async () => {
    const { stdout } = await commandLine(['report', '-', '--json'], { stdin: WEB['dist/prod/shop.k8s.yaml'] });
    expect(JSON.parse(stdout).rows).toMatchObject([{ key: 'A', cluster: 'standard input' }]);
  });

  test('writes a page into a file', () =>
    inFolder(onlineShop(['prod']), async (cwd) => {
      expect(await report(cwd, '--format', 'html', '--output', 'report.html')).toEqual({
        status: 0,
        stdout: '',
        stderr: 'wrote report.html\n',
      });
      expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
    }));

  test('tells what it could not read', () =>
    inFolder({ ...WEB, 'dist/prod/values.yaml': 'a: 1\n' }, async (cwd) => {
      const { status, stderr } = await report(cwd);
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: '1 file holds no Kubernetes manifest\n',
      });
    }));

  test.each<[string, string[], string]>([
    ['a path that is not there', ['no'], 'no: there is no such file or folder\n'],
    ['a key that nobody gets', ['--key', 'B'], 'no workload gets the key "B": call report without --key'],
    [
      'an unknown environment',
      ['--environment', 'prd'],
      'the manifests have no environment "prd": did you mean "prod"?\n',
    ],
    ['--exit-code alone', ['--exit-code'], '--exit-code tells whether access grows: it needs --diff\n'],
    ['--for alone', ['--for', 'check'], '--for says whom a role is for: it needs --role\n'],
    [
      '--also alone',
      ['--also', 'DB_USER'],
      '--also names keys that a role needs too, or that change with another one: it needs --role or --rotate\n',
    ],
    [
      '--also for check',
      ['--role', 'json', '--for', 'check', '--also', 'DB_USER'],
      '--also is for the role of the operator: that of check may describe every key of its folders\n',
    ],
    [
      'keys that no role can have',
      ['--role', 'json', '--also', 'prod:/apii:DB_USER', '--also', 'dev:/api:DB_USER'],
      '--also: no role for these manifests reads the folder "dev:/api": they read prod:/api\n' +
        '--also: no role for these manifests reads the folder "prod:/apii": did you mean "prod:/api"?\n',
    ],
    [
      'a role and a difference',
      ['--role', 'json', '--diff', 'main'],
      "error: option '--role <format>' cannot be used with",
    ],
    [
      'a value instead of the key to rotate',
      ['--rotate', 'sk live!'],
      '--rotate: the key is a text of 8 characters that is no name',
    ],
    ['a key to rotate that nobody gets', ['--rotate', 'B'], 'nobody gets the key "B": call report without --rotate'],
    ['a page of a rotation', ['--rotate', 'A', '--format', 'html'], 'the HTML page shows a whole report'],
    ['a rotation and one key', ['--rotate', 'A', '--key', 'A'], "error: option '--rotate <key>' cannot be used with"],
    ['a file that cannot be written', ['--output', 'no/report.txt'], 'no/report.txt: it cannot be written\n'],
    ['no git repository', ['--diff', 'main'], '--diff needs a git repository'],
  ])('ends with 2 for %s', (_, args, message) =>
    inFolder(WEB, async (cwd) => {
      const { status, stdout, stderr } = await report(cwd, ...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr.startsWith(message)).toBe(true);
    }),
  );

  test('prints a role', () =>
    inFolder(WEB, async (cwd) => {
      const { stdout } = await report(cwd, '--role', 'json');
      expect(JSON.parse(stdout).roles[0].permissions[0].conditions.secretName).toEqual({ $in: ['A'] });
      expect((await report(cwd, '--role', 'terraform', '--for', 'check')).stdout).toContain(
        'action   = ["describeSecret"]',
      );
    }));

  test('tells what happens when a key is changed, in each format', () =>
    inFolder({ ...WEB, ...stagingOf(WEB) }, async (cwd) => {
      const text = await report(cwd, '--rotate', 'A');
      expect(text).toMatchObject({ status: 0, stderr: '' });
      expect(text.stdout).toMatch(/^1 workload in staging and prod has A, from staging:\/api and prod:\/api\n/);
      expect(text.stdout.indexOf('staging: change A')).toBeLessThan(text.stdout.indexOf('prod: change A'));
      const one = await report(cwd, '--rotate', 'A', '--environment', 'prod', '--format', 'markdown');
      expect(one.stdout).toContain('- [ ] `prod`: wait until Secret shop/api-secrets has it');
      expect(one.stdout).not.toContain('staging');
      const { stdout } = await report(cwd, '--rotate', 'A', '--json', 'dist/staging');
      expect(JSON.parse(stdout).places).toMatchObject([{ environment: 'staging', readers: [{ outcome: 'restarts' }] }]);
    }));

  test('tells of a key that is changed what is unread, and ends with 2', () =>
    inFolder({ ...WEB, 'dist/prod/broken.yaml': 'a: [\n' }, async (cwd) => {
      const { status, stdout, stderr } = await report(cwd, '--rotate', 'A');
      expect(status).toBe(2);
      expect(stderr).toContain('dist/prod/broken.yaml:2:1: unread');
      expect(stdout).toMatch(/^\? dist\/prod\/broken\.yaml:2:1 is unread/);
      expect(stdout).toContain('who uses it in what is unread');
    }));

  test('prints a role with the keys that values refer to', () =>
    inFolder(WEB, async (cwd) => {
      const also = ['--also', 'DB_USER', '--also', 'prod:/api:DB_PASSWORD'];
      const { stdout } = await report(cwd, '--role', 'json', ...also);
      const names = JSON.parse(stdout).roles[0].permissions[0].conditions.secretName;
      expect(names).toEqual({ $in: ['A', 'DB_PASSWORD', 'DB_USER'] });
    }));
});

describe('values never get into it', () => {
  const CANARY = 'canary-value';
  const env = [
    { name: 'PLAIN', value: CANARY },
    { name: 'A', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'A' } } },
  ];
  const annotations = { note: CANARY };
  const files = {
    'dist/prod/shop.k8s.yaml': yaml(
      syncFrom({}, { managedSecretReference: undefined, extra: CANARY }),
      deployment(
        { template: podTemplate({ containers: [container({ name: 'web', env, args: [CANARY] })] }, { annotations }) },
        { annotations },
      ),
      secret('api-secrets', { stringData: { A: CANARY }, data: { B: Buffer.from(CANARY).toString('base64') } }),
      configMap('config', { data: { A: CANARY } }),
    ),
  };

  test.each([
    ['text', []],
    ['markdown', ['--format', 'markdown']],
    ['JSON', ['--json']],
    ['a rotation', ['--rotate', 'A']],
    ['a rotation in JSON', ['--rotate', 'A', '--json']],
    ['HTML', ['--format', 'html']],
    ['a role', ['--role', 'terraform']],
    ['a difference', ['--diff', 'HEAD']],
    ['a difference in JSON', ['--diff', 'HEAD', '--json']],
  ])('as %s', (_, args) =>
    inFolder({}, async (cwd) => {
      commit(cwd, { 'x.txt': '' });
      writeFiles(cwd, files);
      const { status, stdout, stderr } = await report(cwd, ...args);
      expect(status).toBe(0);
      expect(stdout).toContain('A');
      expect(stdout + stderr).not.toContain(CANARY);
      expect(stdout + stderr).not.toContain(Buffer.from(CANARY).toString('base64'));
    }),
  );
});

describe('report --diff', () => {
  const MORE = { 'dist/prod/shop.k8s.yaml': yaml(syncFrom({}), workload('web', { A: 'A', STRIPE_KEY: 'STRIPE_KEY' })) };
  const GAIN = 'web gains STRIPE_KEY in prod (variable STRIPE_KEY, from /api)';
  const changed = (before: Files, after: Files, work: (cwd: string) => Promise<unknown>) =>
    inFolder({}, async (cwd) => {
      commit(cwd, before);
      git(cwd, 'tag', 'before');
      writeFiles(cwd, after);
      await work(cwd);
    });

  test('says what is different from a git ref, and ends with 0', () =>
    changed(WEB, MORE, async (cwd) => {
      expect(await report(cwd, '--diff', 'before')).toEqual({ status: 0, stdout: `+ ${GAIN}\n`, stderr: '' });
      expect((await report(cwd, '--diff', 'before', '--format', 'markdown')).stdout).toContain(
        '**+** `web` gains `STRIPE_KEY`',
      );
      const { stdout } = await report(cwd, '--diff', 'before', '--json');
      expect(JSON.parse(stdout)).toMatchObject({ grows: true, changes: [{ kind: 'gains', sentence: GAIN }] });
    }));

  test('ends with 1 if access grows and --exit-code is given', () =>
    changed(WEB, MORE, async (cwd) => {
      expect((await report(cwd, '--diff', 'before', '--exit-code')).status).toBe(1);
      git(cwd, 'commit', '--all', '--message', 'x');
      writeFiles(cwd, WEB);
      expect(await report(cwd, '--diff', 'HEAD', '--exit-code')).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('loses'),
      });
    }));

  test('works from a folder of the repository, with any name of a path', () =>
    changed({ 'a b/dist/prod/x.yaml': MORE['dist/prod/shop.k8s.yaml'] }, {}, async (cwd) => {
      const inside = join(cwd, 'a b');
      for (const path of ['dist', 'dist/prod', 'dist/prod/x.yaml', join(inside, 'dist'), '.', '..']) {
        expect(await report(inside, '--diff', 'before', path)).toMatchObject({
          status: 0,
          stdout: 'No workload gains or loses a key.\n',
        });
      }
    }));

  test('everything is gained where the ref has no dist, and lost where dist is gone', () =>
    changed({ 'README.md': '' }, WEB, async (cwd) => {
      expect((await report(cwd, '--diff', 'before')).stdout).toContain('+ web (new) gains A in prod');
      git(cwd, 'add', '--all');
      git(cwd, 'commit', '--message', 'x');
      rmSync(join(cwd, 'dist'), { recursive: true });
      expect((await report(cwd, '--diff', 'HEAD')).stdout).toContain('- web (removed) loses A in prod');
    }));

  test('with dots it compares with where the work began', () =>
    changed(WEB, {}, async (cwd) => {
      git(cwd, 'checkout', '-b', 'work');
      git(cwd, 'checkout', '-b', 'other');
      writeFiles(cwd, { 'dist/prod/shop.k8s.yaml': yaml(syncFrom({}), taker('web')) });
      git(cwd, 'commit', '--all', '--message', 'x');
      git(cwd, 'checkout', 'work');
      expect((await report(cwd, '--diff', 'other')).stdout).toContain('web no longer gets every key');
      expect((await report(cwd, '--diff', 'other...')).stdout).toBe('No workload gains or loses a key.\n');
    }));

  test('shows one environment, or one key', () =>
    changed(WEB, { ...MORE, ...stagingOf(MORE) }, async (cwd) => {
      const shown = async (...args: string[]) => (await report(cwd, '--diff', 'before', ...args)).stdout;
      expect(await shown('--environment', 'prod')).toBe(`+ ${GAIN}\n`);
      expect(await shown('--environment', 'staging')).not.toContain('in prod');
      expect(await shown('--key', 'STRIPE_KEY', '--environment', 'prod')).toBe(`+ ${GAIN}\n`);
      expect(await shown('--key', 'A', '--environment', 'prod')).toBe('No workload gains or loses a key.\n');
    }));

  test.each([
    ['an option instead of a ref', ['--diff=--output=/tmp/x'], 'a git ref does not begin with a hyphen'],
    ['an unknown ref', ['--diff', 'nope'], '--diff nope: git knows no commit of that name'],
    ['a ref that is a command', ['--diff', '$(touch pwned);`touch pwned`'], 'git knows no commit of that name'],
    ['a path outside of the repository', ['--diff', 'before', '/'], '/: this is outside of the repository'],
    ['a link that leads outside', ['--diff', 'before', 'link'], 'link: this is outside of the repository'],
    ['standard input', ['--diff', 'before', '-'], 'standard input has no past'],
    [
      'a path that is nowhere',
      ['--diff', 'before', 'no'],
      'no: there is no such file or folder, neither here nor at before',
    ],
    ['a page', ['--diff', 'before', '--format', 'html'], 'with --diff, take --format markdown'],
  ])('ends with 2 for %s', (_, args, message) =>
    changed(WEB, {}, async (cwd) => {
      mkdirSync(join(cwd, 'sub'));
      symlinkSync('/usr', join(cwd, 'link'));
      const { status, stdout, stderr } = await report(cwd, ...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(message);
      expect(stderr).not.toMatch(/^ +at /m);
    }),
  );
});

function stagingOf(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file.replace('prod', 'staging'), text.replaceAll('prod', 'staging')]),
  );
}
