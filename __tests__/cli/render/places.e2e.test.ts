import { spawnSync } from 'node:child_process';
import { commandLine } from '../command-line';
import { CHART, CONFIG, OVERLAYS, SHOP, sync, workload } from './charts-and-overlays';
import { WrittenFiles } from './written-files';

let files: WrittenFiles;

beforeEach(() => {
  files = new WrittenFiles();
});

afterEach(() => files.remove());

const run = (args: readonly string[]) => commandLine(args, { cwd: files.folder });

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
