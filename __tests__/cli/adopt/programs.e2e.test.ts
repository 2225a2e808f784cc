import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { readManifests } from '../../../cli/manifests/read-files';
import { fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { synthesized } from './in-process';
import { RELEASE, WORKLOADS } from './workload-corpus';

const PROJECT = join(__dirname, '../../..');
const VALID = join(PROJECT, '__tests__/fixtures/adopt/valid');
const BROKEN = join(PROJECT, '__tests__/fixtures/adopt/broken');
const adopted = (file: string, migrate = false) =>
  adoptionOf(readManifests([file]), {
    extension: '',
    includeRest: false,
    migrate,
    ...(file === WORKLOADS && { kubernetesVersion: RELEASE }),
  });
const all = [VALID, BROKEN].flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));

describe('every program, moved to v1beta1 or not', () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync(join(PROJECT, 'build'), { recursive: true });
    folder = mkdtempSync(join(PROJECT, 'build/adopted-'));
    for (const [index, path] of [...all, WORKLOADS].entries()) {
      for (const migrate of [false, true]) {
        for (const [name, text] of adopted(path, migrate).files) {
          const file = join(folder, `${index}-${migrate ? 'moved' : 'same'}`, name);
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, text);
        }
      }
    }
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('has the right types', () => {
    const compilerOptions = {
      strict: true,
      noEmit: true,
      declaration: false,
      rootDir: PROJECT,
      noUnusedLocals: true,
      paths: { 'cdk8s-infisical': [join(PROJECT, 'lib/index.ts')] },
    };
    const config = { extends: join(PROJECT, 'tsconfig.json'), compilerOptions, include: ['**/*.ts'], exclude: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(PROJECT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  test('is formatted and linted as this project is', () => {
    const config = { ...JSON.parse(readFileSync(join(PROJECT, 'biome.json'), 'utf8')), vcs: { enabled: false } };
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(config));
    const biome = join(PROJECT, 'node_modules/@biomejs/biome/bin/biome');
    const args = ['check', '--max-diagnostics=20', `--config-path=${folder}`, ...readdirSync(folder).filter(isProgram)];
    const { status, stdout, stderr } = spawnSync(process.execPath, [biome, ...args], { cwd: folder, encoding: 'utf8' });
    expect(`${stdout}${stderr}`).toMatch(/^Checked \d{3,} files in [^\n]*No fixes applied\.\n$/);
    expect(status).toBe(0);
  });
});

/** A folder of one, beside the settings of compiler and linter. */
function isProgram(name: string): boolean {
  return /^\d+-/.test(name);
}

test('the same manifests make the same program', () => {
  for (const file of all) expect([...adopted(file).files]).toEqual([...adopted(file).files]);
});

describe('nothing restarts, and nothing is orphaned', () => {
  const identity = (manifest: { kind: string; metadata: { name?: string; namespace?: string } }) =>
    [manifest.kind, manifest.metadata.namespace, manifest.metadata.name].join(' ');

  test('a Deployment with a foreign selector keeps it, with its name, its labels and its pods', () => {
    const file = join(VALID, 'deployment-with-foreign-selector.yaml');
    const made = synthesized(adopted(file).files).map(({ manifest }) => manifest);
    const deployment = made.find(({ kind }) => kind === 'Deployment');
    expect(deployment).toMatchObject({
      metadata: { name: 'shop-api', namespace: 'shop', labels: { owner: 'checkout' } },
      spec: {
        selector: { matchLabels: { 'k8s-app': 'legacy', tier: 'web' } },
        template: { metadata: { labels: { 'k8s-app': 'legacy', tier: 'web' } } },
      },
    });
    expect(deployment).toMatchObject({ metadata: { labels: expect.not.objectContaining({ tier: 'web' }) } });
    expect(deployment).not.toHaveProperty('spec.template.spec.securityContext');
    expect(deployment).not.toHaveProperty('spec.template.spec.automountServiceAccountToken');
  });

  test.each(readdirSync(VALID).filter((file) => /^(deployment|workload)/.test(file)))(
    '%s: names, namespaces and selectors stay',
    (file) => {
      const { adopted: was, files } = adopted(join(VALID, file));
      const made = synthesized(files).map(({ manifest }) => manifest);
      expect(made.map(identity).sort()).toEqual(was.map(({ manifest }) => identity(manifest)).sort());
      const selectors = (manifests: readonly Manifest[]) =>
        manifests.map(({ spec }) => JSON.stringify(fields(spec).selector)).sort();
      expect(selectors(made)).toEqual(selectors(was.map(({ manifest }) => manifest)));
    },
  );
});
