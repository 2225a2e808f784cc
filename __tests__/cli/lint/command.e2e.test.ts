import { execFileSync } from 'node:child_process';
import { stringify } from 'yaml';
import { infisicalSecret, secret } from '../../validation/manifests';
import { commandLine } from '../command-line';
import { type Files, inFolder, writeFiles } from '../report/online-shop';

const lint = (cwd: string, ...args: string[]) => commandLine(['lint', ...args], { cwd });

const SYNC = `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata:
  name: api
  namespace: shop
spec:
  hostAPI: https://secrets.example.com/api
  authentication:
    universalAuth:
      credentialsRef: { secretName: login, secretNamespace: shop }
      secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: /api }
  managedKubeSecretReferences:
    - { secretName: api, secretNamespace: shop, creationPolicy: Orphan }
  syncConfig:
    resyncInterval: 1h30m # not "5400s"
`;
const GOOD = SYNC.replace(/1h30m.*/, '60s');
const BROKEN: Files = { 'k8s/prod/api.yaml': SYNC };
const T1 =
  'the interval "1h30m" would be misread by the operator: use a whole number of seconds, minutes, hours, days or weeks (no "0s", "500ms", "1h30m")';

function git(cwd: string, ...args: string[]) {
  const env = { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1' };
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...who, ...args], { cwd, env, stdio: 'ignore' });
}

function commit(cwd: string) {
  git(cwd, 'init');
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--allow-empty', '--message', 'x');
}

describe('lint', () => {
  test('--namespace is that of objects that name none, and of no other', () =>
    inFolder({ 'k8s/a.yaml': SYNC.replace('  namespace: shop\n', ''), 'k8s/b.yaml': SYNC }, async (cwd) => {
      const { stdout } = await lint(cwd, 'k8s', '--namespace', 'till', '--rule', 'T1', '--json');
      const { findings } = JSON.parse(stdout);
      expect(findings.map(({ object }: { object: { namespace?: string } }) => object.namespace)).toEqual([
        'till',
        'shop',
      ]);
    }));

  test('names --namespace, and ends as it would, where an object names none and others do', () =>
    inFolder({ 'k8s/a.yaml': GOOD.replace('  namespace: shop\n', ''), 'k8s/b.yaml': GOOD }, async (cwd) => {
      const { stderr, status } = await lint(cwd, 'k8s', '--rule', 'T1');
      expect({ stderr, status }).toEqual({
        stderr:
          'k8s/a.yaml:1:1: 1 object names no namespace, while others do: it is InfisicalSecret "api", and is taken for one of any. Say which it is with --namespace\n',
        status: 0,
      });
      expect((await lint(cwd, 'k8s', '--rule', 'T1', '--namespace', 'till')).stderr).toBe('');
    }));

  test('shows the line of what is wrong, without its comment, the rule and where it is explained', () =>
    inFolder(BROKEN, async (cwd) => {
      expect(await lint(cwd, 'k8s')).toEqual({
        status: 1,
        stderr: '',
        stdout: `k8s/prod/api.yaml:15:21: error: ${T1} (T1)
  15 | resyncInterval: 1h30m
     |                 ^^^^^
  InfisicalSecret shop/api

T1 https://github.com/cdk8s-infisical/cdk8s-infisical/blob/main/docs/rules.md#t1
1 error, in 1 object of 1 file
`,
      });
    }));

  test('reads dist, and says of what is right how much it was', () =>
    inFolder({ 'dist/prod/api.yaml': GOOD }, async (cwd) => {
      expect(await lint(cwd)).toEqual({ status: 0, stderr: '', stdout: 'no findings in 1 object of 1 file\n' });
    }));

  test('reads what a tool has rendered from standard input', async () => {
    const stdin = `---\n# Source: api/templates/sync.yaml\n${SYNC}`;
    const { status, stdout } = await commandLine(['lint', '-'], { stdin });
    expect({ status, place: stdout.split(' ')[0] }).toEqual({ status: 1, place: '-:17:21:' });
  });

  test('tells all in JSON, each for itself', () =>
    inFolder(
      {
        ...BROKEN,
        'k8s/prod/b.yaml': SYNC.replaceAll('name: api', 'name: b').replace('secretName: api', 'secretName: b'),
      },
      async (cwd) => {
        const { stdout } = await lint(cwd, 'k8s', '--json', '--rule', 't1');
        const finding = {
          ...{ rule: 'T1', severity: 'error', message: T1, line: 15, column: 21, at: 'spec.syncConfig.resyncInterval' },
          fix: 'syncConfig.resyncInterval "1h30m" is gone: it acted as the default',
          url: 'https://github.com/cdk8s-infisical/cdk8s-infisical/blob/main/docs/rules.md#t1',
        };
        expect(JSON.parse(stdout)).toEqual({
          findings: [
            {
              ...finding,
              file: 'k8s/prod/api.yaml',
              object: { kind: 'InfisicalSecret', namespace: 'shop', name: 'api' },
            },
            { ...finding, file: 'k8s/prod/b.yaml', object: { kind: 'InfisicalSecret', namespace: 'shop', name: 'b' } },
          ],
          unread: [],
          summary: { errors: 2, warnings: 0, suppressed: 0, unread: 0, files: 2, objects: 2 },
        });
      },
    ));

  test.each([
    ['--fail-on never', ['--fail-on', 'never'], 0],
    ['another rule', ['--rule', 'C11'], 0],
    ['several rules', ['--rule', 'C11,T1'], 1],
  ])('ends by what is asked for: %s', (_, args, status) =>
    inFolder(BROKEN, async (cwd) => {
      expect(await lint(cwd, 'k8s', ...args)).toMatchObject({ status });
    }),
  );

  test.each([
    ['an unknown rule', ['k8s', '--rule', 'C111'], /did you mean "C11"\?/],
    ['no dist', [], /^dist: there is no such file or folder: npx cdk8s-infisical synth writes it$/m],
    ['standard input of the past', ['-', '--previous', 'HEAD'], /standard input has no past in git/],
    ['a ref that is none', ['k8s', '--previous', 'nowhere'], /^--previous nowhere: git knows no commit of that name/],
    ['nothing that is piped in', ['-'], /^there are no Kubernetes manifests on standard input: has the command/m],
  ])('ends with 2 on %s', (_, args, message) =>
    inFolder(BROKEN, async (cwd) => {
      commit(cwd);
      expect(await lint(cwd, ...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(message) });
    }),
  );

  test('ends with 2 on what is unread, and tells it in every format', () =>
    inFolder({ 'k8s/a.yaml': GOOD, 'k8s/b.yaml': 'kind: {{ .Values.kind }}\n' }, async (cwd) => {
      for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'gitlab']) {
        const { status, stdout, stderr } = await lint(cwd, 'k8s', '--format', format);
        expect({ format, status, stderr }).toEqual({
          ...{ format, status: 2 },
          stderr: expect.stringContaining('k8s/b.yaml:1:8: unread: '),
        });
        expect(stdout).toContain(format === 'text' ? '1 unread' : 'k8s/b.yaml');
      }
    }));

  test('holds changes against what a git ref has', () =>
    inFolder({ 'k8s/api.yaml': GOOD.replace('Orphan', 'Owner') }, async (cwd) => {
      commit(cwd);
      writeFiles(cwd, { 'k8s/api.yaml': GOOD });
      const changed = await lint(cwd, 'k8s', '--previous', 'HEAD', '--json');
      expect(JSON.parse(changed.stdout)).toMatchObject({ findings: [{ rule: 'M14', line: 13, column: 65 }] });
      expect(await lint(cwd, 'k8s', '--json')).toMatchObject({ stdout: expect.stringContaining('"findings": []') });
    }));

  test('compares what environments do to each other', () =>
    inFolder({ 'k8s/prod/a.yaml': GOOD, 'k8s/staging/a.yaml': GOOD }, async (cwd) => {
      const { stdout } = await lint(cwd, 'k8s', '--json');
      expect(JSON.parse(stdout)).toMatchObject({
        findings: [{ rule: 'E2', file: 'k8s/staging/a.yaml', line: 11, column: 51 }],
      });
    }));
});

