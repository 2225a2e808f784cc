import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../project/main-program';
import { Project } from './project';

const IMPORTS = `
import { ApiObject, Chart } from 'cdk8s';
import { ArgoCdApplicationSet, GitOpsApp, InfisicalAuth, InfisicalProject, InfisicalRules, SyncedSecret } from './lib';
const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });`;

/** Two plain apps in one namespace; `slug` is what prod reads. */
const plainApps = (slug: string) => `${IMPORTS}
for (const [environment, slug] of [['staging', 'staging'], ['prod', '${slug}']]) {
  const app = new GitOpsApp({ environment });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new SyncedSecret(chart, 'api', { auth, source: { projectSlug: 'shop', environment: slug } });
  app.synth();
}`;

const deployed = (second: string) => `
const argocd = new GitOpsApp({ environment: 'argocd' });
new ArgoCdApplicationSet(new Chart(argocd, 'argocd'), 'shop', {
  repoUrl: 'https://git.example.com/shop.git',
  environments: [{ name: 'staging' }, { name: 'prod', destination: { server: '${second}' } }],
});
argocd.synth();`;

let project: Project;
beforeEach(() => {
  project = new Project({ 'cdk8s.yaml': 'app: node --import tsx main.ts\n', 'dist/before.yaml': 'kind: Before\n' });
  symlinkSync(join(PROJECT, 'lib'), project.path('lib'));
});
afterEach(() => project.remove());

test('two environments that an ApplicationSet sends into one cluster are an error, and dist stays as it was', async () => {
  project.write('main.ts', plainApps('prod') + deployed('https://kubernetes.default.svc'));
  const { status, stdout, stderr } = await project.synth();
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(
    /^error: \S+: \[shop\.k8s\.yaml: InfisicalSecret\/shop\/api\] InfisicalSecret "shop\/api".* in the same cluster \(in which Argo CD runs\).*\(E1\)$/m,
  );
  expect(project.filesIn()).toEqual({ 'before.yaml': 'kind: Before\n' });
});

test('two clusters, or none that is known, are no mistake, and nothing is said', async () => {
  project.write('main.ts', plainApps('prod') + deployed('https://prod.example.com'));
  expect(await project.synth()).toMatchObject({ status: 0, stderr: '' });
  project.write('main.ts', plainApps('prod'));
  expect(await project.synth()).toMatchObject({ status: 0, stderr: '' });
});

test('an app of prod that reads staging is a warning, unless it is suppressed where all is committed', async () => {
  project.write('main.ts', plainApps('staging'));
  const { status, stderr } = await project.synth();
  expect(status).toBe(0);
  expect(stderr).toMatch(
    /^warning: prod: \[shop\.k8s\.yaml: InfisicalSecret\/shop\/api\] .* write "prod" \(E2\)\n1 warning\n$/,
  );
  expect(JSON.parse((await project.synth(['--json'])).stdout).findings).toMatchObject([
    { file: 'prod/shop.k8s.yaml', at: 'spec.authentication.universalAuth.secretsScope.envSlug', rule: 'E2' },
  ]);
  project.write(
    'cdk8s-infisical.yaml',
    'suppressions:\n  - rule: E2\n    environment: prod\n    reason: prod is tested with them\n',
  );
  expect(await project.synth()).toMatchObject({ status: 0, stderr: '' });
});

test('a project has looked at its environments itself: what it suppresses is not told again', async () => {
  project.write(
    'main.ts',
    `${IMPORTS}
const shop = new InfisicalProject({ auth, projectSlug: 'shop' });
for (const name of ['staging', 'prod']) {
  const chart = new Chart(shop.addEnvironment(name, { namespace: \`shop-\${name}\` }), 'shop', { namespace: \`shop-\${name}\` });
  new SyncedSecret(chart, 'api', { source: { projectSlug: 'shop', environment: 'staging' } });
  InfisicalRules.suppress(chart, 'E2', 'prod is not there yet');
}
shop.synth();`,
  );
  expect(await project.synth()).toMatchObject({ status: 0, stderr: '' });
});
