import { adoptionOf } from '../../../cli/adopt/adoption';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { objectName } from '../../../cli/findings/input-findings';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { synthesized } from './in-process';
import { SECRET, workload } from './secret-and-workload';

const POD = `serviceAccountName: api
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data } }
        - { name: files, configMap: { name: files } }
        - { name: all, projected: { sources: [{ configMap: { name: projected } }] } }`;
const VARIABLES = '- { name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: level } } }';

function object(apiVersion: string, kind: string, name: string, more: object = {}, namespace = 'shop'): string {
  return JSON.stringify({ apiVersion, kind, metadata: { name, namespace }, ...more });
}

const SERVICE = object('v1', 'Service', 'web', {
  metadata: { name: 'web', namespace: 'shop', labels: { of: 'api' } },
  spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 'http', name: 'http' }] },
});
const to = (service: string) => ({ service: { name: service, port: { name: 'http' } } });
const ingress = (name: string, service: string) =>
  object('networking.k8s.io/v1', 'Ingress', name, {
    spec: {
      rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: to(service) }] } }],
    },
  });
const ofApi = { matchLabels: { app: 'api' } };
const deployment = (name: string) => ({ apiVersion: 'apps/v1', kind: 'Deployment', name });
const scaled = (name: string) => ({ spec: { scaleTargetRef: deployment(name), maxReplicas: 3 } });
const virtualTo = (host: string) => ({
  spec: { hosts: ['shop.example.com'], http: [{ route: [{ destination: { host } }] }] },
});
const claim = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };

const BELONGING = [
  SERVICE,
  ingress('web', 'web'),
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', {
    spec: { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
  }),
  object('traefik.io/v1alpha1', 'IngressRoute', 'web', {
    spec: { routes: [{ kind: 'Rule', match: 'Host(`shop.example.com`)', services: [{ name: 'web', port: 80 }] }] },
  }),
  object('traefik.containo.us/v1alpha1', 'IngressRouteTCP', 'web', {
    spec: { routes: [{ match: 'HostSNI(`*`)', services: [{ name: 'web', port: 80 }] }] },
  }),
  object('route.openshift.io/v1', 'Route', 'web', { spec: { to: { kind: 'Service', name: 'web' } } }),
  object('networking.istio.io/v1', 'VirtualService', 'web', virtualTo('web')),
  object('networking.istio.io/v1beta1', 'VirtualService', 'long', virtualTo('web.shop.svc.cluster.local')),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', scaled('api')),
  object('policy/v1', 'PodDisruptionBudget', 'api', { spec: { minAvailable: 1, selector: ofApi } }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'api', { spec: { podSelector: ofApi, policyTypes: ['Ingress'] } }),
  object('monitoring.coreos.com/v1', 'ServiceMonitor', 'api', {
    spec: { selector: { matchLabels: { of: 'api' } }, endpoints: [{ port: 'http' }] },
  }),
  object('v1', 'ConfigMap', 'settings', { data: { level: 'info' } }),
  object('v1', 'ConfigMap', 'files', { data: { a: 'b' } }),
  object('v1', 'ConfigMap', 'projected', { data: { a: 'b' } }),
  object('v1', 'ServiceAccount', 'api'),
  object('v1', 'PersistentVolumeClaim', 'data', claim),
];

const STRANGE = [
  object('v1', 'Service', 'other', { spec: { selector: { app: 'other' }, ports: [{ port: 80 }] } }),
  ingress('other', 'other'),
  object('traefik.io/v1alpha1', 'IngressRoute', 'other', {
    spec: { routes: [{ match: 'Host(`shop.example.com`)', services: [{ name: 'web', namespace: 'elsewhere' }] }] },
  }),
  object('traefik.io/v1alpha1', 'IngressRoute', 'dashboard', {
    spec: { routes: [{ match: 'Host(`x`)', services: [{ kind: 'TraefikService', name: 'web' }] }] },
  }),
  object('networking.istio.io/v1', 'VirtualService', 'other', virtualTo('web.elsewhere.svc.cluster.local')),
  object('networking.istio.io/v1', 'VirtualService', 'longer', virtualTo('web.shop-old')),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'other', scaled('other')),
  object('policy/v1', 'PodDisruptionBudget', 'all', { spec: { minAvailable: 1, selector: {} } }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'all', { spec: { podSelector: {}, policyTypes: ['Ingress'] } }),
  object('v1', 'ConfigMap', 'settings', { data: { level: 'info' } }, 'elsewhere'),
  object('v1', 'ServiceAccount', 'default'),
  object('v1', 'Secret', 'values', { stringData: {} }),
];

