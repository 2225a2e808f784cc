import { createServer } from 'node:net';
import { commandLine } from '../command-line';
import { CONFIG, OVERLAYS } from './charts-and-overlays';
import { WrittenFiles } from './written-files';

let files: WrittenFiles;

beforeEach(() => {
  files = new WrittenFiles();
});

afterEach(() => files.remove());

const run = (args: readonly string[]) => commandLine(args, { cwd: files.folder });

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
