import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRendered } from '../../../cli/render/read-rendered';
import { commandLine } from '../command-line';
import { type Files, WrittenFiles } from './written-files';

let files: WrittenFiles;

beforeEach(() => {
  files = new WrittenFiles();
});

afterEach(() => files.remove());

const sync = (name: string, environment: string) => `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: ${name}-sync, namespace: shop }
spec:
  hostAPI: https://app.infisical.com/api
  authentication:
    universalAuth:
      secretsScope: { projectSlug: shop, envSlug: ${environment}, secretsPath: /api }
      credentialsRef: { secretName: machine-identity, secretNamespace: infisical }
  managedKubeSecretReferences: [{ secretName: ${name}, secretNamespace: shop, creationPolicy: Orphan }]
`;
const workload = (name: string, key: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: main
          image: nginx:1.27.3
          env:
            - name: KEY
              valueFrom: { secretKeyRef: { name: ${name}, key: ${key} } }
`;
const CHART = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n';
const SHOP: Files = {
  'charts/shop/Chart.yaml': CHART,
  'charts/shop/values.yaml': 'key: FROM_CHART\nenvironment: dev\n',
  'charts/shop/templates/sync.yaml': sync('api', '{{ .Values.environment }}'),
  'charts/shop/templates/api.yaml': workload('api', '{{ .Values.key }}'),
};
const OVERLAYS: Files = {
  'app/base/kustomization.yaml': 'resources: [sync.yaml, api.yaml]\n',
  'app/base/sync.yaml': sync('api', 'dev'),
  'app/base/api.yaml': workload('api', 'KEY_OF_BASE'),
  ...Object.fromEntries(
    ['prod', 'test'].flatMap((name) => [
      [`app/${name}/kustomization.yaml`, 'resources: [../base]\npatches: [{ path: patch.yaml }]\n'],
      [
        `app/${name}/patch.yaml`,
        `apiVersion: secrets.infisical.com/v1alpha1\nkind: InfisicalSecret\nmetadata: { name: api-sync, namespace: shop }\nspec: { authentication: { universalAuth: { secretsScope: { envSlug: ${name} } } } }\n`,
      ],
    ]),
  ),
};

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => commandLine(args, { cwd: files.folder, env });
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

describe('a chart', () => {
  test('is unread with the command to run, which gives what --render gives', async () => {
    files.write(SHOP);
    const unread = await run(['check', '--offline', 'charts']);
    expect(unread.status).toBe(2);
    const [, told] = /run `([^`]*)`, or give --render\n/.exec(unread.stderr) ?? [];
    expect(told).toBe('helm template shop charts/shop | cdk8s-infisical check -');
    const [helm = '', ...args] = (told ?? '').split(' | ')[0].split(' ');
    const rendered = spawnSync(helm, args, { cwd: files.folder, encoding: 'utf8' });
    const piped = await commandLine(['report', '--json', '-'], { cwd: files.folder, stdin: rendered.stdout });
    const ours = await run(['report', '--json', '--render', 'charts']);
    const keys = (text: string) => [...text.matchAll(/"key": "(\w+)"/g)].map(([, key]) => key);
    expect(keys(ours.stdout)).toEqual(keys(piped.stdout));
    expect(keys(ours.stdout)).toContain('FROM_CHART');
  });

  test.each([
    ['{{ if .Capabilities.APIVersions.Has "external-secrets.io/v1" }}', ' --api-versions=external-secrets.io/v1'],
    [
      '{{ if .Capabilities.APIVersions.Has "external-secrets.io/v1/ExternalSecret" }}',
      ' --api-versions=external-secrets.io/v1/ExternalSecret',
    ],
    [
      '{{ if .Capabilities.APIVersions.Has (printf "%s/v1" "external-secrets.io") }}',
      /^( --api-versions=[\w.-]+\/v[\w]+){5,12}$/,
    ],
    ['{{ if true }}', ''],
  ])('that asks %j is unread with the command that renders what --render renders', async (question, flags) => {
    files.write({
      'charts/shop/Chart.yaml': CHART,
      'charts/shop/templates/sync.yaml': `${question}\n${sync('api', 'dev')}---\n${workload('api', 'KEY')}{{ end }}\n`,
    });
    const { stderr } = await run(['report', 'charts']);
    const [, command = ''] = /run `(helm template [^`]*) \| cdk8s-infisical report -`/.exec(stderr) ?? [];
    const short = 'helm template shop charts/shop';
    expect(command.slice(0, short.length)).toBe(short);
    const given = command.slice(short.length);
    expect(given).toEqual(typeof flags === 'string' ? flags : expect.stringMatching(flags));
    const rendered = spawnSync('sh', ['-c', command], { cwd: files.folder, encoding: 'utf8' });
    const piped = await commandLine(['report', '--json', '-'], { cwd: files.folder, stdin: rendered.stdout });
    expect(piped.stdout).toContain('"key": "KEY"');
  });

  test('is unread with the command for the cluster that is told', async () => {
    files.write({
      ...SHOP,
      'charts/shop/crds/a.yaml': CONFIG,
      'cdk8s-infisical.yaml': 'kubernetes: { version: v1.34.2 }\n',
    });
    const { stderr } = await run(['check', '--offline', '--namespace', 'tea', 'charts']);
    expect(stderr).toContain(
      '`helm template shop charts/shop --namespace tea --kube-version v1.34.2 --include-crds | cdk8s-infisical check -`',
    );
  });

  test('is rendered with the values that are given, in their order', async () => {
    files.write({ ...SHOP, 'a.yaml': 'key: FIRST\n', 'b.yaml': 'key: LAST\nenvironment: prod\n' });
    const { stdout, stderr, status } = await run([
      ...['check', '--offline', '--render', '--values', 'a.yaml', '--values', 'b.yaml', '--format', 'json', 'charts'],
    ]);
    expect(stderr).toBe('');
    expect(status).toBe(2);
    const [{ environment, keys }] = JSON.parse(stdout).environments;
    expect({ environment, key: keys[0].key, user: keys[0].users[0] }).toMatchObject({
      environment: 'prod',
      key: 'LAST',
      user: { file: 'charts/shop (helm template)', source: 'charts/shop/templates/api.yaml' },
    });
    const sarif = await run(['check', '--offline', '--render', '--format', 'sarif', 'charts']);
    const { results } = JSON.parse(sarif.stdout).runs[0];
    expect(results[0].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'charts/shop/templates/api.yaml' },
      region: { startLine: 1 },
    });
  });

  test.each([
    'secrets.infisical.com/v1alpha1',
    'secrets.infisical.com/v1alpha1/InfisicalSecret',
    'external-secrets.io/v1',
    'external-secrets.io/v1/ExternalSecret',
    'secrets-store.csi.x-k8s.io/v1/SecretProviderClass',
    'argoproj.io/v1alpha1/Rollout',
    'apps/v1/Deployment',
  ])('is rendered with what it has for clusters with %s', async (version) => {
    const only = (text: string) => `{{ if .Capabilities.APIVersions.Has "${version}" }}\n${text}{{ end }}\n`;
    files.write({
      ...SHOP,
      'charts/shop/templates/sync.yaml': only(sync('api', 'dev')),
      'charts/shop/templates/api.yaml': only(workload('api', 'KEY')),
    });
    const { stdout } = await run(['report', '--json', '--render', 'charts']);
    expect(stdout).toContain('"key": "KEY"');
  });

  test('is rendered for the Kubernetes that is told', async () => {
    const name = 'KEY_{{ .Capabilities.KubeVersion.Minor }}';
    files.write({
      ...SHOP,
      'charts/shop/templates/api.yaml': workload('api', name),
      'cdk8s-infisical.yaml': 'kubernetes: { version: v1.34.2+k3s1 }\n',
    });
    const { stdout } = await run(['report', '--json', '--render', 'charts']);
    expect(stdout).toContain('"key": "KEY_34"');
  });

  test('is held against the rules, and no fix is written into what is rendered', async () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: { name: {{ .Release.Name }}, namespace: shop }\nspec: { selector: {} }\n';
    files.write({ ...SHOP, 'charts/shop/templates/service.yaml': service });
    const text = await run(['lint', '--render', '--fix', 'charts']);
    expect(text.stdout).toMatch(/^charts\/shop \(helm template\):\d+:\d+: /m);
    const gitlab = await run(['lint', '--render', '--format', 'gitlab', 'charts']);
    const paths = (JSON.parse(gitlab.stdout) as { location: { path: string } }[]).map(({ location }) => location.path);
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) expect(existsSync(join(files.folder, path))).toBe(true);
  });

  test('is adopted as it is rendered, and compared', async () => {
    files.write(SHOP);
    const { stdout } = await run(['adopt', '--render', '--no-verify', '--json', '--out', 'out', 'charts']);
    expect(
      JSON.parse(stdout)
        .adopted.map(({ object }: { object: string }) => object)
        .sort(),
    ).toEqual(['Deployment shop/api', 'InfisicalSecret shop/api-sync']);
    const { stdout: text } = await run(['adopt', '--render', '--no-verify', '--out', 'text', 'charts']);
    expect(text).toContain('rendered helm template charts/shop: the program takes its place');
  });

  test.each<[string, Files, string]>([
    [
      'dependencies that are not there',
      {
        'charts/shop/Chart.yaml': `${CHART}dependencies: [{ name: db, version: 1.0.0, repository: "https://127.0.0.1:1" }]\n`,
      },
      'run `helm dependency build` first',
    ],
    [
      'a template that fails',
      { 'charts/shop/templates/a.yaml': 'a: {{ .Values.a.b }}\n' },
      'its template shop/templates/a.yaml:1:13 fails: what should have the field b is not there',
    ],
    [
      'a template that wants a value',
      {
        'charts/shop/templates/a.yaml': 'a: {{ required .Values.hidden .Values.a }}\n',
        'charts/shop/values.yaml': 'hidden: hunter2\n',
      },
      'its template shop/templates/a.yaml:1:6 fails: run helm template to see why',
    ],
    [
      'values that do not fit',
      { 'charts/shop/values.schema.json': '{"properties":{"key":{"enum":["hunter2"]}}}' },
      'its values do not fit its values.schema.json',
    ],
    [
      'what is no YAML when it is rendered',
      { 'charts/shop/templates/a.yaml': `{{ "apiVersion: v1\\nkind: [" }}\n` },
      'unread: ',
    ],
  ])('with %s is unread with the reason, and without a value', async (_, more, reason) => {
    files.write({ ...SHOP, ...more });
    const { status, stdout, stderr } = await run(['check', '--offline', '--render', 'charts']);
    expect(status).toBe(2);
    expect(stderr).toContain('charts/shop/Chart.yaml:1:1: unread: it has Helm render its templates: ');
    expect(stderr).toContain(reason);
    expect(stdout + stderr).not.toContain('hunter2');
  });

  test('asks nobody: no host, no cluster, no plugin, no setting of whoever runs it', async () => {
    const home = files.write({
      ...SHOP,
      'charts/shop/templates/a.yaml':
        '{{ $s := lookup "v1" "Secret" "shop" "a" }}apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { host: "{{ getHostByName "example.com" }}", s: "{{ len $s }}", env: "{{ env "HOME" }}" }\n',
    });
    const failing = await run(['report', '--render', 'charts']);
    expect(failing.stderr).toContain('there is no function env');
    files.write({
      'charts/shop/templates/a.yaml':
        '{{ $s := lookup "v1" "Secret" "shop" "a" }}{{ if or $s (getHostByName "localhost") }}{{ fail "asked" }}{{ end }}\n',
    });
    const trace = join(home, 'trace');
    const command = [join(__dirname, '../../../build/cli/main.js'), 'report', '--render', 'charts'];
    const traced = spawnSync(
      'strace',
      ['-f', '-qq', '-e', 'trace=connect,sendto', '-o', trace, process.execPath, ...command],
      {
        cwd: home,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: home, KUBECONFIG: join(home, 'config'), HELM_PLUGINS: home },
      },
    );
    expect(traced.stderr).toBe('');
    expect(traced.status).toBe(0);
    expect(spawnSync('grep', ['-c', 'AF_INET', trace], { encoding: 'utf8' }).stdout.trim()).toBe('0');
  });
});

describe('kustomizations', () => {
  test('are rendered each for itself, and each is an environment', async () => {
    files.write(OVERLAYS);
    const unread = await run(['check', '--offline', 'app']);
    expect(unread.stderr.match(/unread: .*/g)).toEqual(
      ['prod', 'test'].map((name) =>
        expect.stringContaining(`\`kubectl kustomize app/${name} | cdk8s-infisical check -\``),
      ),
    );
    const { stdout } = await run(['check', '--offline', '--render', '--json', 'app']);
    const { environments } = JSON.parse(stdout) as { environments: { environment: string; keys: { key: string }[] }[] };
    expect(environments.map(({ environment, keys }) => [environment, keys.map(({ key }) => key)])).toEqual([
      ['prod', ['KEY_OF_BASE']],
      ['test', ['KEY_OF_BASE']],
    ]);
  });

  test('of what is elsewhere are never asked for, whoever listens', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}`;
    const texts = [
      `resources: ["${url}/a.yaml"]`,
      `resources: ["${url}/a/b//c?ref=v1"]`,
      `Resources: ["${url}/a.yaml"]`,
      `patches: [{ path: "${url}/a.yaml" }]`,
      `PATCHES: [{ PATH: "${url}/a.yaml" }]`,
      `configMapGenerator: [{ name: a, files: ["${url}/a"] }]`,
      `configMapGenerator: [{ name: a, FILES: ["${url}/a"] }]`,
      `openapi: { path: "${url}/a" }`,
      `transformers: ["apiVersion: builtin\\nkind: PatchTransformer\\nmetadata: { name: a }\\npath: ${url}/a"]`,
      `crds: ["${url}/a"]`,
      `configurations: ["${url}/a"]`,
      `replacements: [{ path: "${url}/a" }]`,
      `helmCharts: [{ name: a, repo: "${url}", valuesFile: "${url}/v" }]`,
    ];
    files.write(Object.fromEntries(texts.map((text, index) => [`k/${index}/kustomization.yaml`, `${text}\n`])));
    const { status, stderr } = await run(['check', '--offline', '--render', 'k']);
    server.close();
    expect(stderr.match(/kustomization\.yaml:1:1: unread: /g)).toHaveLength(texts.length);
    expect({ status, connections }).toEqual({ status: 2, connections: 0 });
  });

  test('that kustomize refuses are unread with the reason', async () => {
    files.write({
      'k/a/kustomization.yaml': 'resources: [b.yaml]\npatches: [{ path: p.yaml }]\n',
      'k/a/b.yaml': CONFIG,
      'k/a/p.yaml': CONFIG.replace('name: a', 'name: other'),
    });
    const { stderr } = await run(['check', '--offline', '--render', 'k']);
    expect(stderr).toContain(
      'unread: it has kustomize add or change objects: there is nothing to patch that is ConfigMap.v1.[noGrp]/other.[noNs]\n',
    );
  });
});

describe('a finding in what was rendered', () => {
  const broken = (text: string) => text.replace('creationPolicy: Orphan', 'creationPolicy: Ownr');
  const unfollowed = workload('runner', 'KEY').replace('env:', 'command: [infisical, run, --, node]\n          env:');
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');

  test('of a chart is at its template in formats that open files, and says its line in the rendering', async () => {
    files.write({ ...SHOP, 'charts/shop/templates/sync.yaml': broken(sync('api', 'dev')) });
    const github = await run(['lint', '--render', 'charts', '--format', 'github']);
    expect(lines(github.stdout)).toEqual([
      expect.stringMatching(
        /^::error file=charts\/shop\/templates\/sync\.yaml,line=1,col=1,.*It is at charts\/shop \(helm template\):\d+:\d+$/,
      ),
    ]);
    const { stdout } = await run(['lint', '--render', 'charts']);
    expect(stdout).toMatch(/^charts\/shop \(helm template\):\d+:\d+: error: /);
    expect(stdout).toContain('\n  InfisicalSecret shop/api-sync, from charts/shop/templates/sync.yaml\n');
    const json = await run(['lint', '--render', 'charts', '--format', 'json']);
    expect(JSON.parse(json.stdout).findings[0].source).toEqual({
      file: 'charts/shop/templates/sync.yaml',
      line: 1,
      column: 1,
    });
  });

  test('that is piped in is at the template of the one chart here that is called so and has it', async () => {
    const cwd = files.write({
      ...SHOP,
      'charts/shop/templates/sync.yaml': broken(sync('api', 'dev')),
      'old/Chart.yaml': CHART,
    });
    const { stdout: rendered } = spawnSync('helm', ['template', 'shop', 'charts/shop'], { cwd, encoding: 'utf8' });
    const piped = async (...args: string[]) => {
      const ran = await commandLine([...args, '-'], { cwd, stdin: rendered });
      return lines(ran.stdout);
    };
    expect(await piped('lint', '--format', 'github')).toEqual([
      expect.stringMatching(
        /^::error file=charts\/shop\/templates\/sync\.yaml,line=1,.*It is at line \d+ of standard input$/,
      ),
    ]);
    expect(await piped('lint')).toContain('  InfisicalSecret shop/api-sync, from charts/shop/templates/sync.yaml');
    files.write({ 'old/templates/sync.yaml': '' });
    expect(await piped('lint')).toContain('  InfisicalSecret shop/api-sync');
  });

  test('of a kustomization is at the object that it was made of, where only one can be that', async () => {
    files.write({ ...OVERLAYS, 'app/base/api.yaml': `${CONFIG}---\n${unfollowed}` });
    const { stdout, stderr } = await run(['check', '--offline', '--render', 'app/prod', '--format', 'github']);
    expect(lines(stdout)[0]).toMatch(
      /^::error file=app\/base\/api\.yaml,line=5,col=1,title=unread.*It is at app\/prod \(kubectl kustomize\):\d+:\d+$/,
    );
    expect(stderr).toContain('(from app/base/api.yaml:5)\n');
    files.write({ 'app/prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: new-\n' });
    const renamed = await run(['check', '--offline', '--render', 'app/prod', '--format', 'github']);
    expect(renamed.stdout).toContain('file=app/prod/kustomization.yaml,line=1,');
  });

  test('that cannot be followed may be allowed by the name of the real file', async () => {
    files.write({
      ...SHOP,
      'charts/shop/templates/runner.yaml': unfollowed,
      'cdk8s-infisical.yaml': 'unread: [{ files: charts/shop/templates/runner.yaml, reason: by hand }]\n',
    });
    const { status, stderr } = await run(['report', '--render', 'charts']);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'charts/shop/templates/runner.yaml: 1 file unread, and cdk8s-infisical.yaml allows it: by hand\n',
    });
  });

  test('that workloads need is told with the template by check and by report', async () => {
    files.write(SHOP);
    const { stdout } = await run(['check', '--offline', '--render', 'charts']);
    expect(stdout).toMatch(
      /FROM_CHART +charts\/shop \(helm template\):\d+ +Deployment shop\/api, variable KEY, from charts\/shop\/templates\/api\.yaml\n/,
    );
    const report = await run(['report', '--render', '--json', 'charts']);
    expect(report.stdout).toContain('"source": "charts/shop/templates/api.yaml"');
  });
});

test.each([
  ['lint'],
  ['check', '--offline'],
  ['report'],
  ['adopt', '--out', 'out', '--no-verify'],
  ['import', '--check', '--folder', 'imported'],
])(
  '%s takes no patch for an object: neither one of a kustomization above, nor a part that nobody names',
  async (...args) => {
    files.write({ ...OVERLAYS, 'app/other/part.yaml': OVERLAYS['app/prod/patch.yaml'] });
    const { status, stdout, stderr } = await run([...args, 'app/prod/patch.yaml', 'app/other']);
    const told = `${stdout}${stderr}`;
    expect(told).toContain(
      'it is a patch of app/prod/kustomization.yaml, and no object: name the folder app/prod with',
    );
    expect(told).toContain(
      'spec.managedKubeSecretReferences is missing, so that it is no whole InfisicalSecret but looks',
    );
    expect({ status, hasRule: /\([A-Z]\d+\)/.test(told) }).toEqual({ status: 2, hasRule: false });
  },
);

describe('the programs', () => {
  const evil = (folder: string) => {
    files.write({
      [`${folder}/helm`]: `#!/bin/sh\ntouch "${join(files.folder, 'was-run')}"\n`,
      [`${folder}/kubectl`]: `#!/bin/sh\ntouch "${join(files.folder, 'was-run')}"\n`,
    });
    for (const name of ['helm', 'kubectl']) chmodSync(join(files.folder, folder, name), 0o755);
    return join(files.folder, folder);
  };

  test('of the checkout are never run', async () => {
    files.write({ ...SHOP, ...OVERLAYS });
    const folders = [evil('bin'), evil('node_modules/.bin'), evil('.'), 'bin', '.', ''];
    const only = await run(['report', '--render', '.'], { PATH: folders.join(delimiter) });
    expect(only.stderr).toContain(
      'there is no helm in the absolute folders of PATH outside of the checkout: install Helm 3.11.1 or newer',
    );
    expect(only.stderr).toContain('there is no kubectl, or kustomize, in the absolute folders of PATH');
    const before = await run(['check', '--offline', '--render', '.'], {
      PATH: [...folders, process.env.PATH].join(delimiter),
    });
    expect(before.stderr).not.toContain('unread');
    expect(existsSync(join(files.folder, 'was-run'))).toBe(false);
  });

  test('that are too old, that never end and that print without end are given up, with what they started', async () => {
    const own = new WrittenFiles();
    const cwd = files.write(SHOP);
    const withHelm = async (script: string) => {
      own.write({ helm: `#!/bin/sh\n[ "$1" = version ] && echo v3.16.0 && exit\n${script}\n` });
      chmodSync(join(own.folder, 'helm'), 0o755);
      const path = process.env.PATH;
      process.env.PATH = own.folder;
      try {
        const request = { render: true, limits: { seconds: 1, bytes: 1024 * 1024 } };
        const { problems } = await readRendered([join(cwd, 'charts')], request);
        return problems.map(({ message }) => message);
      } finally {
        process.env.PATH = path;
      }
    };
    expect(await withHelm('/bin/sleep 77.25 &\n/bin/sleep 77.25')).toEqual([
      'it has Helm render its templates: it was not rendered after 1 s',
    ]);
    expect(spawnSync('pgrep', ['-f', 'sleep 77.25']).status).toBe(1);
    expect(await withHelm('exec /usr/bin/yes "a: b"')).toEqual([
      'it has Helm render its templates: it renders more than 1 MiB',
    ]);
    expect(await withHelm('echo "$PATH $HOME $KUBECONFIG" >&2; exit 1')).toEqual([
      'it has Helm render its templates: helm template fails: run it to see why',
    ]);
    own.write({ helm: '#!/bin/sh\necho v3.11.0\n' });
    const old = await run(['report', '--render', 'charts'], { PATH: `${own.folder}${delimiter}${process.env.PATH}` });
    expect(old.stderr).toContain('helm is v3.11.0: install 3.11.1 or newer');
    own.remove();
  });

  test('end with the command, and leave no folder behind', async () => {
    const own = new WrittenFiles();
    const cwd = files.write(SHOP);
    own.write({ helm: '#!/bin/sh\n[ "$1" = version ] && echo v3.16.0 && exit\n/bin/sleep 78.5\n' });
    chmodSync(join(own.folder, 'helm'), 0o755);
    mkdirSync(join(own.folder, 'tmp'));
    const command = [join(__dirname, '../../../build/cli/main.js'), 'report', '--render', 'charts'];
    const env = { PATH: own.folder, TMPDIR: join(own.folder, 'tmp') };
    const child = spawn(process.execPath, command, { cwd, env, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    while (spawnSync('pgrep', ['-f', 'sleep 78.5']).status !== 0) await sleep(50);
    child.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
    await sleep(100);
    expect(spawnSync('pgrep', ['-f', 'sleep 78.5']).status).toBe(1);
    expect(readdirSync(join(own.folder, 'tmp')).filter((name) => name.startsWith('cdk8s-infisical-'))).toEqual([]);
    own.remove();
  });
});

