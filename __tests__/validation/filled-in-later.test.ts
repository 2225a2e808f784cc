import type { Manifest } from '../../lib/model/manifest';
import { checkManifests, checkResources } from '../../lib/validation/check-manifests';
import { manifestsOf } from './example-manifests';
import {
  configMap,
  container,
  deployment,
  helmRelease,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  managedSecret,
  podTemplate,
  pushSecret,
  secret,
  secretsScope,
  universalAuth,
} from './manifests';

/*
 * Flux (postBuild), envsubst and plugins of Argo CD fill variables in before YAML is applied: what stands there until then
 * is unknown, and not wrong.
 */

const rulesOf = (...manifests: readonly Manifest[]) => checkManifests(manifests).map(({ rule }) => rule);

const LIST = { secretName: '${SECRET}', secretNamespace: 'team-a, team-b', creationPolicy: 'Orphan' };

const VARIABLES = [
  '${INFISICAL_URL}',
  '${INFISICAL_URL:-https://app.infisical.com}',
  'https://${DOMAIN}/api',
  '$(INFISICAL_URL)',
  '$INFISICAL_URL',
  '<path:infisical/data/host#url>',
  '{{ .Values.infisical.host }}',
  'https://{{ domain }}/api',
  '@@INFISICAL_URL@@',
  '@INFISICAL_URL@',
  '__INFISICAL_URL__',
  '#{INFISICAL_URL}#',
  'ref+vault://infisical/host#url',
  'ENC[AES256_GCM,data:b3V0,iv:aXY=,tag:dGFn,type:str]',
];

const STREAM = { instantUpdates: true, resyncInterval: '5m' };

