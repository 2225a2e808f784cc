import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { commandLine } from '../command-line';
import { type Files, inFolder } from '../report/online-shop';
import { syncFrom, workload } from '../report/reported';

const yaml = (...manifests: object[]) => manifests.map((manifest) => stringify(manifest)).join('---\n');
const PROD: Files = { 'dist/prod/shop.k8s.yaml': yaml(syncFrom({}), workload('web', { A: 'A' })) };
const FILE = 'terraform/infisical.tf.json';
const provision = (cwd: string, ...args: string[]) => commandLine(['provision', ...args], { cwd });
const textOf = (cwd: string, file = FILE) => readFileSync(join(cwd, file), 'utf8');

test('reads dist, and writes what Infisical needs', () =>
  inFolder(PROD, async (cwd) => {
    expect(await provision(cwd)).toEqual({
      status: 0,
      stderr: '',
      stdout: `${FILE}: 1 project, 1 environment, 1 folder, 2 machine identities\n`,
    });
    expect(JSON.parse(textOf(cwd))['//'][0]).toBe(
      'Made by cdk8s-infisical provision from your manifests: change these instead.',
    );
  }));

test('says on the side what is done by hand', () =>
  inFolder({ 'dist/prod/shop.k8s.yaml': yaml(syncFrom({ envSlug: 'Prod' })) }, async (cwd) => {
    const { status, stderr } = await provision(cwd);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'by hand: The environment shop Prod: the provider takes slugs of a-z, 0-9 and - only.\n',
    });
  }));

describe('--check', () => {
  test('writes nothing: what is as it should be ends with 0', () =>
    inFolder(PROD, async (cwd) => {
      expect(await provision(cwd, '--check')).toMatchObject({
        status: 1,
        stdout: `${FILE}: it is not there: run \`npx cdk8s-infisical provision\`, and commit what it writes\n`,
      });
      await provision(cwd);
      expect(await provision(cwd, '--check')).toEqual({
        status: 0,
        stderr: '',
        stdout: `${FILE}: nothing has changed\n`,
      });
    }));

  test('shows what is otherwise, and ends with 1', () =>
    inFolder(PROD, async (cwd) => {
      await provision(cwd);
      writeFileSync(join(cwd, 'dist/prod/shop.k8s.yaml'), yaml(syncFrom({}), workload('web', { A: 'A', B: 'B' })));
      const before = textOf(cwd);
      const { status, stdout } = await provision(cwd, '--check');
      expect(status).toBe(1);
      expect(stdout).toMatch(/^--- a\/terraform\/infisical.tf.json\n\+\+\+ b/);
      expect(stdout).toContain(String.raw`\"$in\":[\"A\",\"B\"]`);
      expect(stdout).toContain('not as the manifests are now: run `npx cdk8s-infisical provision`');
      expect(textOf(cwd)).toBe(before);
    }));

  test('needs no flags, as the configuration has them', () =>
    inFolder(
      {
        ...PROD,
        'cdk8s-infisical.yaml': `
provision:
  folder: deploy/infisical
  existing: [shop prod]
  identities: [{ name: check, id: 6f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d }]
  also: [DB_USER]
  ci: { provider: github, repository: acme/shop }
`,
      },
      async (cwd) => {
        expect((await provision(cwd)).stderr).toBe('');
        const text = textOf(cwd, 'deploy/infisical/infisical.tf.json');
        expect(JSON.parse(text).import).toHaveLength(2);
        expect(text).toContain('DB_USER');
        expect((await provision(cwd, '--check')).status).toBe(0);
      },
    ));

  test('takes line ends of Windows for those that were written', () =>
    inFolder(PROD, async (cwd) => {
      await provision(cwd);
      writeFileSync(join(cwd, FILE), textOf(cwd).replaceAll('\n', '\r\n'));
      expect(await provision(cwd, '--check')).toMatchObject({ status: 0, stdout: `${FILE}: nothing has changed\n` });
    }));

  test('shows nothing of a file of somebody else, also behind a link', () =>
    inFolder({ ...PROD, 'outside.txt': 'canary-4f3a9b\n', 'terraform/.keep': '' }, async (cwd) => {
      symlinkSync(join(cwd, 'outside.txt'), join(cwd, FILE));
      expect(await provision(cwd, '--check')).toEqual({
        status: 2,
        stdout: '',
        stderr: `${FILE} is there already, and was not written by provision: rename it, or name another --folder\n`,
      });
    }));

  test('tells a file of ours that nothing needs any more', () =>
    inFolder(PROD, async (cwd) => {
      await provision(cwd);
      mkdirSync(join(cwd, 'terraform/secrets.example.com'));
      writeFileSync(join(cwd, 'terraform/secrets.example.com/infisical.tf.json'), textOf(cwd));
      expect(await provision(cwd, '--check')).toMatchObject({
        status: 1,
        stdout:
          'terraform/secrets.example.com/infisical.tf.json: nothing needs it any more: move its state to the files that are written now before you delete it, as an apply without it would destroy what the state holds\n',
      });
    }));
});

