import { type Chart, Duration } from 'cdk8s';
import {
  InfisicalAuth,
  InfisicalHost,
  PushDeletionPolicy,
  PushedSecret,
  type PushedSecretProps,
  PushUpdatePolicy,
  SecretGenerator,
  SecretProjection,
  TemplateValue,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesize, synthesizeOne } from '../synthesis';
import { IDENTITY } from './auth-methods';

const PUSH: PushedSecretProps = {
  auth: SYNC.auth,
  destination: { projectSlug: 'shop', environment: 'prod' },
  secret: { name: 'database' },
};
const resourceOf = (props: Partial<PushedSecretProps> = {}) =>
  synthesizeOne('InfisicalPushSecret', (chart) => new PushedSecret(chart, 'push', { ...PUSH, ...props }));

test('the smallest declaration pushes a Secret, and neither overwrites nor deletes in Infisical', () => {
  expect(resourceOf().spec).toEqual({
    hostAPI: 'https://app.infisical.com/api',
    authentication: {
      universalAuth: { credentialsRef: { secretName: 'credentials', secretNamespace: 'default' } },
    },
    destination: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/' },
    push: { secret: { secretName: 'database', secretNamespace: 'project' } },
    updatePolicy: 'None',
    deletionPolicy: 'None',
  });
});

/** What taken-from-the-environment.test.ts is about. */
type FromEnvironment = 'secretPath' | 'project';

test('every prop reaches the YAML', () => {
  const build = (chart: Chart) => {
    const password = SecretGenerator.password(chart, 'password', { digits: 3 });
    const props: Required<Omit<PushedSecretProps, FromEnvironment>> = {
      host: InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: 'ca', key: 'ca.crt' } }),
      auth: InfisicalAuth.gcpIdToken({ identityId: IDENTITY }),
      destination: { projectId: IDENTITY, environment: 'prod', path: '/databases' },
      secret: { name: 'database', namespace: 'postgres' },
      secretTemplate: { URL: TemplateValue.concat(TemplateValue.text('postgres://'), TemplateValue.key('host')) },
      projection: SecretProjection.SELECTED,
      generators: { SESSION_KEY: password },
      updatePolicy: PushUpdatePolicy.REPLACE,
      deletionPolicy: PushDeletionPolicy.DELETE,
      resyncInterval: Duration.minutes(30),
      name: 'push-database',
      namespace: 'infisical',
      labels: { team: 'checkout' },
      annotations: { 'example.com/owner': 'checkout' },
    };
    new PushedSecret(chart, 'push', props);
  };
  expect(synthesizeOne('InfisicalPushSecret', build)).toMatchSnapshot();
});

test('composed values are pushed beside the keys of the Secret', () => {
  const { push } = resourceOf({ secretTemplate: { URL: TemplateValue.text('x') } }).spec;
  expect(push.secret.template).toEqual({ includeAllSecrets: true, data: { URL: 'x' } });
});

describe('a generator belongs to the cluster', () => {
  const specOf = (build: (chart: Chart) => void) => {
    const generator = synthesizeOne('ClusterGenerator', build);
    expect(generator.metadata).not.toHaveProperty('namespace');
    return { name: generator.metadata.name, ...generator.spec };
  };

  test('of passwords with every option', () => {
    const options = {
      length: 40,
      digits: 5,
      symbols: 5,
      symbolCharacters: '-_.!',
      noUpper: true,
      allowRepeat: true,
    };
    expect(specOf((chart) => SecretGenerator.password(chart, 'password', { name: 'strong', ...options }))).toEqual({
      name: 'strong',
      kind: 'Password',
      generator: { passwordSpec: options },
    });
  });

  test('of UUIDs', () => {
    expect(specOf((chart) => SecretGenerator.uuid(chart, 'ids'))).toEqual({
      name: 'ids',
      kind: 'UUID',
      generator: { uuidSpec: {} },
    });
    expect(specOf((chart) => SecretGenerator.uuid(chart, 'ids', { name: 'uuids' })).name).toBe('uuids');
  });

  test('whose values a push puts into Infisical', () => {
    const manifests = synthesize((chart) => {
      const generators = { ID: SecretGenerator.uuid(chart, 'ids') };
      new PushedSecret(chart, 'push', { ...PUSH, secret: undefined, generators });
    });
    expect(manifests[1].spec.push).toEqual({
      generators: [{ destinationSecretName: 'ID', generatorRef: { kind: 'UUID', name: 'ids' } }],
    });
  });

  test('fails for a password that cannot be made', () => {
    const errors = errorsOf((chart) =>
      SecretGenerator.password(chart, 'password', { length: 4, digits: 3, symbols: 3 }),
    );
    expect(errors).toEqual([expect.stringMatching(/^\[project\/password\] .*\(X12\)$/)]);
  });
});

test.each<[string, Partial<PushedSecretProps>, string]>([
  ['nothing to push', { secret: undefined }, '(X10)'],
  [
    'an empty secret path',
    { destination: { ...PUSH.destination, path: '' } },
    'the destination has an empty secret path: the root is "/" (S4)',
  ],
  [
    'a legacy login',
    { auth: InfisicalAuth.serviceAccount({ credentials: { name: 'login' } }) },
    'InfisicalPushSecret does not know the auth method "service-account": log in as a machine identity (A15)',
  ],
])('fails for %s', (_, props, message) => {
  const errors = errorsOf((chart) => new PushedSecret(chart, 'push', { ...PUSH, ...props }));
  expect(errors).toContainEqual(expect.stringContaining(message));
  expect(errors.every((line) => line.startsWith('[project/push] '))).toBe(true);
});