describe('of a text that is filled in later', () => {
  test.each(VARIABLES)('nothing is wrong: the host %s', (host) => {
    expect(rulesOf(infisicalSecret({ hostAPI: host }), deployment())).toEqual([]);
    expect(rulesOf(infisicalConnection({ address: host }))).toEqual([]);
    expect(rulesOf(helmRelease({ defaultInfisicalConnection: { enabled: true, address: host } }))).toEqual([]);
    expect(rulesOf(infisicalSecret({ hostAPI: host, syncConfig: STREAM }), pushSecret())).toEqual([]);
  });

  test.each([
    ['a name', infisicalSecret({}, { name: '${APP}' })],
    ['a namespace', infisicalSecret({}, { namespace: '${NAMESPACE}' })],
    ['a label', infisicalSecret({}, { labels: { team: '${TEAM}' } })],
    ['an interval', infisicalSecret({ syncConfig: { resyncInterval: '${INTERVAL}' } })],
    ['a secret path', scope({ secretsPath: '${FOLDER}' })],
    ['a project', scope({ projectSlug: '${PROJECT}' })],
    ['a number of replicas', deployment({ replicas: '${REPLICAS}' })],
    ['the namespace of a managed Secret', managed({ secretNamespace: '${NAMESPACE}' })],
    ['its creation policy', managed({ creationPolicy: '${POLICY}' })],
  ])('nothing is wrong: %s', (_, manifest) => {
    const other = manifest.kind === 'Deployment' ? infisicalSecret() : deployment();
    expect(rulesOf(manifest, other)).toEqual([]);
  });

  test.each([
    ['a label', configMap('shop', {}, { labels: { '${TEAM}': 'a', '${SECRET_DOMAIN}/team': 'b' } })],
    ['an annotation', configMap('shop', {}, { annotations: { '${SECRET_DOMAIN}/tls-secret': 'b' } })],
    ['a label of a node', plainPod({ nodeSelector: { '${DOMAIN}/disk': 'fast' } })],
    ['a resource', plainPod({ containers: [container({ resources: { limits: { '${GPU}': 1 } } })] })],
    ['an entry of a ConfigMap', configMap('shop', { data: { '${HOST}.conf': 'x' } })],
    ['an entry of a Secret', secret('shop', { stringData: { '${HOST}.conf': 'x' } })],
    ['what a Secret holds', secret('shop', { data: { token: '${TOKEN_IN_BASE64}' } })],
  ])('nothing is wrong of a key or content: %s', (_, manifest) => {
    expect(rulesOf(manifest)).toEqual([]);
  });

  test('nothing is wrong of a login that is filled in', () => {
    const content = { stringData: { clientId: '${ID}', clientSecret: '${SECRET}' } };
    expect(rulesOf(infisicalAuth(), infisicalConnection(), secret('infisical-credentials', content))).toEqual([]);
    const open = { stringData: { ...content.stringData, clientSecret: 'in the open' } };
    expect(rulesOf(infisicalAuth(), infisicalConnection(), secret('infisical-credentials', open))).toEqual(['A10']);
  });

  test.each([
    ['the type of a Service', service('${TYPE}', { loadBalancerClass: 'a.b/c' }), 'R2'],
    ['a variable, to which another refers', variables('${NAME}'), 'C20'],
    ['the Secret that a workload uses', reloading('${SECRET}'), 'C9'],
    ['the cluster of an application', argo('${CLUSTER}'), 'X24'],
    ['what an Argo CD project permits', permitting('<path:git/config#url>'), 'X24'],
  ])('nothing is wrong beside it: %s', (_, manifests, rule) => {
    expect(rulesOf(...manifests)).toEqual([]);
    const finished = JSON.parse(JSON.stringify(manifests).replaceAll(/\$\{\w+\}|<path:[^>]+>/g, 'other')) as Manifest[];
    expect(rulesOf(...finished)).toContain(rule);
  });

  test.each([
    ['a name', { metadata: { name: '<name>' } }],
    [
      'a slug',
      {
        spec: {
          authentication: {
            universalAuth: universalAuth({ secretsScope: secretsScope({ projectSlug: '<project>' }) }),
          },
        },
      },
    ],
    ['a host', { spec: { hostAPI: 'https://<host>/api' } }],
  ])(
    'nothing is wrong where argocd-vault-plugin fills it in: %s',
    (_, { spec = {}, metadata = {} }: { spec?: object; metadata?: object }) => {
      const annotations = { 'avp.kubernetes.io/path': 'vault/data/shop' };
      expect(rulesOf(infisicalSecret(spec as never, { ...metadata, annotations }), deployment())).toEqual([]);
      expect(rulesOf(infisicalSecret(spec as never, metadata), deployment())).not.toEqual([]);
    },
  );

  test('a name is filled in by Kyverno, and by Helm', () => {
    const name = '{{ element.name }}';
    const rules = [{ mutate: { foreach: [{ patchStrategicMerge: { spec: { containers: [{ name }] } } }] } }];
    expect(
      rulesOf({
        apiVersion: 'kyverno.io/v1',
        kind: 'ClusterPolicy',
        metadata: { name: 'a' },
        spec: { rules },
      } as never),
    ).toEqual([]);
    const subjects = [{ kind: 'ServiceAccount', name: '{{ include "shop.name" . }}', namespace: 'shop' }];
    expect(rulesOf(...manifestsOf([{ kind: 'ClusterRoleBinding', subjects }]))).toEqual([]);
  });

  test('nothing is wrong of what is compared with it', () => {
    expect(rulesOf(infisicalAuth(), infisicalConnection({}, { namespace: '${NAMESPACE}' }))).toEqual([]);
    expect(rulesOf(managed({ secretNamespace: '${NAMESPACE}' }), deployment({}, { namespace: 'web' }))).toEqual([]);
  });

  test('nothing is wrong of what refers to something that may be it', () => {
    expect(rulesOf(infisicalAuth(), infisicalConnection({}, { name: '${CONNECTION}' }))).toEqual([]);
    expect(rulesOf(pushing('password'), generator('${GENERATOR}'))).toEqual([]);
    expect(rulesOf(pushing('pasword'), generator('password'))).toEqual(['X5']);
  });

  test('nothing is wrong of a reference in a variable of a container', () => {
    const secretKeyRef = { name: '${SECRET}', key: 'TOKEN' };
    const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef } }];
    const template = podTemplate({ containers: [container({ env })] });
    expect(rulesOf(infisicalSecret(), deployment({ template }, { annotations: {} }))).toEqual([]);
  });

  /** What is wrong whatever is filled in, of objects that only are called so, or stand beside it. */
  test.each([
    ['a variable that is set twice, in a container of that name', twice({ name: '${APP}' }), 'C4'],
    ['a template, in a managed Secret of that name', templated({ secretName: '${SECRET}' }), 'K3'],
    ['a project that is named twice', source({ projectId: '${PROJECT}', projectSlug: 'shop' }), 'S2'],
    ['a namespace that is no one, of a managed Secret of that name', managedBy(LIST), 'M19'],
  ])('it hides nothing else: %s', (_, part, rule) => {
    const manifest = 'kind' in part ? part : infisicalSecret(part as never, { name: '${APP}' });
    const other = manifest.kind === 'Deployment' ? infisicalSecret() : deployment();
    expect(rulesOf(manifest as Manifest, other)).toContain(rule);
  });

  test('all else is still wrong', () => {
    expect(rulesOf(infisicalSecret({ hostAPI: '${URL}', syncConfig: { resyncInterval: '1h30m' } }))).toEqual(['T1']);
    expect(rulesOf(infisicalConnection({ address: '{URL}' }))).toEqual(['H3']);
    expect(rulesOf(infisicalConnection({ address: 'https://app.infisical.com/$' }))).toEqual([]);
    expect(rulesOf(infisicalConnection({ address: 'ftp://app.infisical.com/$path' }))).toEqual(['H3']);
  });
});

