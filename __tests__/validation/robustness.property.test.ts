import fc from 'fast-check';
import type { Manifest } from '../../lib/model/manifest';
import { readTemplate } from '../../lib/model/templates/go-template';
import { findingsBetweenFolders } from '../../lib/validation/across/between-folders';
import { checkManifests } from '../../lib/validation/check-manifests';
import { runs } from '../property-runs';
import { endsAtAll } from '../watchdog';
import * as valid from './manifests';

const MANIFESTS: readonly Manifest[] = [
  valid.infisicalSecret({
    managedKubeSecretReferences: [valid.managedSecret({ template: { data: { A: '{{ .A }}' } } })],
  }),
  valid.staticSecret({ targets: [valid.target({ template: { engineVersion: 'v1', data: 'A: {{ .A }}' } })] }),
  valid.infisicalAuth(),
  valid.infisicalConnection(),
  valid.pushSecret(),
  valid.dynamicSecret(),
  valid.clusterGenerator(),
  valid.deployment(),
  valid.cronJob(),
  valid.argoApplication({ helm: { valuesObject: {}, parameters: [{ name: 'a', value: 'b' }] } }),
  valid.helmRelease(),
  valid.configMap('argocd-cm', { data: {} }),
  ...externalSecrets(),
];

function externalSecrets(): Manifest[] {
  const object = (kind: string, spec: object, version = 'v1') =>
    ({
      apiVersion: `external-secrets.io/${version}`,
      kind,
      metadata: { name: 'api', namespace: 'shop' },
      spec,
    }) as unknown as Manifest;
  const infisical = {
    hostAPI: 'https://secrets.example.com/api',
    auth: { tokenAuthCredentials: { accessToken: { name: 'login', key: 'token' } } },
    secretsScope: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/api', recursive: false },
  };
  const conditions = [
    { namespaces: ['shop'], namespaceRegexes: ['^s'], namespaceSelector: { matchLabels: { a: 'b' } } },
  ];
  const spec = {
    secretStoreRef: { name: 'api' },
    data: [{ secretKey: 'A', remoteRef: { key: '/x/A', property: 'a' } }],
    dataFrom: [
      { extract: { key: 'B' }, sourceRef: { storeRef: { name: 'api', kind: 'ClusterSecretStore' } } },
      { find: { path: '/x', name: { regexp: '^A' } }, rewrite: [{ regexp: { source: 'A', target: 'B' } }] },
    ],
    target: { name: 'api', template: { data: { A: '{{ .A }}' }, templateFrom: [{ literal: 'A: {{ .B }}' }] } },
  };
  const push = {
    secretStoreRefs: [{ name: 'api' }],
    selector: { secret: { name: 'api' } },
    data: [{ match: { secretKey: 'A', remoteRef: { remoteKey: 'A' } } }],
  };
  return [
    object('SecretStore', { provider: { infisical } }),
    object('ClusterSecretStore', { provider: { infisical }, conditions }),
    object('ExternalSecret', spec),
    object('ClusterExternalSecret', { namespaces: ['shop'], externalSecretSpec: spec }),
    object('PushSecret', push, 'v1alpha1'),
  ];
}

const SETTINGS = { operatorVersion: 'v0.10.4', watchedNamespaces: ['x'], previous: MANIFESTS };

/** The manifest with one of its values, wherever it stands, replaced. */
function withReplaced(value: unknown, countdown: { left: number }, replacement: unknown): unknown {
  if (countdown.left-- === 0) return replacement;
  if (Array.isArray(value)) return value.map((item) => withReplaced(item, countdown, replacement));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, withReplaced(child, countdown, replacement)]),
  );
}

test('no value of any type anywhere in a spec makes a rule throw', () => {
  const anything = fc.oneof(fc.anything(), fc.constantFrom(null, [], {}, [null], 'x', 7, true));
  fc.assert(
    fc.property(fc.constantFrom(...MANIFESTS), fc.nat(40), anything, (manifest, place, replacement) => {
      const spec = withReplaced(manifest.spec, { left: place }, replacement);
      checkManifests([...MANIFESTS, { ...manifest, spec }], SETTINGS);
    }),
    { numRuns: runs(10_000), seed: 1 },
  );
});

const APPLICATION_SET: Manifest = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
  metadata: { name: 'shop', namespace: 'argocd' },
  spec: {
    generators: [
      { list: { elements: [{ environment: 'staging' }, { environment: 'prod' }] } },
      { git: { directories: [{ path: 'dist/*' }, { path: 'dist/argocd', exclude: true }] } },
    ],
    template: { spec: { source: { path: 'dist/{{.environment}}' }, destination: { name: 'main', namespace: 'shop' } } },
  },
};

test('no value of any type anywhere in a manifest makes a rule between environments throw', () => {
  const anything = fc.oneof(fc.anything(), fc.constantFrom(null, [], {}, [null], 'x', 7, true));
  const manifests = fc.constantFrom(...MANIFESTS, APPLICATION_SET);
  fc.assert(
    fc.property(manifests, fc.nat(40), anything, (manifest, place, replacement) => {
      const changed = withReplaced(manifest, { left: place }, replacement) as Manifest;
      const folders = { staging: MANIFESTS, prod: [...MANIFESTS, changed], argocd: [APPLICATION_SET] };
      findingsBetweenFolders(
        Object.entries(folders).map(([folder, all]) => ({ folder, resources: all.map((one) => ({ manifest: one })) })),
      );
    }),
    { numRuns: runs(2_000), seed: 1 },
  );
});

test('every rule comes to an end where an alias has put an object or a list into itself', () => {
  let tried = 0;
  for (const manifest of [...MANIFESTS, APPLICATION_SET]) {
    const endless = structuredClone(manifest) as Manifest;
    for (const holder of holdersIn(endless)) {
      for (const key of Object.keys(holder)) {
        const value = holder[key];
        for (const loop of [holder, endless.spec]) {
          // So that both loops have their turn.
          if (tried++ % (globalThis.isLongRun ? 3 : 15) !== 0) continue;
          holder[key] = loop;
          const findings = checkManifests([...MANIFESTS, APPLICATION_SET, endless], SETTINGS);
          const folders = [endless, structuredClone(endless), APPLICATION_SET].map((one, folder) => ({
            folder: ['staging', 'prod', 'argocd'][folder],
            resources: [{ manifest: one }],
          }));
          expect([...findings, ...findingsBetweenFolders(folders)].every(({ message }) => message !== '')).toBe(true);
        }
        holder[key] = value;
      }
    }
  }
});

/** The objects and lists in a value. */
function holdersIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(holdersIn)];
}

test('no text makes the template reader throw', () => {
  const pieces = fc.constantFrom(
    ...['{{', '}}', '{{-', '-}}', ' ', '.', '.KEY', '$', '$x', ':=', '=', '|', '(', ')', ',', '"', '`', '/*', '*/'],
    ...['if', 'range', 'with', 'else', 'end', 'define', 'block', 'template', 'break', 'index', '"KEY"', '-', '1', '\n'],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }), (parts) => {
      readTemplate(parts.join(''));
    }),
    { numRuns: runs(25_000), seed: 1 },
  );
});

test('a long template is read at all', () => {
  const actions = '{{ if .KEY }}{{ .KEY.Value | quote }}{{ end }}'.repeat(5_000);
  endsAtAll(() => readTemplate(`${actions}{{${' '.repeat(1_000_000)}`));
});
