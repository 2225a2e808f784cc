import { Chart } from 'cdk8s';
import { Deployment, Env, Pod, Volume } from 'cdk8s-plus-28';
import { GitOpsApp, InfisicalProject, SecretSyncedApp, SyncedSecret } from '../../../lib';
import { findingsOfApp } from '../../../lib/evaluation/report/app-findings';
import { APP, SYNC } from '../../declarations';

/** The charts of two environments that go to the same namespace, and the secret of the first one. */
function twoEnvironments() {
  const [staging, prod] = ['staging', 'prod'].map((environment) => {
    const app = new GitOpsApp({ environment });
    return new Chart(app, 'shop', { namespace: 'shop' });
  });
  return { staging, prod, secret: new SyncedSecret(staging, 'secrets', SYNC) };
}

const told = (chart: Chart) =>
  findingsOfApp(chart.node.root).flatMap(({ rule, path, message }) => (rule === 'E3' ? [`[${path}] ${message}`] : []));

const MESSAGE = 'it uses the secret [shop/secrets] of the environment "staging": declare one in "prod", and use that';

describe('E3: a secret of another environment', () => {
  test('in a SecretSyncedApp', () => {
    const { prod, secret } = twoEnvironments();
    new SecretSyncedApp(prod, 'api', { image: APP.image, secret, secretKeys: ['TOKEN'] });
    expect(told(prod)).toEqual([`[shop/api/Deployment] ${MESSAGE}`]);
  });

  test.each([
    ['variables', { secretKeys: ['TOKEN'] }],
    ['all keys', { everyKey: true }],
    ['files', { files: { path: '/etc/keys', secretKeys: ['TOKEN'] } }],
  ])('as %s of a workload of cdk8s-plus', (_, injection) => {
    const { prod, secret } = twoEnvironments();
    const worker = new Deployment(prod, 'worker', { containers: [{ image: 'worker:1' }] });
    secret.injectInto(worker, injection);
    expect(told(prod)).toEqual([`[shop/worker] ${MESSAGE}`]);
  });

  test('as one variable, and as a volume', () => {
    const { prod, secret } = twoEnvironments();
    new SyncedSecret(prod, 'secrets', SYNC);
    const worker = new Deployment(prod, 'worker', { containers: [{ image: 'worker:1' }] });
    worker.containers[0].env.addVariable('TOKEN', secret.envValue('TOKEN'));
    worker.addVolume(Volume.fromSecret(secret, 'volume', secret));
    expect(told(prod)).toEqual([`[shop/worker] ${MESSAGE}`]);
  });

  test('as a whole environment of cdk8s-plus, and to pull images with', () => {
    const { prod, secret } = twoEnvironments();
    new SyncedSecret(prod, 'secrets', SYNC);
    const worker = new Deployment(prod, 'worker', { containers: [{ image: 'worker:1' }] });
    worker.containers[0].env.copyFrom(Env.fromSecret(secret));
    new Pod(prod, 'pulled', { dockerRegistryAuth: secret, containers: [{ image: 'worker:1' }] });
    expect(told(prod)).toEqual([`[shop/worker] ${MESSAGE}`, `[shop/pulled] ${MESSAGE}`]);
  });

  test('between environments of a project, and is an error of the project', () => {
    const project = new InfisicalProject({ auth: SYNC.auth, projectSlug: 'shop' });
    const [staging, prod] = ['staging', 'prod'].map(
      (name) => new Chart(project.addEnvironment(name, { namespace: 'shop' }), 'shop', { namespace: 'shop' }),
    );
    const secret = new SyncedSecret(staging, 'secrets', {});
    new SecretSyncedApp(prod, 'api', { image: APP.image, secret, secretKeys: ['TOKEN'] });
    expect(project.problems()).toEqual([expect.stringMatching(/prod.*\[shop\/api\/Deployment\].*"staging".*\(E3\)/)]);
  });

  test('not: its own, in another chart of the same app', () => {
    const { staging, secret } = twoEnvironments();
    const other = new Chart(staging.node.root, 'other', { namespace: 'shop' });
    new SecretSyncedApp(other, 'api', { image: APP.image, secret, secretKeys: ['TOKEN'] });
    expect(told(staging)).toEqual([]);
  });
});