test('what SOPS keeps at an encrypted object is taken out as it is decrypted, and any other field of the name is a mistake', () => {
  const value = 'ENC[AES256_GCM,data:b3V0,iv:aXY=,tag:dGFn,type:str]';
  const encrypted = { ...secret('login'), stringData: { clientId: value, clientSecret: value } };
  const sops = { mac: value, lastmodified: '2026-11-01T08:00:00Z', age: [] };
  expect(rulesOf({ ...encrypted, sops } as Manifest)).toEqual([]);
  expect(rulesOf({ ...encrypted, sops: { a: 'b' } } as Manifest)).toEqual(['F1']);
  expect(rulesOf({ ...encrypted, metadata: { ...encrypted.metadata, sops } } as Manifest)).toEqual(['F1']);
});

test('what a program writes is finished: a variable in it is a mistake', () => {
  const construct = {};
  const manifest = infisicalConnection({ address: '${INFISICAL_URL}' });
  expect(checkResources([{ manifest, construct }]).map(({ rule }) => rule)).toEqual(['H3']);
});

test('what a variable of a container holds is for the container', () => {
  const twice = ['${A}', '$(B)'].map((value) => ({ name: 'A', value }));
  const workload = deployment(
    { template: podTemplate({ containers: [container({ env: twice })] }) },
    { annotations: {} },
  );
  expect(rulesOf(workload)).toContain('C4');
});

function plainPod(spec: object): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'shop', namespace: 'shop' },
    spec: { containers: [container()], ...spec },
  };
}

function service(type: string, spec: object): Manifest[] {
  const { metadata } = configMap('shop');
  return [{ apiVersion: 'v1', kind: 'Service', metadata, spec: { type, ports: [{ port: 80 }], ...spec } }];
}

function variables(name: string): Manifest[] {
  const env = [
    { name, value: 'a' },
    { name: 'API_HOSTS', value: 'b' },
    { name: 'LIST', value: '$(API_HOST)' },
  ];
  return [plainPod({ containers: [container({ env })] })];
}

function reloading(name: string): Manifest[] {
  const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name, key: 'TOKEN' } } }];
  return [infisicalSecret(), deployment({ template: podTemplate({ containers: [container({ env })] }) })];
}

function argo(server: string): Manifest[] {
  return manifestsOf([
    { kind: 'Application', spec: { project: 'shop', destination: { server } } },
    { kind: 'AppProject' },
  ]);
}

function permitting(repository: string): Manifest[] {
  return manifestsOf([
    { kind: 'Application', spec: { project: 'shop' } },
    { kind: 'AppProject', spec: { sourceRepos: [repository] } },
  ]);
}

function twice(part: object): Manifest {
  const env = ['A', 'B'].map((value) => ({ name: 'A', value }));
  return deployment({ template: podTemplate({ containers: [container({ env, ...part })] }) });
}

function managedBy(part: object): object {
  return { managedKubeSecretReferences: [managedSecret(part as never)] };
}

function templated(part: object): object {
  return managedBy({ template: { includeAllSecrets: false, data: { TOKEN: '{{ .TOKEN.value }}' } }, ...part });
}

function source(part: object): object {
  return { authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(part as never) }) } };
}

function pushing(name: string): Manifest {
  const push = { generators: [{ destinationSecretName: 'PASSWORD', generatorRef: { kind: 'Password', name } }] };
  return manifestsOf([
    { kind: 'InfisicalPushSecret', spec: { push: { secret: null, ...push }, resyncInterval: null } },
  ])[0];
}

function generator(name: string): Manifest {
  return manifestsOf([{ kind: 'ClusterGenerator', metadata: { name } }])[0];
}

function scope(part: object): Manifest {
  return infisicalSecret({
    authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(part as never) }) },
  });
}

function managed(part: object): Manifest {
  return infisicalSecret({ managedKubeSecretReferences: [managedSecret(part as never)] });
}
