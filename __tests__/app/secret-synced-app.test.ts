import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { SecretSyncedApp, type SecretSyncedAppProps, SyncedSecret } from '../../lib';
import { APP, SYNC } from '../declarations';
import { type Manifest, synthesize, synthesizeOne } from '../synthesis';
import { everyPropOfApp } from './every-prop';

const objectsOf = (props: Partial<SecretSyncedAppProps>) =>
  synthesize((chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...props }));
const deploymentOf = (props: Partial<SecretSyncedAppProps>): Manifest =>
  objectsOf(props).find(({ kind }) => kind === 'Deployment');
const mainContainerOf = (props: Partial<SecretSyncedAppProps>) => deploymentOf(props).spec.template.spec.containers[0];
const secretKeyRef = (key: string, name = 'api') => ({ secretKeyRef: { name, key, optional: false } });

test('the smallest application writes nothing that was not asked for', () => {
  expect(deploymentOf({})).toMatchInlineSnapshot(`
{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": {
    "labels": {
      "app.kubernetes.io/name": "api",
    },
    "name": "api",
    "namespace": "project",
  },
  "spec": {
    "selector": {
      "matchLabels": {
        "app.kubernetes.io/name": "api",
      },
    },
    "template": {
      "metadata": {
        "labels": {
          "app.kubernetes.io/name": "api",
        },
      },
      "spec": {
        "automountServiceAccountToken": false,
        "containers": [
          {
            "env": [
              {
                "name": "TOKEN",
                "valueFrom": {
                  "secretKeyRef": {
                    "key": "TOKEN",
                    "name": "api",
                    "optional": false,
                  },
                },
              },
            ],
            "image": "api:1.0",
            "name": "api",
            "securityContext": {
              "allowPrivilegeEscalation": false,
              "capabilities": {
                "drop": [
                  "ALL",
                ],
              },
              "runAsNonRoot": true,
              "seccompProfile": {
                "type": "RuntimeDefault",
              },
            },
          },
        ],
        "securityContext": {
          "runAsNonRoot": true,
          "seccompProfile": {
            "type": "RuntimeDefault",
          },
        },
      },
    },
  },
}
`);
});

test('every prop reaches the YAML', () => {
  const made = (chart: Chart) => new SecretSyncedApp(chart, 'api', everyPropOfApp(chart));
  expect(synthesize(made)).toMatchSnapshot();
});

describe('secret keys', () => {
  test('as a list become variables of the same names, in the order given', () => {
    expect(mainContainerOf({ secretKeys: ['B', 'A'] }).env).toEqual([
      { name: 'B', valueFrom: secretKeyRef('B') },
      { name: 'A', valueFrom: secretKeyRef('A') },
    ]);
  });

  test('as a map are renamed on the way in', () => {
    expect(mainContainerOf({ secretKeys: { DB_URL: 'DATABASE_URL', READ_DB_URL: 'DATABASE_URL' } }).env).toEqual([
      { name: 'DB_URL', valueFrom: secretKeyRef('DATABASE_URL') },
      { name: 'READ_DB_URL', valueFrom: secretKeyRef('DATABASE_URL') },
    ]);
  });

  test('come before plain variables, so that those can refer to them', () => {
    expect(mainContainerOf({ secretKeys: ['HOST'], env: { URL: 'https://$(HOST)' } }).env).toEqual([
      { name: 'HOST', valueFrom: secretKeyRef('HOST') },
      { name: 'URL', value: 'https://$(HOST)' },
    ]);
  });

  test('reach the main container only', () => {
    const { containers } = deploymentOf({ containers: [{ name: 'proxy', image: 'proxy' }] }).spec.template.spec;
    expect(containers.map(({ name, env }: Manifest) => [name, env?.length])).toEqual([
      ['api', 1],
      ['proxy', undefined],
    ]);
  });

  test('come from a secret that several applications share', () => {
    const manifests = synthesize((chart) => {
      const secret = new SyncedSecret(chart, 'shared', SYNC);
      new SecretSyncedApp(chart, 'api', { image: 'api', secret, secretKeys: ['A'] });
      new SecretSyncedApp(chart, 'worker', { image: 'worker', secret, secretKeys: ['B'] });
    });
    expect(manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
      'InfisicalSecret/shared',
      'Deployment/api',
      'Deployment/worker',
    ]);
    const env = manifests.slice(1).map(({ spec }) => spec.template.spec.containers[0].env);
    expect(env).toEqual([
      [{ name: 'A', valueFrom: secretKeyRef('A', 'shared') }],
      [{ name: 'B', valueFrom: secretKeyRef('B', 'shared') }],
    ]);
  });

  test('come from any other cdk8s-plus secret', () => {
    const [deployment] = synthesize((chart) => {
      const secret = kplus.Secret.fromSecretName(chart, 'foreign', 'foreign');
      new SecretSyncedApp(chart, 'api', { image: 'api', secret, secretKeys: ['A'] });
    });
    expect(deployment.spec.template.spec.containers[0].env).toEqual([
      { name: 'A', valueFrom: secretKeyRef('A', 'foreign') },
    ]);
  });
});

