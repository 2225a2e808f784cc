import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { SecretSyncedApp, type SecretSyncedAppProps } from '../../lib';
import { APP } from '../declarations';
import { errorsOf, type Manifest, synthesize } from '../synthesis';

const declare = (props: Partial<SecretSyncedAppProps>) => (chart: Chart) =>
  new SecretSyncedApp(chart, 'api', { ...APP, ...props });
const objectOf = (kind: string, props: Partial<SecretSyncedAppProps>): Manifest =>
  synthesize(declare(props)).find((manifest) => manifest.kind === kind);
const TAKEN_OVER = { takeOver: true, selectorLabels: { app: 'old', tier: 'web' } };

describe('an application that takes over a running Deployment', () => {
  test('writes nothing into the pods that the props do not ask for', () => {
    expect(objectOf('Deployment', TAKEN_OVER)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'project' },
      spec: {
        selector: { matchLabels: { app: 'old', tier: 'web' } },
        template: {
          metadata: { labels: { app: 'old', tier: 'web' } },
          spec: {
            containers: [
              {
                name: 'api',
                image: 'api:1.0',
                env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api', key: 'TOKEN' } } }],
              },
            ],
          },
        },
      },
    });
  });

  test('still writes what they ask for', () => {
    const props = { ...TAKEN_OVER, labels: { team: 'shop' }, automountServiceAccountToken: false };
    const { metadata, spec } = objectOf('Deployment', {
      ...props,
      containerSecurityContext: { user: 0, privileged: true },
    });
    expect(metadata.labels).toEqual({ team: 'shop' });
    expect(spec.template.metadata.labels).toEqual({ app: 'old', tier: 'web', team: 'shop' });
    expect(spec.template.spec.automountServiceAccountToken).toBe(false);
    expect(spec.template.spec.containers[0].securityContext).toEqual({ privileged: true, runAsUser: 0 });
  });

  test('selects its pods by the foreign labels in its Service too', () => {
    const { metadata, spec } = objectOf('Service', { ...TAKEN_OVER, port: 3000 });
    expect(metadata).not.toHaveProperty('labels');
    expect(spec.selector).toEqual({ app: 'old', tier: 'web' });
  });
});

describe('variables', () => {
  const order = (props: Partial<SecretSyncedAppProps>): string[] =>
    objectOf('Deployment', props).spec.template.spec.containers[0].env.map(({ name }: Manifest) => name);

  test('come in the order that envOrder gives, then as usual', () => {
    const props = { secretKeys: ['A', 'B'], env: { LOG: 'info', MODE: 'x' } };
    expect(order(props)).toEqual(['A', 'B', 'LOG', 'MODE']);
    expect(order({ ...props, envOrder: ['MODE', 'B'] })).toEqual(['MODE', 'B', 'A', 'LOG']);
  });

  test('that envOrder names must exist', () => {
    expect(errorsOf(declare({ envOrder: ['TOKE', 'TOKEN'] }))).toEqual([
      '[project/api] envOrder names the variable "TOKE", which there is not: did you mean "TOKEN"? (C18)',
    ]);
  });
});

test('a patch of the Deployment reaches the YAML, also of amounts as text', () => {
  const patched = synthesize((chart) => {
    const { deployment } = declare({})(chart);
    ApiObject.of(deployment).addJsonPatch(
      JsonPatch.add('/spec/template/spec/runtimeClassName', 'gvisor'),
      JsonPatch.add('/spec/template/spec/containers/0/resources', { limits: { 'example.com/gpu': '1', cpu: '1500m' } }),
    );
  }).find(({ kind }) => kind === 'Deployment');
  expect(patched.spec.template.spec.runtimeClassName).toBe('gvisor');
  expect(patched.spec.template.spec.containers[0].resources.limits).toEqual({ 'example.com/gpu': '1', cpu: '1500m' });
});

test('ports with names make no Service', () => {
  const props = { ports: [{ number: 3000, name: 'http' }] };
  const manifests: Manifest[] = synthesize(declare(props));
  expect(manifests.map(({ kind }) => kind)).not.toContain('Service');
  const [deployment] = manifests.filter(({ kind }) => kind === 'Deployment');
  expect(deployment.spec.template.spec.containers[0].ports).toEqual([{ containerPort: 3000, name: 'http' }]);
});

test('the main container can have a name of its own', () => {
  expect(objectOf('Deployment', { containerName: 'server' }).spec.template.spec.containers[0].name).toBe('server');
});
