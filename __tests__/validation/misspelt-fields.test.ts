import { applyEdits } from '../../cli/findings/edits';
import type { Fields } from '../../lib/json/json';
import { Field, type Path, pathText } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import { checkManifests } from '../../lib/validation/check-manifests';
import {
  clusterGenerator,
  configMap,
  cronJob,
  deployment,
  dynamicSecret,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  podTemplate,
  pushSecret,
  staticSecret,
} from './manifests';

function object(apiVersion: string, kind: string, spec: Fields, metadata: Fields = {}): Manifest {
  return { apiVersion, kind, metadata: { name: 'shop', namespace: 'shop', ...metadata }, spec } as unknown as Manifest;
}

const login = (name: string, namespace: Fields) => ({ name: 'login', key: name, ...namespace });
const store = (kind: string, namespace: Fields, metadata: Fields) =>
  object(
    'external-secrets.io/v1',
    kind,
    {
      provider: {
        infisical: {
          hostAPI: 'https://secrets.example.com/api',
          auth: {
            universalAuthCredentials: { clientId: login('id', namespace), clientSecret: login('secret', namespace) },
          },
          secretsScope: { projectSlug: 'shop-x1', environmentSlug: 'prod', secretsPath: '/api', recursive: false },
          caProvider: { type: 'Secret', name: 'ca', key: 'ca.crt', ...namespace },
        },
      },
    },
    metadata,
  );
const secretStore = store('SecretStore', {}, {});
const clusterStore = store('ClusterSecretStore', { namespace: 'login' }, { namespace: undefined });
const externalSecret = object('external-secrets.io/v1', 'ExternalSecret', {
  secretStoreRef: { name: 'shop', kind: 'SecretStore' },
  target: { name: 'api', creationPolicy: 'Owner', template: { type: 'Opaque', mergePolicy: 'Merge' } },
  data: [{ secretKey: 'TOKEN', remoteRef: { key: 'TOKEN', property: 'a' } }],
  dataFrom: [{ extract: { key: 'JSON' } }, { find: { name: { regexp: '^A' } } }],
});

const FILES = '- secretPath: /api\n  secretKey: TOKEN\n  fileName: token\n';
const providerClass = (parameters: Fields, spec: Fields = {}) =>
  object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', { provider: 'infisical', parameters, ...spec });
const official = providerClass(
  {
    authMethod: 'kubernetes',
    identityId: '33333333-0000-4000-8000-000000000003',
    projectId: '44444444-0000-4000-8000-000000000004',
    envSlug: 'prod',
    infisicalUrl: 'https://secrets.example.com',
    secrets: FILES,
  },
  { secretObjects: [{ secretName: 'made', type: 'Opaque', data: [{ objectName: 'token', key: 'TOKEN' }] }] },
);
const other = providerClass({
  ...{ projectSlug: 'shop', envSlug: 'prod', authSecretName: 'login', authSecretNamespace: 'shop' },
  objects: '- objectName: TOKEN\n  objectAlias: token\n',
});
const csi = {
  ...{ driver: 'secrets-store.csi.k8s.io', readOnly: true },
  volumeAttributes: { secretProviderClass: 'shop' },
};
const pods = (pod: Fields, annotations: Fields = {}) =>
  deployment({ template: podTemplate(pod, { annotations }) }, { annotations: {} });
const mounting = pods({
  containers: [{ name: 'api', image: 'api:1.0', volumeMounts: [{ name: 'keys', mountPath: '/run/keys' }] }],
  volumes: [{ name: 'keys', csi }],
});
const injected = pods(
  { containers: [{ name: 'api', image: 'api:1.0' }] },
  {
    'org.infisical.com/inject': 'true',
    'org.infisical.com/agent-config-map': 'agent',
    'org.infisical.com/inject-mode': 'sidecar',
  },
);
const CONFIGURATION = `infisical:
  address: https://secrets.example.com
  auth:
    type: kubernetes
    config:
      identity-id: 33333333-0000-4000-8000-000000000003
templates:
  - destination-path: /run/api/env
    template-content: '{{ (getSecretByName "44444444-0000-4000-8000-000000000004" "prod" "/api" "TOKEN").Value }}'
`;
const agent = configMap('agent', { data: { 'config.yaml': CONFIGURATION } });

type Slip = (name: string) => string;
const SLIPS: [string, Slip][] = [
  ['the last letter twice', (name) => `${name}${name.at(-1)}`],
  ['two letters exchanged', (name) => (name.length < 4 ? name : `${name[0]}${name[2]}${name[1]}${name.slice(3)}`)],
  ['in another case', (name) => (name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase())],
];

