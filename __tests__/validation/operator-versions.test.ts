import type { Fields } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';
import { OPERATOR_FEATURES, type OperatorAbility } from '../../lib/model/operator-features';
import { checkManifests } from '../../lib/validation/check-manifests';
import { RULES } from '../../lib/validation/rules';
import {
  clusterGenerator,
  configMap,
  deployment,
  dynamicSecret,
  helmRelease,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  keyContainer,
  keyRef,
  managedSecret,
  PROJECT_ID,
  podTemplate,
  pushSecret,
  secretsScope,
  source,
  staticSecret,
  staticSecretPush,
  target,
  universalAuth,
} from './manifests';

const VERSIONS = ['v0.10.6', 'v0.11.5', 'v0.11.7', 'v0.11.17', undefined] as const;

const reading = (scope: Fields, spec: Fields = {}) =>
  infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(scope) }) }, ...spec });
const rendering = (template: string) =>
  staticSecret({ targets: [target({ template: { engineVersion: 'v1', data: { A: template } } })] });
const bySlug = (spec: Fields = {}) =>
  staticSecret({ sources: [source({ projectId: undefined, projectSlug: 'shop' })], ...spec });
const flat = (spec: Fields) => infisicalSecret({ syncConfig: undefined, ...spec });
const instantly = { syncOptions: { refreshInterval: '5m', instantUpdates: true } };
const LONG = 'a'.repeat(49);
const USER = deployment({ template: podTemplate({ containers: [keyContainer(['A'], LONG)] }) });
const reloaded = (writer: Manifest) => [writer, USER];
const WITH_METADATA = { includeAllSecrets: true, metadata: { labels: { team: 'shop' } } };
const syncing = (spec: Fields) => [flat({ managedKubeSecretReferences: [managedSecret(spec)] })];
const configured = (data: Fields) =>
  configMap('infisical-config', { data }, { namespace: 'infisical-operator-system' });
const pushing = (secretPath: string) =>
  staticSecretPush({
    secretRef: { name: 'web-secrets', namespace: 'shop' },
    targets: [{ projectId: PROJECT_ID, environmentSlug: 'prod', secretPath }],
  });
/** The fastest that InfisicalSecrets ask where they do not say it: 130 in a minute are too many, in five they are not. */
const MANY = Array.from({ length: 130 }, (_, i) =>
  infisicalSecret(
    {
      hostAPI: 'https://app.infisical.com/api',
      syncConfig: undefined,
      managedKubeSecretReferences: [managedSecret({ secretName: `s-${i}` })],
    },
    { name: `s-${i}` },
  ),
);

type Row = readonly [what: string, manifests: readonly Manifest[], ...rules: string[]];

