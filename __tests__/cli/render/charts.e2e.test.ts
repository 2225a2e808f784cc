import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../command-line';
import { CHART, CONFIG, SHOP, sync, workload } from './charts-and-overlays';
import { type Files, WrittenFiles } from './written-files';

let files: WrittenFiles;

beforeEach(() => {
  files = new WrittenFiles();
});

afterEach(() => files.remove());

const run = (args: readonly string[]) => commandLine(args, { cwd: files.folder });

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
    expect(text.stderr).toContain('what is rendered cannot be fixed: put it right in charts/shop/templates/');
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
    expect(text).toContain(
      'charts/shop was rendered as release "shop": where yours is called otherwise, so are objects and labels: `helm template <release> charts/shop --namespace <namespace> | cdk8s-infisical adopt -`',
    );
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