/** What names of the user's own stand in, and what is no consequence of an absence alone: another rule names it. */
const OWN_NAMES = new Set(['labels', 'matchLabels']);
const OF_OTHERS = new Set(['P23', 'D23']);

function keysIn(field: Field): Path[] {
  return field.places().flatMap((one) => {
    if (OWN_NAMES.has(String(one.key))) return [];
    return [...(typeof one.key === 'string' ? [one.path] : []), ...keysIn(one)];
  });
}

const toldOf = (manifests: readonly Manifest[]) =>
  checkManifests(manifests).filter(({ rule, severity }) => severity === 'error' && !OF_OTHERS.has(rule));

/** What is told of each slip that is not told once, at its place, with the name that was meant. */
function amissWith(slipOf: Slip, [manifest, ...others]: readonly Manifest[]) {
  return keysIn(Field.of(manifest).at('spec')).flatMap((path) => {
    const [holder, name] = [path.slice(0, -1), String(path.at(-1))];
    const slip = slipOf(name);
    if (slip === name) return [];
    const misspelt = structuredClone(manifest);
    const { raw } = Field.of(manifest).at(...path);
    applyEdits(misspelt, [{ path: [...holder, slip], value: raw }, { path }]);
    const found = toldOf([misspelt, ...others]);
    const [told] = found;
    const place = pathText([...holder, slip]);
    if (found.length === 1 && pathText(told.at) === place && told.message.includes(name)) return [];
    return [[place, ...found.map(({ rule, at, message }) => `${rule} ${pathText(at)}: ${message}`)]];
  });
}

const CASES: [string, readonly Manifest[]][] = [
  ['an InfisicalSecret', [infisicalSecret()]],
  ['an InfisicalStaticSecret', [staticSecret()]],
  ['an InfisicalAuth', [infisicalAuth()]],
  ['an InfisicalConnection', [infisicalConnection()]],
  ['an InfisicalPushSecret', [pushSecret()]],
  ['an InfisicalDynamicSecret', [dynamicSecret()]],
  ['a ClusterGenerator', [clusterGenerator()]],
  ['a Deployment', [deployment()]],
  ['a CronJob', [cronJob()]],
  ['a SecretStore', [secretStore]],
  ['a ClusterSecretStore', [clusterStore]],
  ['an ExternalSecret', [externalSecret, secretStore]],
  ['a class of the provider of Infisical', [official, mounting]],
  ['a class of the other provider', [other, mounting]],
  ['a Deployment that mounts a class', [mounting, official]],
  ['a Deployment with an injected agent', [injected, agent]],
];

test.each(CASES)('%s is told of nothing as it is', (_, manifests) => {
  expect(toldOf(manifests)).toEqual([]);
});

describe.each(SLIPS)('a key with %s is told once, at its place, with the name that was meant', (how, slipOf) => {
  // The other provider takes its parameters in any case.
  test.each(CASES.filter(([name]) => !how.includes('case') || !name.includes('other')))('%s', (_, manifests) => {
    expect(amissWith(slipOf, manifests)).toEqual([]);
  });

  test.each<[string, Manifest, Path, Manifest]>([
    ['the list of a class', official, ['spec', 'parameters', 'secrets'], mounting],
    ['the list of a class of the other provider', other, ['spec', 'parameters', 'objects'], mounting],
    ['the configuration of an agent', agent, ['data', 'config.yaml'], injected],
  ])('%s', (_, manifest, at, user) => {
    const lines = String(Field.of(manifest).at(...at).raw).split('\n');
    lines.forEach((line, i) => {
      const [, before, name, after] = /^(\s*(?:- )?)([\w-]+)(:.*)$/.exec(line) ?? [];
      if (name === undefined || slipOf(name) === name) return;
      const misspelt = structuredClone(manifest);
      const value = lines.with(i, `${before}${slipOf(name)}${after}`).join('\n');
      applyEdits(misspelt, [{ path: at, value }]);
      const told = checkManifests([misspelt, user]).filter(({ rule }) => !OF_OTHERS.has(rule));
      expect(told.map(({ at, lineInText, message }) => [at, lineInText, message])).toEqual([
        [at, i, expect.stringMatching(new RegExp(`"${slipOf(name)}".*${name}`))],
      ]);
    });
  });
});