describe('nothing is written', () => {
  test('where something is unread', () =>
    inFolder({ ...PROD, 'dist/staging/x.yaml': 'a: [' }, async (cwd) => {
      const { status, stderr } = await provision(cwd);
      expect(status).toBe(2);
      expect(stderr).toContain('dist/staging/x.yaml:2:1: unread');
      expect(stderr).toContain(
        'nothing was written: 1 place is unread, and Terraform would take away what only these need',
      );
      expect(() => textOf(cwd)).toThrow();
    }));

  test('over a file of somebody else', () =>
    inFolder({ ...PROD, [FILE]: '{}\n' }, async (cwd) => {
      expect(await provision(cwd)).toMatchObject({
        status: 2,
        stderr: `${FILE} is there already, and was not written by provision: rename it, or name another --folder\n`,
      });
      expect(textOf(cwd)).toBe('{}\n');
    }));

  test.each([
    [['--github', 'acme'], '--github: found "acme", write the path of the repository, such as acme/shop'],
    [['--github', 'acme/shop', '--branch', 'a}b'], '--branch: found "a}b", write the name of a branch, such as main'],
    [['--branch', 'main'], '--branch is one of a repository: it needs --github or --gitlab'],
    [['--also', 'DEV:'], '--also: what is given is no name of a key'],
  ])('by mistake: %j', (args, problem) =>
    inFolder(PROD, async (cwd) => {
      const { status, stderr } = await provision(cwd, ...args);
      expect(status).toBe(2);
      expect(stderr).toContain(problem);
    }),
  );

  test('where the configuration has mistakes', () =>
    inFolder(
      { ...PROD, 'cdk8s-infisical.yaml': 'provision: { ci: { provider: github, url: nothing } }\n' },
      async (cwd) => {
        const { status, stderr } = await provision(cwd);
        expect(status).toBe(2);
        expect(stderr).toContain('provision.ci.url: found "nothing", write a URL');
        expect(stderr).toContain('provision.ci.repository: write the path of the repository, such as acme/shop');
        rmSync(join(cwd, 'cdk8s-infisical.yaml'));
        expect((await provision(cwd)).status).toBe(0);
      },
    ));

  test('of manifests that read nothing', () =>
    inFolder(
      { 'dist/prod/x.yaml': yaml({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }) },
      async (cwd) => {
        expect(await provision(cwd)).toMatchObject({
          status: 2,
          stderr: 'nothing was written: the manifests read no folder of Infisical\n',
        });
      },
    ));
});

test('an unchanged file is not touched, and a changed one is replaced', () =>
  inFolder(PROD, async (cwd) => {
    await provision(cwd);
    const first = textOf(cwd);
    await provision(cwd);
    expect(textOf(cwd)).toBe(first);
    await provision(cwd, '--existing');
    expect(textOf(cwd)).not.toBe(first);
  }));