test('a git ref is rendered as it was, with the paths of today, and links in it lead nowhere', async () => {
  const cwd = files.write({ ...SHOP, ...OVERLAYS });
  symlinkSync('/etc', join(cwd, 'app/etc'));
  const git = (...args: string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd });
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-qm', 'a'],
  ])
    git(...args);
  const same = await run(['report', '--diff', 'HEAD', '--render', 'charts', 'app/base', 'app/prod', 'app/test']);
  expect(same).toEqual({ status: 0, stdout: 'No workload gains or loses a key.\n', stderr: '' });
  files.write({ 'charts/shop/values.yaml': 'key: NEW_KEY\nenvironment: dev\n' });
  rmSync(join(cwd, 'app/test'), { recursive: true });
  const changed = await run(['report', '--diff', 'HEAD', '--render', '--exit-code', 'charts', 'app/prod', 'app/test']);
  expect(changed.status).toBe(1);
  expect(changed.stdout).toContain('NEW_KEY');
  expect(changed.stdout).toMatch(/loses FROM_CHART/);
  const unread = await run(['report', '--diff', 'HEAD', 'charts']);
  expect(unread.stderr).toBe(
    ['HEAD:', '']
      .map((at) => `${at}charts/shop/Chart.yaml:1:1: unread: it has Helm render its templates: give --render\n`)
      .join(''),
  );
});

test('values without --render, and files that are not there, are no silent mistakes', async () => {
  files.write(SHOP);
  expect((await run(['report', '--values', 'a.yaml', 'charts'])).stderr).toBe(
    '--values are for Helm: they need --render\n',
  );
  for (const file of ['a.yaml', 'https://example.com/a.yaml'])
    expect((await run(['report', '--render', '--values', file, 'charts'])).stderr).toBe(
      `--values ${file}: there is no such file\n`,
    );
});