// biome-ignore format: a table
const TABLE: readonly Row[] = [
  //                                                                              v0.10.6  v0.11.5  v0.11.7  v0.11.17 untold
  ['InfisicalSecret: projectId',                [reading({ projectSlug: undefined, projectId: PROJECT_ID }, { syncConfig: undefined })],
                                                                                  '',      '',      '',      '',      ''],
  ['InfisicalSecret: secretName',               [reading({ secretName: 'A' }, { syncConfig: undefined })],
                                                                                  'X6',    '',      '',      '',      ''],
  ['InfisicalSecret: template.metadata',        syncing({ template: WITH_METADATA }),
                                                                                  'X6',    '',      '',      '',      ''],
  ['InfisicalDynamicSecret: template.metadata', [dynamicSecret({ managedSecretReference: managedSecret({ template: { metadata: {} } }) })],
                                                                                  'M18 X6', 'M18',  'M18',   'M18',   'M18'],
  ['InfisicalPushSecret: projectSlug',          [pushSecret()],                   '',      '',      '',      '',      ''],
  ['InfisicalSecret: syncConfig',               [infisicalSecret()],              'X6',    '',      '',      '',      ''],
  ['flat fields beside syncConfig',             [infisicalSecret({ resyncInterval: 60 })],
                                                                                  'X6',    'T4',    'T4',    'T4',    'T4'],
  ['a flat interval of 3 seconds',              [flat({ resyncInterval: 3 })],    '',      'T3',    'T3',    'T3',    'T3'],
  ['instant updates without an interval',       [flat({ instantUpdates: true })], '',      'T5',    'T5',    'T5',    'T5'],
  ['instant updates of v1alpha1 by projectId',  [reading({ projectSlug: undefined, projectId: PROJECT_ID }, { syncConfig: undefined, instantUpdates: true, resyncInterval: 60 })],
                                                                                  'S6',    '',      '',      '',      ''],
  ['130 InfisicalSecrets without an interval',  MANY,                             'T8',    '',      '',      '',      ''],
  ['infisical-config without hostAPI',          [configured({})],                 '',      'X37',   'X37',   'X37',   'X37'],
  ['infisical-config, part of an authority',    [configured({ hostAPI: 'https://secrets.example.com/api', 'tls.caRef.key': 'ca.crt' })],
                                                                                  '',      'X38',   'X38',   'X38',   'X38'],
  ['InfisicalConnection',                       [infisicalConnection()],          'X6',    '',      '',      '',      ''],
  ['InfisicalAuth',                             [infisicalAuth()],                'X6',    '',      '',      '',      ''],
  ['InfisicalStaticSecret',                     [staticSecret()],                 'X6',    '',      '',      '',      ''],
  ['InfisicalStaticSecret: projectSlug',        [bySlug()],                       'X6',    '',      '',      '',      ''],
  ['the template function secretFrom',          [rendering('{{ (secretFrom "/" "A").Value }}')],
                                                                                  'X6',    '',      '',      '',      ''],
  ['a v1beta1 template without .Value',         [rendering('{{ .A }}')],          'K4 X6', '',      '',      '',      ''],
  ['instant updates of v1beta1 by projectSlug', [bySlug(instantly)],              'S6 X6', 'S6',    '',      '',      ''],
  ['auto-reload, 49 characters, v1beta1',       reloaded(staticSecret({ targets: [target({ name: LONG })] })),
                                                                                  'M8 X6', 'M8',    '',      '',      ''],
  ['auto-reload, 49 characters, v1alpha1',      reloaded(flat({ managedKubeSecretReferences: [managedSecret({ secretName: LONG })] })),
                                                                                  'M8',    'M8',    'M8',    'M8',    'M8'],
  ['a private certificate authority, v1beta1',  [infisicalConnection({ tls: { caCertificate: keyRef('ca.crt') } })],
                                                                                  'H7 X6', 'H7',    'H7',    '',      ''],
  ['the template function foldersIn',           [rendering('{{ range foldersIn "/" }}{{ .Name }}{{ end }}')],
                                                                                  'X6',    'X6',    'X6',    '',      ''],
  ['InfisicalAuth without a connection',        [infisicalAuth({ infisicalConnectionRef: undefined })],
                                                                                  'X6 F3', 'F3',    'F3',    'X29',   'X29'],
  ['an address that ends in /api',              [infisicalConnection({ address: 'https://secrets.example.com/api' })],
                                                                                  'X6',    'H1',    'H1',    'H1',    'H1'],
  ['the same for the default connection',       [helmRelease({ defaultInfisicalConnection: { enabled: true, address: 'https://secrets.example.com/api' } })],
                                                                                  'X6',    'H1 X6', 'H1 X6', 'H1',    'H1'],
  ['the value scopedNamespaces of the chart',   [helmRelease({ scopedNamespaces: ['shop'], scopedRBAC: true })],
                                                                                  'X6',    '',      '',      '',      ''],
  ['the value hostAPI of the chart',            [helmRelease({ hostAPI: 'https://secrets.example.com/api' })],
                                                                                  'X6',    '',      '',      '',      ''],
  ['InfisicalStaticSecretPush',                 [staticSecretPush()],             'X6',    'X6',    'X6',    '',      ''],
  ['… that pushes into where its Secret is from', [staticSecret(), pushing('/web')], 'X6', 'X6',   'X6',    'X31',   'X31'],
  ['a field that nobody here knows',            [clusterGenerator({ fresh: true })], 'F1', 'F1',    'F1',    '',      'F1'],
  ['a kind of generator that nobody knows',     [clusterGenerator({ kind: 'Token' })], 'F4', 'F4',  'F4',    '',      'F4'],
  ['a login that nobody here knows',            [infisicalAuth({ method: 'jwt', universal: undefined })],
                                                                                  'A3 X6', 'A3',    'A3',    '',      'A3'],
  ['a kind that nobody here knows',             [{ ...infisicalConnection(), kind: 'InfisicalVault' as Manifest['kind'] }],
                                                                                  'F6',    'F6',    'F6',    '',      'F6'],
  ['a connection without an address',           [infisicalConnection({ address: undefined })],
                                                                                  'H2 X6', 'H2',    'H2',    'H2',    'H2'],
];