function adopted(...others: readonly string[]) {
  const text = [SECRET, workload({ pod: POD, variables: VARIABLES }), ...others].join('\n---\n');
  return adoptionOf(manifestsIn(text, 'a.yaml'), { extension: '', includeRest: false });
}

const names = (objects: readonly string[]) =>
  objects.map((text) => JSON.parse(text)).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);

test('what leads to an application, looks after it or is used by it is declared as it stands', () => {
  const { adopted: declared, leftOut, files } = adopted(...BELONGING);
  expect(leftOut.map(({ read }) => objectName(read.manifest))).toEqual([]);
  expect(declared.map(({ manifest }) => objectName(manifest)).slice(2)).toEqual(names(BELONGING));
  expect(compareObjects(declared, synthesized(files))).toEqual([]);
});

test('what belongs to no application is left out, as are Secrets', () => {
  const { leftOut } = adopted(...STRANGE);
  expect(leftOut.map(({ read }) => objectName(read.manifest))).toEqual(names(STRANGE));
});

test('a ConfigMap with a credential is left out, and that is told', () => {
  const { leftOut, findings, files } = adopted(
    object('v1', 'ConfigMap', 'settings', { data: { DB_PASSWORD: 'hunter2hunter2' } }),
  );
  expect(leftOut.map(({ reason }) => reason)).toEqual([
    'a credential stands in it, which never goes into code: put it into Infisical',
  ]);
  expect(findings.some(({ severity, object }) => severity === 'error' && object === 'ConfigMap shop/settings')).toBe(
    true,
  );
  expect([...files.values()].join()).not.toContain('hunter2');
});

test('the ServiceAccount that the operator logs in with is declared beside the secret', () => {
  const login = `kubernetesAuth:
      identityId: 6f1c2d7e-0000-4000-8000-000000000001
      serviceAccountRef: { name: infisical, namespace: shop }`;
  const secret = SECRET.replace(/universalAuth:\n.*\n/, `${login}\n`);
  const accounts = [object('v1', 'ServiceAccount', 'infisical'), object('v1', 'ServiceAccount', 'infisical', {}, 'ci')];
  const text = [secret, ...accounts].join('\n---\n');
  const {
    adopted: declared,
    leftOut,
    files,
  } = adoptionOf(manifestsIn(text, 'a.yaml'), {
    extension: '',
    includeRest: false,
  });
  expect(leftOut.map(({ read }) => objectName(read.manifest))).toEqual(['ServiceAccount ci/infisical']);
  expect(compareObjects(declared, synthesized(files))).toEqual([]);
});

test('what belongs to a workload that is not adopted is left out', () => {
  const text = [SECRET, SERVICE, ingress('web', 'web')].join('\n---\n');
  const { leftOut } = adoptionOf(manifestsIn(text, 'a.yaml'), { extension: '', includeRest: false });
  expect(leftOut).toHaveLength(2);
});

test('the Service of a StatefulSet is declared under its name, with one named port', () => {
  const service = object('v1', 'Service', 'api', {
    spec: { clusterIP: 'None', selector: { app: 'api' }, ports: [{ port: 80, name: 'http' }] },
  });
  const set = workload().replace('Deployment', 'StatefulSet').replace('spec:', 'spec:\n  serviceName: api');
  const adoption = adoptionOf(manifestsIn([SECRET, set, service].join('\n---\n'), 'a.yaml'), {
    extension: '',
    includeRest: false,
  });
  expect(adoption.leftOut).toEqual([]);
  expect(compareObjects(adoption.adopted, synthesized(adoption.files))).toEqual([]);
});
