import { InfisicalAuth } from '../../lib';
import { AUTH_METHODS } from '../../lib/model/auth';
import { factoryOf } from '../../lib/model/auth/auth-method';

export const IDENTITY = '11111111-2222-4333-8444-555555555555';
const credentials = { name: 'login', namespace: 'infisical' };
const serviceAccount = { name: 'infisical-auth', namespace: 'infisical' };

type Named = readonly [name: string, auth: InfisicalAuth];

const WRITTEN: readonly Named[] = [
  ['universal', InfisicalAuth.universal({ credentials })],
  ['kubernetes', InfisicalAuth.kubernetes({ identityId: IDENTITY, serviceAccount, audiences: ['infisical'] })],
  ['aws-iam', InfisicalAuth.awsIam({ identityId: IDENTITY })],
  ['azure', InfisicalAuth.azure({ identityId: IDENTITY, resource: 'api://infisical' })],
  ['gcp-id-token', InfisicalAuth.gcpIdToken({ identityId: IDENTITY })],
  ['gcp-iam', InfisicalAuth.gcpIam({ identityId: IDENTITY, serviceAccountKeyFilePath: '/var/gcp/key.json' })],
  ['ldap', InfisicalAuth.ldap({ identityId: IDENTITY, credentials })],
];

/** Every way to log in as a machine identity, with what both API generations know of it; by its example if it is new. */
export const MACHINE_IDENTITY_METHODS: readonly Named[] = [
  ...WRITTEN,
  ...AUTH_METHODS.filter(({ name, v1beta1 }) => v1beta1 && !WRITTEN.some(([one]) => one === name)).map(
    (method): Named => {
      const factories = InfisicalAuth as unknown as Record<string, (options: object) => InfisicalAuth>;
      return [method.name, factories[factoryOf(method)](method.example)];
    },
  ),
];

/** The logins of the past, which v1alpha1 alone knows. */
export const LEGACY_METHODS: readonly Named[] = [
  ['service-token', InfisicalAuth.serviceToken({ token: credentials })],
  ['service-account', InfisicalAuth.serviceAccount({ credentials })],
];