describe('the selector', () => {
  test('does not change when the code moves', () => {
    const here = deploymentOf({ name: 'api' });
    const there = synthesizeOne('Deployment', (chart) => {
      new SecretSyncedApp(new kplus.Namespace(chart, 'elsewhere'), 'other-id', { ...APP, name: 'api' });
    });
    expect(there).toEqual(here);
  });

  test('is that of a Deployment that is already running, if asked', () => {
    const [, deployment, service] = objectsOf({ selectorLabels: { app: 'legacy' }, port: 80, labels: { team: 'a' } });
    expect(deployment.spec.selector).toEqual({ matchLabels: { app: 'legacy' } });
    expect(service.spec.selector).toEqual({ app: 'legacy' });
    expect(deployment.spec.template.metadata.labels).toEqual({
      app: 'legacy',
      'app.kubernetes.io/name': 'api',
      team: 'a',
    });
  });

  test('is what cdk8s-plus services, network policies and scheduling go by', () => {
    const manifests = synthesize((chart) => {
      const { deployment } = new SecretSyncedApp(chart, 'api', { ...APP, isolate: true, spread: true });
      new kplus.Service(chart, 'extra', { metadata: { name: 'extra' }, selector: deployment, ports: [{ port: 1 }] });
    });
    const labels = { 'app.kubernetes.io/name': 'api' };
    const byKind = (kind: string) => manifests.find((manifest) => manifest.kind === kind).spec;
    expect(byKind('Service').selector).toEqual(labels);
    expect(byKind('NetworkPolicy').podSelector).toEqual({ matchLabels: labels });
    const { metadata } = manifests.find(({ kind }) => kind === 'NetworkPolicy');
    expect(metadata).toEqual({ name: 'api-isolated', namespace: 'project' });
    const spread =
      byKind('Deployment').template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    expect(spread.map(({ labelSelector, topologyKey }: Manifest) => [labelSelector.matchLabels, topologyKey])).toEqual([
      [labels, 'kubernetes.io/hostname'],
      [labels, 'topology.kubernetes.io/zone'],
    ]);
  });
});

describe('a Service', () => {
  test('exists when the application has a port', () => {
    const [, deployment, service] = objectsOf({ port: 3000 });
    expect(deployment.spec.template.spec.containers[0].ports).toEqual([{ containerPort: 3000 }]);
    expect(service).toMatchObject({
      kind: 'Service',
      metadata: { name: 'api', namespace: 'project' },
      spec: { type: 'ClusterIP', ports: [{ port: 3000, targetPort: 3000 }] },
    });
  });

  test('does not exist otherwise', () => {
    expect(objectsOf({}).map(({ kind }) => kind)).toEqual(['InfisicalSecret', 'Deployment']);
  });

  test('has a port of its own, if asked', () => {
    expect(objectsOf({ port: 3000, servicePort: 80 })[2].spec.ports).toEqual([{ port: 80, targetPort: 3000 }]);
  });
});

describe('the Deployment', () => {
  test('asks the operator to restart its pods when the managed Secret changes', () => {
    const { metadata, spec } = deploymentOf({ autoReload: true });
    expect(metadata.annotations).toEqual({ 'secrets.infisical.com/auto-reload': 'true' });
    expect(spec.template.metadata.annotations).toBeUndefined();
  });

  test('leaves the number of replicas to an autoscaler', () => {
    const { spec } = synthesizeOne('Deployment', (chart) => {
      const resources = { cpu: { request: kplus.Cpu.millis(100) } };
      const { deployment } = new SecretSyncedApp(chart, 'api', { ...APP, resources });
      expect(deployment.replicas).toBeUndefined();
      new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target: deployment, maxReplicas: 3 });
    });
    expect(spec.replicas).toBeUndefined();
  });

  test('stays a cdk8s-plus Deployment: what is added later is rendered the same way', () => {
    const { template } = synthesizeOne('Deployment', (chart) => {
      const { deployment } = new SecretSyncedApp(chart, 'api', APP);
      deployment.addContainer({ name: 'late', image: 'late', portNumber: 1 });
      deployment.attachContainer(new kplus.Container({ name: 'foreign', image: 'foreign' }));
    }).spec;
    const [, late, foreign] = template.spec.containers;
    expect(Object.keys(late)).toEqual(['image', 'name', 'ports', 'securityContext']);
    expect(Object.keys(foreign)).toEqual(['image', 'imagePullPolicy', 'name', 'resources', 'securityContext']);
  });
});
