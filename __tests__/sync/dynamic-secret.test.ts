import { type Chart, Duration } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import {
  CreationPolicy,
  DynamicSecret,
  type DynamicSecretProps,
  InfisicalAuth,
  InfisicalHost,
  LeaseRevocationPolicy,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesize, synthesizeOne } from '../synthesis';
import { IDENTITY } from './auth-methods';

const DATABASE: DynamicSecretProps = {
  auth: SYNC.auth,
  location: { projectSlug: 'shop', environment: 'prod' },
  dynamicSecretName: 'postgres',
};
const resourceOf = (props: Partial<DynamicSecretProps> = {}) =>
  synthesizeOne('InfisicalDynamicSecret', (chart) => new DynamicSecret(chart, 'database', { ...DATABASE, ...props }));

test('the smallest declaration leases credentials into a Secret that goes with it', () => {
  expect(resourceOf().spec).toEqual({
    hostAPI: 'https://app.infisical.com/api',
    authentication: {
      universalAuth: { credentialsRef: { secretName: 'credentials', secretNamespace: 'default' } },
    },
    dynamicSecret: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/', secretName: 'postgres' },
    leaseTTL: '',
    leaseRevocationPolicy: 'Revoke',
    managedSecretReference: { secretName: 'database', secretNamespace: 'project', creationPolicy: 'Owner' },
  });
});

test('a type that demands keys can never be written, as the operator creates the Secret empty', () => {
  const build = (secretType: string) => (chart: Chart) => {
    new DynamicSecret(chart, 'database', { ...DATABASE, secretType });
  };
  expect(errorsOf(build('kubernetes.io/basic-auth'))).toEqual([
    '[project/database] the managed Secret "database" of type "kubernetes.io/basic-auth" needs "username" or "password", and the operator creates it empty, which the API server refuses each time: leave the type out (M10)',
  ]);
  expect(synthesize(build('example.com/database'))).toHaveLength(1);
});

/** What taken-from-the-environment.test.ts is about. */
type FromEnvironment = 'secretPath' | 'project';

test('every prop reaches the YAML', () => {
  const props: Required<Omit<DynamicSecretProps, FromEnvironment>> = {
    host: InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: 'ca', key: 'ca.crt' } }),
    auth: InfisicalAuth.awsIam({ identityId: IDENTITY }),
    location: { projectId: IDENTITY, environment: 'prod', path: '/databases' },
    dynamicSecretName: 'postgres',
    leaseTtl: Duration.hours(4),
    leaseRevocationPolicy: LeaseRevocationPolicy.NONE,
    name: 'lease',
    namespace: 'infisical',
    labels: { team: 'checkout' },
    annotations: { 'example.com/owner': 'checkout' },
    secretName: 'database-login',
    secretNamespace: 'shop',
    secretType: 'Opaque',
    pruneProtection: true,
    creationPolicy: CreationPolicy.ORPHAN,
  };
  expect(resourceOf(props)).toMatchSnapshot();
});

test('an orphan in another namespace is kept from pruning by annotations that the operator copies', () => {
  expect(resourceOf({ secretNamespace: 'shop', annotations: { owner: 'checkout' } }).metadata.annotations).toEqual({
    owner: 'checkout',
    'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
    'argocd.argoproj.io/sync-options': 'Prune=false',
  });
});

test('an orphan is left as it is without pruneProtection', () => {
  expect(resourceOf({ secretNamespace: 'shop', pruneProtection: false }).metadata).not.toHaveProperty('annotations');
});

test('workloads take the fields of the lease as keys', () => {
  const manifests = synthesize((chart) => {
    const api = new Deployment(chart, 'api', { metadata: { name: 'api' }, containers: [{ image: 'api' }] });
    new DynamicSecret(chart, 'database', DATABASE).injectInto(api, { secretKeys: { DB_USER: 'DB_USERNAME' } });
  });
  const [container] = manifests.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers;
  expect(container.env).toEqual([
    { name: 'DB_USER', valueFrom: { secretKeyRef: { name: 'database', key: 'DB_USERNAME', optional: false } } },
  ]);
});

test.each<[string, Partial<DynamicSecretProps>, string]>([
  [
    'a legacy login',
    { auth: InfisicalAuth.serviceToken({ token: { name: 'token' } }) },
    'InfisicalDynamicSecret does not know the auth method "service-token": log in as a machine identity (A15)',
  ],
  [
    'no name of the dynamic secret',
    { dynamicSecretName: '' },
    'dynamicSecret.secretName is empty: name the dynamic secret in Infisical (X8)',
  ],
  ['no project', { location: { environment: 'prod' } }, '(S1)'],
  ['two projects', { location: { environment: 'prod', projectId: IDENTITY, projectSlug: 'shop' } }, '(S2)'],
])('fails for %s', (_, props, message) => {
  const errors = errorsOf((chart) => new DynamicSecret(chart, 'database', { ...DATABASE, ...props }));
  expect(errors).toContainEqual(expect.stringContaining(message));
  expect(errors.every((line) => line.startsWith('[project/database] '))).toBe(true);
});