describe('what is suppressed', () => {
  const IGNORED = SYNC.replace(
    '  namespace',
    '  annotations:\n    cdk8s-infisical/ignore: "T1: the old operator"\n  namespace',
  );

  test('by the annotation of the object is counted, and told on demand', () =>
    inFolder({ 'k8s/a.yaml': IGNORED }, async (cwd) => {
      expect(await lint(cwd, 'k8s')).toMatchObject({
        status: 0,
        stdout: 'suppressed: 1 finding (T1; --show-suppressed tells the reasons)\nno findings in 1 object of 1 file\n',
      });
      const { stdout } = await lint(cwd, 'k8s', '--show-suppressed');
      expect(stdout).toContain(`k8s/a.yaml:17:21: suppressed: ${T1} (T1), because: the old operator\n`);
    }));

  test.each([
    ['no folder of that name', 'shop/a.yaml', [], 1],
    ['the folder', 'prod/a.yaml', [], 0],
    ['--environment', 'shop/a.yaml', ['--environment', 'prod'], 0],
  ])('by the configuration counts in an environment: %s', (_, file, args, status) => {
    const suppressions = 'suppressions:\n  - { rule: T1, reason: old, environment: prod }\n';
    return inFolder({ [`k8s/${file}`]: SYNC, 'cdk8s-infisical.yaml': suppressions }, async (cwd) => {
      expect(await lint(cwd, 'k8s', ...args)).toMatchObject({ status, stderr: '' });
    });
  });

  test('and fits nothing, is told where the suppressed is', () =>
    inFolder(
      { 'k8s/a.yaml': GOOD, 'cdk8s-infisical.yaml': 'suppressions:\n  - { rule: T2, reason: "::stop-commands::x" }\n' },
      async (cwd) => {
        const { stderr } = await lint(cwd, 'k8s', '--show-suppressed');
        expect(stderr).toMatch(/a suppression of T2 fits nothing that was found/);
      },
    ));
});

test('no value of a secret is shown, whatever stands on the line of a finding', () => {
  const value = 'hunter2-4711';
  const files: Files = {
    'k8s/a.yaml': stringify(secret('Bad_name', { stringData: { password: value, 'no key!': value } })),
    'k8s/b.json': JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'List' },
      items: [secret('b', { stringData: { password: value } }), infisicalSecret({ resyncInterval: value })],
    }),
    'k8s/c.yaml': `apiVersion: v1
kind: Pod
metadata: { name: p, namespace: shop }
spec:
  containers:
    - { name: C, image: i, env: [{ name: "a b", value: ${value} }, { name: PASSWORD, value: ${value} }] }
    - name: D # ${value}
      image: i
      args: [--password, ${value}]
      env: [{ name: 1A=, value: "${value}" }]
`,
  };
  return inFolder(files, async (cwd) => {
    for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'gitlab']) {
      const { stdout, stderr } = await lint(cwd, 'k8s', '--format', format);
      expect(stdout).toMatch(/Pod|c\.yaml/);
      // The interval is no place for a secret: its rule tells what stands there.
      expect((stdout + stderr).replaceAll(/[^\n]*resyncInterval[^\n]*/g, '')).not.toContain(value);
    }
  });
});
