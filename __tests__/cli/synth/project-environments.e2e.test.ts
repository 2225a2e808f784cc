import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../project/main-program';
import { Project } from './project';

const main = (environments: string, last = 'shop.synth();') => `
import { ApiObject, Chart } from 'cdk8s';
import { InfisicalProject } from './lib/gitops';
const shop = new InfisicalProject({ projectSlug: 'shop' });
for (const name of ${environments}) {
  new ApiObject(new Chart(shop.addEnvironment(name), 'shop'), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
}
${last}`;

let project: Project;
beforeEach(() => {
  project = new Project({
    'cdk8s.yaml': 'app: node --import tsx main.ts\n',
    'dist/staging/.manifests': 'shop.k8s.yaml\n',
    'dist/staging/shop.k8s.yaml': 'kind: Old\n',
    'dist/staging/kustomization.yaml': 'resources: []\n',
    'dist/dev/.manifests': 'shop.k8s.yaml\n',
    'dist/dev/shop.k8s.yaml': 'kind: Old\n',
    'dist/prod/shop.k8s.yaml': 'kind: Old\n',
  });
  symlinkSync(join(PROJECT, 'lib'), project.path('lib'));
});
afterEach(() => project.remove());
const names = () => Object.keys(project.filesIn() ?? {});

test('the folder of an environment that is gone is removed, but for what is yours in it', async () => {
  project.write('main.ts', main("['prod']"));
  expect(await project.synth()).toMatchObject({ status: 0, stderr: '' });
  expect(names()).toEqual(['prod/.manifests', 'prod/shop.k8s.yaml', 'staging/kustomization.yaml']);
});

test('a project that was never synthesized is named, and dist stays', async () => {
  const before = project.filesIn();
  project.write('main.ts', main("['prod']", ''));
  const { status, stderr } = await project.synth();
  expect(stderr).toContain('the project "shop" was never synthesized: end the program with project.synth()');
  expect(stderr.split('never synthesized')).toHaveLength(2);
  expect(status).toBe(2);
  expect(project.filesIn()).toEqual(before);
});
