import { type Chart, Duration, JsonPatch } from 'cdk8s';
import {
  ApiGeneration,
  CreationPolicy,
  DynamicSecret,
  InfisicalAuth,
  type InfisicalFolder,
  InfisicalHost,
  ManagedSecretType,
  PushedSecret,
  SecretGenerator,
  SyncedSecret,
  SyncTarget,
  TemplateValue,
} from '../../lib';
import { crdBundle } from '../crds/crd-bundle';
import { fieldPaths, usedPaths } from '../crds/field-paths';
import { synthesize } from '../synthesis';
import { IDENTITY, LEGACY_METHODS, MACHINE_IDENTITY_METHODS } from './auth-methods';

const host = InfisicalHost.selfHosted('https://secrets.example.com', {
  ca: { name: 'ca', namespace: 'infisical', key: 'ca.crt' },
});
const bySlug: InfisicalFolder = { projectSlug: 'shop', environment: 'prod', path: '/api' };
const byId: InfisicalFolder = { projectId: IDENTITY, environment: 'prod', path: '/api' };
const key = TemplateValue.key('A');

/** An Azure identity that only InfisicalSecret can choose, and the read of one secret, which only it can do. */
const azure = InfisicalAuth.azure({
  identityId: IDENTITY,
  resource: 'api://infisical',
  managedIdentityClientId: 'client',
});

/** A method excludes the others, and a slug the id: each gets a declaration of its own. */
function logins(declare: (id: string, auth: InfisicalAuth, location: InfisicalFolder) => void): void {
  for (const [method, auth] of MACHINE_IDENTITY_METHODS) {
    declare(`${method}-by-slug`, auth, bySlug);
    declare(`${method}-by-id`, auth, byId);
  }
}

const targets = [
  SyncTarget.secret('copy', {
    type: ManagedSecretType.opaque(),
    template: { A: key },
    labels: { team: 'shop' },
    annotations: { owner: 'shop' },
  }),
  SyncTarget.configMap('settings', { template: { A: key }, labels: { team: 'shop' }, annotations: { owner: 'shop' } }),
];

function infisicalSecrets(chart: Chart): void {
  const common = { host, resyncInterval: Duration.minutes(10), instantUpdates: false };
  logins((name, auth, location) => {
    new SyncedSecret(chart, name, { ...common, auth, source: { ...location, recursive: true } });
    new SyncedSecret(chart, `${name}-one`, { ...common, auth, source: { ...location, secretName: 'A' } });
  });
  new SyncedSecret(chart, 'azure', { ...common, auth: azure, source: bySlug });
  for (const [method, auth] of LEGACY_METHODS) {
    const source = method === 'service-token' ? { ...bySlug, projectSlug: undefined, recursive: true } : byId;
    new SyncedSecret(chart, method, { ...common, auth, source });
  }
  new SyncedSecret(chart, 'targets', {
    ...common,
    auth: MACHINE_IDENTITY_METHODS[0][1],
    source: bySlug,
    secretType: ManagedSecretType.opaque(),
    secretTemplate: { B: key },
    additionalTargets: [...targets, SyncTarget.configMap('everything', { labels: { team: 'shop' } })],
  });
}

function staticSecrets(chart: Chart): void {
  const generation = ApiGeneration.V1BETA1;
  const more = { resyncInterval: Duration.minutes(10), instantUpdates: false };
  logins((name, auth, location) => {
    const source = { ...location, recursive: true, tags: ['public'] };
    new SyncedSecret(chart, name, { host, auth, source, generation, ...more });
  });
  new SyncedSecret(chart, 'targets', {
    host,
    auth: MACHINE_IDENTITY_METHODS[0][1],
    source: bySlug,
    generation,
    ...more,
    additionalTargets: targets,
  });
}

function pushSecrets(chart: Chart): void {
  const generators = { ID: SecretGenerator.uuid(chart, 'ids') };
  logins((name, auth, destination) => {
    new PushedSecret(chart, name, {
      host,
      auth,
      destination,
      secret: { name: 'database' },
      secretTemplate: { B: key },
      generators,
      resyncInterval: Duration.hours(1),
    });
  });
}

function dynamicSecrets(chart: Chart): void {
  logins((name, auth, location) => {
    new DynamicSecret(chart, name, {
      host,
      auth,
      location,
      dynamicSecretName: 'postgres',
      leaseTtl: Duration.hours(1),
      secretType: 'Opaque',
      creationPolicy: CreationPolicy.OWNER,
    });
  });
}

function generators(chart: Chart): void {
  SecretGenerator.uuid(chart, 'ids');
  SecretGenerator.password(chart, 'password', {
    length: 20,
    digits: 2,
    symbols: 2,
    symbolCharacters: '-_',
    noUpper: false,
    allowRepeat: true,
  });
}

/** What a patch of the construct's `apiObject` must bring in, and why the props do not have it. */
const PATCHED: { readonly [kind: string]: { readonly [field: string]: string } } = {
  InfisicalSecret: {
    'spec.resyncInterval': 'deprecated upstream: syncConfig has it',
    'spec.instantUpdates': 'deprecated upstream: syncConfig has it',
    'spec.managedSecretReference': 'deprecated upstream: managedKubeSecretReferences has it',
    'spec.tokenSecretReference': 'deprecated upstream: authentication.serviceToken has it',
  },
  InfisicalDynamicSecret: { 'spec.managedSecretReference.template': 'ignored by the operator (rule M18)' },
  InfisicalPushSecret: {
    'spec.push.secret.template.metadata': 'Infisical has nothing to put labels and annotations on',
  },
};

describe('every field of the schema has a prop, or a reason why not', () => {
  test.each<[string, (chart: Chart) => void]>([
    ['InfisicalSecret', infisicalSecrets],
    ['InfisicalStaticSecret', staticSecrets],
    ['InfisicalAuth', staticSecrets],
    ['InfisicalConnection', staticSecrets],
    ['InfisicalPushSecret', pushSecrets],
    ['InfisicalDynamicSecret', dynamicSecrets],
    ['ClusterGenerator', generators],
  ])('%s', (kind, declare) => {
    const used = new Set(
      synthesize(declare)
        .filter((object) => object.kind === kind)
        .flatMap((object) => usedPaths(object)),
    );
    const schema = crdBundle().find((resource) => resource.kind === kind)?.schema ?? {};
    const reasons = Object.keys(PATCHED[kind] ?? {});
    const missing = fieldPaths(schema).filter((path) => !used.has(path));
    expect(missing.filter((path) => !reasons.some((field) => path === field || path.startsWith(`${field}.`)))).toEqual(
      [],
    );
    expect(reasons.filter((field) => used.has(field))).toEqual([]);
  });
});

test('a patch brings in what has no prop', () => {
  const [{ spec }] = synthesize((chart) => {
    const auth = MACHINE_IDENTITY_METHODS[0][1];
    const { apiObject } = new SyncedSecret(chart, 'shop', { auth, source: bySlug });
    apiObject.addJsonPatch(JsonPatch.add('/spec/resyncInterval', 60));
  });
  expect(spec.resyncInterval).toBe(60);
});
