import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { FluxHealthChecks } from '../../../lib';
import { configMap, infisicalSecret, secretsScope, universalAuth } from '../../validation/manifests';
import { commandLine } from '../command-line';

/** A repository as `flux bootstrap` makes it, with the clusters of two environments. */
let folder: string;

const fluxObject = (kind: string, name: string, spec: object) => ({
  apiVersion: kind === 'Kustomization' ? 'kustomize.toolkit.fluxcd.io/v1' : 'source.toolkit.fluxcd.io/v1',
  kind,
  metadata: { name, namespace: 'flux-system' },
  spec: { interval: '10m', ...spec },
});
const kustomization = (name: string, path: string, spec: object = {}) =>
  fluxObject('Kustomization', name, {
    prune: true,
    path,
    sourceRef: { kind: 'GitRepository', name: 'flux-system' },
    ...spec,
  });
const url = 'ssh://git@git.example.com/team/fleet';

function write(file: string, ...objects: object[]): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), objects.map((one) => stringify(one)).join('---\n'));
}

const reading = (envSlug: string) =>
  infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope({ envSlug }) }) } });

/** @param spec of the Kustomization that applies the applications */
function writeRepository(spec: object, script: string): void {
  for (const name of ['staging', 'prod']) {
    write(
      `clusters/${name}/flux-system/gotk-sync.yaml`,
      fluxObject('GitRepository', 'flux-system', { url, ref: { branch: 'main' } }),
      kustomization('flux-system', `./clusters/${name}`),
    );
    write(`clusters/${name}/apps.yaml`, kustomization('apps', `./apps/${name}`, spec));
    write(`apps/${name}/app.yaml`, reading(name), configMap('script', { data: { run: script } }));
  }
  write('images/prod.yaml', { shop: { image: 'shop:1.4.2' } });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleet-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const lint = async (...args: string[]) => {
  const { stdout, stderr } = await commandLine(['lint', ...args], { cwd: folder });
  return `${stdout}${stderr}`;
};

test.each([[['.']], [['clusters', 'apps']]])(
  'what is wrong with a Kustomization is told by what it applies: %j',
  async (args) => {
    writeRepository({ wait: true, targetNamespace: 'other', postBuild: { substitute: { A: '1' } } }, '${HOME} $$(A)');
    const told = await lint(...args);
    for (const rule of ['G2', 'G3', 'G5', 'G6']) expect(told).toContain(`(${rule})`);
    expect(told).toMatch(/^clusters\/prod\/apps\.yaml:\d+:\d+: error: postBuild fills in variables/m);
  },
);

test.each([[['.']], [['clusters', 'apps']]])('nothing is told of one that is in order: %j', async (args) => {
  const healthCheckExprs = FluxHealthChecks.expressions();
  writeRepository({ wait: true, healthCheckExprs, postBuild: { substitute: { A: '1' } } }, '${A} $(A) $${HOME}');
  expect(await lint(...args)).toContain('no findings in 10 objects of 6 files');
});

test('nothing is told of what lies in a repository of somebody else, or in a copy of the folder', async () => {
  writeRepository({}, '${HOME} $$(A)');
  const spec = { wait: true, targetNamespace: 'other', postBuild: { substitute: { A: '1' } } };
  const sourceRef = { kind: 'GitRepository', name: 'tenant' };
  write('clusters/prod/tenant.yaml', kustomization('tenant', './', { ...spec, sourceRef }));
  write('clusters/prod/copy.yaml', kustomization('copy', './deploy/prod', spec));
  write('deploy/prod/a.yaml', configMap('plain', { data: { run: 'true' } }));
  write('examples/fleet/deploy/prod/a.yaml', configMap('copied', { data: { run: '${HOME}' } }));
  expect(await lint('.')).toContain('no findings in');
});

test('a HelmRelease is filled in as every object', async () => {
  writeRepository({ postBuild: { substitute: { A: '1' } } }, 'true');
  const release = fluxObject('HelmRelease', 'shop', { values: { host: 'shop.${DOMAIN}' } });
  write('apps/prod/release.yaml', { ...release, apiVersion: 'helm.toolkit.fluxcd.io/v2' });
  expect(await lint('.')).toContain('HelmRelease "shop" has "${DOMAIN}" at spec.values.host, which nothing sets');
});

test('report and check take its objects for what they are', async () => {
  writeRepository({}, 'true');
  for (const command of ['report', 'check']) {
    const { stderr } = await commandLine([command, '.'], { cwd: folder });
    expect(stderr).not.toMatch(/Kustomization|GitRepository|error/);
  }
});
