import { Chart } from 'cdk8s';
import {
  ApiGeneration,
  DynamicSecret,
  InfisicalAuth,
  InfisicalHost,
  SyncedSecret,
  type SyncedSecretProps,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesize } from '../synthesis';
import { IDENTITY } from './auth-methods';

const generation = ApiGeneration.V1BETA1;
const aws = InfisicalAuth.awsIam({ identityId: IDENTITY });

/** Kind and name of each object that the syncs make. */
const objectsOf = (...syncs: Partial<SyncedSecretProps>[]) =>
  synthesize((chart) => declare(chart, syncs)).map(({ kind, metadata: { namespace, name } }) =>
    [kind, namespace, name].join('/'),
  );

function declare(chart: Chart, syncs: Partial<SyncedSecretProps>[]): void {
  for (const [index, sync] of syncs.entries()) {
    new SyncedSecret(chart, `sync-${index}`, { ...SYNC, generation, ...sync });
  }
}

test('syncs with one host and one identity share the connection, the auth and the Secret with the identity', () => {
  expect(objectsOf({ auth: aws }, { auth: aws })).toEqual([
    'InfisicalStaticSecret/project/sync-0',
    'InfisicalConnection/project/infisical-us',
    `InfisicalAuth/project/infisical-us-aws-iam-${IDENTITY}`,
    `Secret/project/infisical-us-aws-iam-${IDENTITY}-identity`,
    'InfisicalStaticSecret/project/sync-1',
  ]);
});

test('another identity has an auth of its own, another host a connection too', () => {
  const other = InfisicalAuth.universal({ credentials: { name: 'other' } });
  expect(objectsOf({}, { auth: other }, { host: InfisicalHost.cloudEu() })).toEqual([
    'InfisicalStaticSecret/project/sync-0',
    'InfisicalConnection/project/infisical-us',
    'InfisicalAuth/project/infisical-us-universal-credentials',
    'InfisicalStaticSecret/project/sync-1',
    'InfisicalAuth/project/infisical-us-universal-other',
    'InfisicalStaticSecret/project/sync-2',
    'InfisicalConnection/project/infisical-eu',
    'InfisicalAuth/project/infisical-eu-universal-credentials',
  ]);
});

test('another namespace has its own, so that whoever may read one may not read the other', () => {
  expect(objectsOf({}, { namespace: 'other' })).toEqual(
    expect.arrayContaining([
      'InfisicalConnection/project/infisical-us',
      'InfisicalConnection/other/infisical-us',
      'InfisicalAuth/project/infisical-us-universal-credentials',
      'InfisicalAuth/other/infisical-us-universal-credentials',
    ]),
  );
});

test('charts of one app share as well: the objects stand in the first', () => {
  const manifests = synthesize((chart) => {
    declare(chart, [{}]);
    const second = new Chart(chart, 'second', { namespace: 'project' });
    declare(second, [{ name: 'elsewhere' }]);
  });
  expect(manifests.filter(({ kind }) => kind === 'InfisicalAuth')).toHaveLength(1);
});

test('a self-hosted Infisical is named after its host and its certificate authority', () => {
  const host = InfisicalHost.selfHosted('https://Secrets.Example.com:8443', { ca: { name: 'ca', key: 'ca.crt' } });
  expect(objectsOf({ host })).toContain('InfisicalConnection/project/infisical-secrets.example.com-8443-ca');
});

test('fails where one name would mean two things', () => {
  const syncs = [
    { connectionName: 'main', authName: 'identity' },
    { connectionName: 'main', authName: 'identity', host: InfisicalHost.cloudEu(), auth: aws },
  ];
  expect(errorsOf((chart) => declare(chart, syncs))).toEqual([
    '[project/sync-1] InfisicalConnection "main" is already made with other contents by [project/InfisicalConnection-project-main]: give one of both another name with connectionName (X15)',
    '[project/sync-1] InfisicalAuth "identity" is already made with other contents by [project/InfisicalAuth-project-identity]: give one of both another name with authName (X15)',
  ]);
});

describe('an InfisicalAuth that is declared elsewhere', () => {
  const auth = InfisicalAuth.existing({ name: 'platform', namespace: 'infisical' });

  test('is referred to, and not made', () => {
    const manifests = synthesize(
      (chart) => new SyncedSecret(chart, 'shop', { ...SYNC, auth, generation: ApiGeneration.V1BETA1 }),
    );
    expect(manifests.map(({ kind }) => kind)).toEqual(['InfisicalStaticSecret']);
    expect(manifests[0].spec.infisicalAuthRef).toEqual({ name: 'platform', namespace: 'infisical' });
  });

  test('needs v1beta1', () => {
    expect(errorsOf((chart) => new SyncedSecret(chart, 'shop', { ...SYNC, auth }))).toContain(
      '[project/shop] an existing InfisicalAuth needs v1beta1: set generation to ApiGeneration.V1BETA1, or use another auth (A15)',
    );
  });

  test('is of no use to a dynamic secret', () => {
    const location = { projectSlug: 'shop', environment: 'prod' };
    expect(errorsOf((chart) => new DynamicSecret(chart, 'db', { auth, location, dynamicSecretName: 'db' }))).toContain(
      '[project/db] InfisicalDynamicSecret does not know an existing InfisicalAuth: say how to log in, with another method (A15)',
    );
  });
});