const CASES = TABLE.map(([what, manifests, ...columns]) => ({ what, manifests, columns: columns.map(rulesIn) }));

describe.each(CASES)('$what', ({ manifests, columns }) => {
  test.each(VERSIONS.map((version, i) => [version ?? 'untold', columns[i], version] as const))(
    '%s: %j',
    (_, rules, operatorVersion) => {
      const found = checkManifests(manifests, { operatorVersion }).map(({ rule }) => rule);
      expect([...new Set(found)].sort()).toEqual(rules);
    },
  );
});

function rulesIn(column: string): string[] {
  return column.split(' ').filter(Boolean).sort();
}

describe('M14 holds since an operator deletes what is left', () => {
  const previous = [flat({})];
  const now = syncing({ creationPolicy: 'Orphan' });

  test.each([
    ['v0.10.9', []],
    ['v0.10.10', ['M14']],
    ['v0.11.17', ['M14']],
  ])('%s', (operatorVersion, rules) => {
    const found = checkManifests(now, { operatorVersion, previous }).map(({ rule }) => rule);
    expect(found.filter((rule) => rule === 'M14')).toEqual(rules);
  });
});

/** With what comes before it, in the numbers of releases. */
function before(since: string): string {
  const [major, minor, patch] = since.slice(1).split('.').map(Number);
  return patch > 0 ? `v${major}.${minor}.${patch - 1}` : `v${major}.${minor - 1}.99`;
}

const ABILITIES = Object.keys(OPERATOR_FEATURES) as OperatorAbility[];

describe('each field and kind of the table is refused (X6) by the version before it, and by none from it on', () => {
  const fields = ABILITIES.flatMap((ability) => {
    const { since, fields = [] } = OPERATOR_FEATURES[ability];
    return since === undefined ? [] : fields.map(({ kind, path = '' }) => [since, kind, path] as const);
  });

  test.each(fields)('%s %s %s', (since, kind, path) => {
    const spec = path
      .split('.')
      .filter(Boolean)
      .reduceRight<unknown>((inner, step) => (step === '*' ? [inner] : { [step]: inner }), 'x');
    const manifest = { apiVersion: 'secrets.infisical.com/v1beta1', kind, metadata: { name: 'a' }, spec } as Manifest;
    const told = (operatorVersion: string) =>
      checkManifests([manifest], { operatorVersion }).some(
        ({ rule, message }) => rule === 'X6' && message.includes(`needs the operator ${since}`),
      );
    expect([told(before(since)), told(since), told('v0.99.0')]).toEqual([true, false, false]);
  });
});

test('every rule that holds of some operators only is in the table above', () => {
  const dependent = RULES.filter(({ operators = [] }) => operators.some(({ that, without }) => that ?? without));
  const shown = new Set<string>([...CASES.flatMap(({ columns }) => columns.flat()), 'M14']);
  expect(dependent.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  expect(dependent.length).toBeGreaterThan(7);
});
