import { Chart, JsonPatch } from 'cdk8s';
import {
  ApiGeneration,
  InfisicalAuth,
  InfisicalHost,
  InfisicalLogin,
  InfisicalOperator,
  InfisicalProject,
  StaticSecretPush,
  type StaticSecretPushProps,
  SyncedSecret,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, type Manifest, synthesize, synthesizeOne } from '../synthesis';

const KIND = 'InfisicalStaticSecretPush';
const SPEC = {
  infisicalAuthRef: { name: 'team', namespace: 'infisical' },
  whatever: [{ upstream: 'calls it' }, 1, true],
  createMissingFolders: true,
};
const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });
const objects = (props: StaticSecretPushProps) => synthesize((chart) => new StaticSecretPush(chart, 'push', props));
const errors = (props: unknown) =>
  errorsOf((chart) => new StaticSecretPush(chart, 'push', props as StaticSecretPushProps));

test('the spec is written as it is given, with the metadata of the other resources', () => {
  expect(objects({ spec: SPEC })).toEqual([
    {
      apiVersion: 'secrets.infisical.com/v1beta1',
      kind: KIND,
      metadata: { name: 'push', namespace: 'project' },
      spec: SPEC,
    },
  ]);
});

test('every prop reaches the YAML', () => {
  const props: Required<StaticSecretPushProps> = {
    spec: { createMissingFolders: false },
    authField: 'infisicalAuthRef',
    auth,
    host: InfisicalHost.cloudEu(),
    authName: 'writer',
    connectionName: 'europe',
    name: 'push-database',
    namespace: 'infisical',
    labels: { team: 'checkout' },
    annotations: { 'example.com/owner': 'checkout' },
  };
  const made = objects(props);
  expect(made.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
    [KIND, 'infisical', 'push-database'],
    ['InfisicalConnection', 'infisical', 'europe'],
    ['InfisicalAuth', 'infisical', 'writer'],
  ]);
  const [push, connection] = made;
  expect(connection.spec.address).toBe('https://eu.infisical.com');
  expect(push.metadata).toMatchObject({ labels: props.labels, annotations: props.annotations });
  expect(push.spec).toEqual({
    infisicalAuthRef: { name: 'writer', namespace: 'infisical' },
    createMissingFolders: false,
  });
});

test('what is empty, and what is nested deep, stays', () => {
  const spec = { empty: {}, none: [], text: '', zero: 0, off: false, a: { b: { c: [[{ d: '0' }]] } } };
  expect(objects({ spec })[0].spec).toEqual(spec);
});

describe('without authField nothing is guessed', () => {
  test('no login is made, in a project that has one either', () => {
    const project = new InfisicalProject({ projectSlug: 'shop', auth });
    const chart = new Chart(project.addEnvironment('prod', { namespace: 'shop' }), 'shop', { namespace: 'shop' });
    new StaticSecretPush(chart, 'push', { spec: { targets: [] } });
    expect(chart.toJson()).toMatchObject([{ kind: KIND, spec: { targets: [] } }]);
    expect(Object.keys((chart.toJson()[0] as Manifest).spec)).toEqual(['targets']);
  });

  test('names of a login that is declared can be written into the spec', () => {
    const push = synthesizeOne(KIND, (chart) => {
      const login = new InfisicalLogin(chart, 'team-login', { auth });
      const infisicalAuthRef = { name: login.authName, namespace: login.namespace };
      new StaticSecretPush(chart, 'push', { spec: { infisicalAuthRef } });
    });
    expect(push.spec).toEqual({ infisicalAuthRef: { name: 'team-login', namespace: 'project' } });
  });

  test.each([
    ['auth', { auth }],
    ['host', { host: InfisicalHost.cloudEu() }],
    ['authName', { authName: 'login' }],
    ['connectionName', { connectionName: 'europe' }],
  ])('%s has nothing to say', (prop, props) => {
    expect(errors({ spec: SPEC, ...props })).toEqual([
      `[project/push] ${prop} is given, and nothing refers to the login: say in authField which field of spec refers to the InfisicalAuth, or drop it (S11)`,
    ]);
  });
});

