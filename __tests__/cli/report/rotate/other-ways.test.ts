import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../../../lib/model/manifest';
import { readersIn, rotated } from './rotated';

const PROJECT = '11111111-0000-4000-8000-000000000001';
const manifestsOf = (text: string) => parseAllDocuments(text).map((one) => one.toJS() as Manifest);
const workload = (name: string, pod: string, annotations = '{}') => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} }, annotations: ${annotations} }
    spec: ${pod}
`;

function reader(text: string) {
  const [first, ...others] = readersIn(rotated(manifestsOf(text)));
  expect(others).toEqual([]);
  return first;
}

describe('the Secrets Store CSI driver', () => {
  const CLASS = `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata: { name: keys, namespace: shop }
spec:
  provider: infisical
  parameters:
    infisicalUrl: https://app.infisical.com
    authMethod: kubernetes
    identityId: ${PROJECT}
    projectId: ${PROJECT}
    envSlug: prod
    secrets: |
      - { secretPath: /api, secretKey: TOKEN, fileName: token }
`;
  const pod = (mount: string) =>
    `{ containers: [{ name: web, image: x, volumeMounts: [${mount}] }], volumes: [{ name: keys, csi: { driver: secrets-store.csi.k8s.io, readOnly: true, volumeAttributes: { secretProviderClass: keys } } }] }`;

  test('writes its file again only where it was installed so, which no manifest tells', () => {
    const found = reader(CLASS + workload('web', pod('{ name: keys, mountPath: /keys }')));
    expect(found).toMatchObject({ outcome: 'keeps', row: { file: '/keys/token' } });
    expect(found.sentence).toContain(
      'unless the driver was installed with enableSecretRotation, which no manifest tells',
    );
  });

  test('and never one that is mounted by subPath', () => {
    const found = reader(CLASS + workload('web', pod('{ name: keys, mountPath: /keys/token, subPath: token }')));
    expect(found.sentence).toBe(
      'keeps the old value until it is restarted (a subPath, which Kubernetes never updates)',
    );
  });
});

describe('the agent injector', () => {
  const agent = (config: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: agent, namespace: shop }
data:
  config.yaml: |
    infisical: { address: https://app.infisical.com, auth: { type: kubernetes, config: { identity-id: ${PROJECT} } } }
    templates:
      - destination-path: /run/keys/env
        ${config}
        template-content: |
          {{ with getSecretByName "${PROJECT}" "prod" "/api" "TOKEN" }}{{ .Value }}{{ end }}
`;
  const injected = (mode: string) =>
    workload(
      'web',
      '{ containers: [{ name: web, image: x }] }',
      `{ org.infisical.com/inject: "true", org.infisical.com/agent-config-map: agent${mode} }`,
    );
  const SIDECAR = ', org.infisical.com/inject-mode: sidecar';

  test.each([
    ['as often as it is told', 'config: { polling-interval: 90s }', '90s'],
    ['every five minutes without a word', '', '5m'],
  ])('asks again %s beside the application', (_, config, interval) => {
    expect(reader(agent(config) + injected(SIDECAR))).toMatchObject({
      outcome: 'reads-again',
      sentence: `its agent writes the file anew within ${interval}: the program must read it again`,
    });
  });

  test('asks once before it, which is what it does without a word', () => {
    for (const mode of ['', ', org.infisical.com/inject-mode: init'])
      expect(reader(agent('') + injected(mode))).toMatchObject({
        outcome: 'keeps',
        sentence: 'keeps the old value until it is restarted: its agent asks once, when a pod starts',
      });
  });
});

test('a command that asks Infisical itself has the new value when it asks again', () => {
  const command = `infisical secrets get TOKEN --projectId ${PROJECT} --env prod --path /api --plain`;
  const found = reader(workload('web', `{ containers: [{ name: web, image: x, command: [sh, -c, "${command}"] }] }`));
  expect(found).toMatchObject({
    outcome: 'keeps',
    sentence: 'keeps the old value until it is restarted, or until its command asks Infisical again',
    restart: [expect.stringContaining('rollout restart deployment/web'), expect.any(String)],
  });
});

test('what a lease has is renewed by the operator, and changed by nobody', () => {
  const lease = `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalDynamicSecret
metadata: { name: lease, namespace: shop }
spec:
  dynamicSecret: { projectId: ${PROJECT}, environmentSlug: prod, secretsPath: /, secretName: postgres }
  managedSecretReference: { secretName: lease, secretNamespace: shop, creationPolicy: Owner }
`;
  const env = '[{ name: P, valueFrom: { secretKeyRef: { name: lease, key: TOKEN } } }]';
  const all = manifestsOf(lease + workload('web', `{ containers: [{ name: web, image: x, env: ${env} }] }`));
  expect(() => rotated(all)).toThrow(
    'the key "TOKEN" is of the lease "postgres", which the operator renews: there is nothing to change by hand',
  );
});
