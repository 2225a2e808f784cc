import { AUTO_RELOAD_ANNOTATION } from '../../../model/workloads';
import type { ExampleObjects } from '../../example';

type Part = Readonly<Record<string, unknown>>;

const DRIVER = { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'api' } };
const CONTAINER = {
  name: 'api',
  image: 'api:1.0',
  env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api-csi', key: 'TOKEN' } } }],
  volumeMounts: [{ name: 'secrets', mountPath: '/run/secrets/api', readOnly: true }],
};

/** A Deployment that takes a key from a Secret which the driver of volumes writes. */
export function deliveredExample(annotations: Part, ofClass: Part = {}): ExampleObjects {
  const spec = { containers: [CONTAINER], volumes: [{ name: 'secrets', csi: DRIVER }] };
  const metadata = { name: 'api', namespace: 'shop', annotations: ofClass };
  const all = { [AUTO_RELOAD_ANNOTATION]: null, ...annotations };
  return {
    objects: [
      { kind: 'SecretProviderClass', apiVersion: 'secrets-store.csi.x-k8s.io/v1', metadata, spec: CLASS },
      { kind: 'Deployment', metadata: { annotations: all }, spec: { template: { spec } } },
    ],
  };
}

const CLASS = {
  provider: 'infisical',
  parameters: {
    authMethod: 'kubernetes',
    identityId: '33333333-0000-4000-8000-000000000003',
    projectId: '44444444-0000-4000-8000-000000000004',
    envSlug: 'prod',
    secrets: '- secretPath: /api\n  secretKey: TOKEN\n  fileName: token\n',
  },
  secretObjects: [{ secretName: 'api-csi', type: 'Opaque', data: [{ objectName: 'token', key: 'TOKEN' }] }],
};