describe('authField', () => {
  test('shares the login with syncs of the namespace', () => {
    const made = synthesize((chart) => {
      new SyncedSecret(chart, 'api', { ...SYNC, generation: ApiGeneration.V1BETA1 });
      new StaticSecretPush(chart, 'push', { spec: {}, authField: 'infisicalAuthRef', auth: SYNC.auth });
    });
    const named = (kind: string) => made.filter((one) => one.kind === kind);
    expect(named('InfisicalAuth')).toHaveLength(1);
    expect(named('InfisicalConnection')).toHaveLength(1);
    expect(named(KIND)[0].spec.infisicalAuthRef).toEqual(named('InfisicalStaticSecret')[0].spec.infisicalAuthRef);
  });

  test('takes login and host of the environment', () => {
    const project = new InfisicalProject({ projectSlug: 'shop', auth, host: InfisicalHost.cloudEu() });
    const chart = new Chart(project.addEnvironment('prod', { namespace: 'shop' }), 'shop', { namespace: 'shop' });
    new StaticSecretPush(chart, 'push', { spec: {}, authField: 'loginRef' });
    const [push, connection, login] = chart.toJson();
    expect(connection.spec.address).toBe('https://eu.infisical.com');
    expect(push.spec).toEqual({ loginRef: { name: login.metadata.name, namespace: 'shop' } });
  });

  test('refers to a login that exists', () => {
    const existing = InfisicalAuth.existing({ name: 'team', namespace: 'infisical' });
    const [push, ...others] = objects({ spec: {}, authField: 'infisicalAuthRef', auth: existing });
    expect(others).toEqual([]);
    expect(push.spec).toEqual({ infisicalAuthRef: { name: 'team', namespace: 'infisical' } });
  });

  test.each<[string, unknown, string]>([
    [
      'nobody says how to log in',
      { spec: {}, authField: 'infisicalAuthRef' },
      'authField refers to a login, and it is not told how the operator logs in: give auth, or drop authField (S11)',
    ],
    [
      'the spec has it itself',
      { spec: SPEC, authField: 'infisicalAuthRef', auth },
      'spec has "infisicalAuthRef" itself, which authField would write: keep one of both (S11)',
    ],
    [
      'v1beta1 does not know the method',
      { spec: {}, authField: 'infisicalAuthRef', auth: InfisicalAuth.serviceToken({ token: { name: 'token' } }) },
      'v1beta1 does not know the auth method "service-token": log in as a machine identity (A15)',
    ],
    [
      'auth is none',
      { spec: {}, authField: 'infisicalAuthRef', auth: 'token' },
      'auth must be an InfisicalAuth, found a text (N5)',
    ],
    ['it is empty', { spec: {}, authField: '' }, 'authField is empty: write a name, or leave it out (N1)'],
  ])('fails where %s', (_, props, message) => {
    expect(errors(props)).toEqual([`[project/push] ${message}`]);
  });
});

test.each<[string, unknown, string]>([
  ['no spec', {}, 'there is no spec: give the fields of the resource (N5)'],
  ['a text as spec', { spec: 'a: b' }, 'spec must be an object that does not hold itself, found a text (N5)'],
  ['a misspelt prop', { spec: SPEC, autField: 'x' }, 'there is no prop "autField": did you mean "authField"? (N5)'],
])('fails for %s', (_, props, message) => {
  expect(errors(props)).toEqual([`[project/push] ${message}`]);
});

test.each<[string, object, string]>([
  ['nothing in it', { spec: {} }, 'spec is empty, and pushes nothing: give the fields of the resource'],
  [
    'a spec in it',
    { spec: { spec: SPEC } },
    'spec has nothing but a spec: give the fields of it, as spec is written around them',
  ],
  [
    'a field without a value',
    { spec: { targets: [{ path: undefined }], ok: null } },
    'spec.targets[0].path is undefined, and would not be written: give it a value, or leave it out',
  ],
])('fails for a spec with %s', (_, props, message) => {
  expect(errors(props)).toEqual([`[project/push] ${message} (N5)`]);
});

test.each([
  ['spec.infisicalAuthRef', 'write infisicalAuthRef'],
  ['/spec/infisicalAuthRef', 'write infisicalAuthRef'],
  ['$.spec.infisicalAuthRef', 'write infisicalAuthRef'],
  ['.infisicalAuthRef', 'write infisicalAuthRef'],
  ['destination.infisicalAuthRef', 'write its name, or one that is further below into spec'],
  ['infisical auth ref', 'write its name, or one that is further below into spec'],
])('fails for authField %p, which is no name of a field', (authField, remedy) => {
  expect(errors({ spec: { targets: [] }, authField, auth })).toEqual([
    `[project/push] authField must be the name of a field of spec, found "${authField}": ${remedy} (N5)`,
  ]);
});

test('fails for a spec that holds itself', () => {
  const spec: { [field: string]: unknown } = {};
  spec.again = { spec };
  expect(errors({ spec })).toEqual([
    '[project/push] spec must be an object that does not hold itself, found an object (N5)',
  ]);
});

test('fails for an operator that has not the kind', () => {
  const found = errorsOf((chart) => {
    InfisicalOperator.configure(chart, { version: 'v0.11.16' });
    new StaticSecretPush(chart, 'push', { spec: SPEC });
  });
  expect(found).toEqual([
    '[project/push] the kind InfisicalStaticSecretPush needs the operator v0.11.17, and the cluster has "v0.11.16": upgrade the operator, or do without (X6)',
  ]);
});

test('fails for a credential in the spec, which no message repeats', () => {
  const [found] = errors({ spec: { login: { clientSecret: 'value-of-it' } } });
  expect(found).toContain('login.clientSecret is a credential');
  expect(found).not.toContain('value-of-it');
});

test('a patch reaches the YAML', () => {
  const push = synthesizeOne(KIND, (chart) => {
    const { apiObject } = new StaticSecretPush(chart, 'push', { spec: {} });
    apiObject.addJsonPatch(JsonPatch.add('/spec/newField', { any: 'thing' }));
  });
  expect(push.spec).toEqual({ newField: { any: 'thing' } });
});
