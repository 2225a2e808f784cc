import { InfisicalAuth } from '../../lib';

export const IDENTITY = '11111111-2222-4333-8444-555555555555';
const credentials = { name: 'login', namespace: 'infisical' };
const serviceAccount = { name: 'infisical-auth', namespace: 'infisical' };

/** Every way to log in as a machine identity, with all of its options. Both API generations know these. */
export const MACHINE_IDENTITY_METHODS: readonly (readonly [name: string, auth: InfisicalAuth])[] = [
  ['universal', InfisicalAuth.universal({ credentials })],
  ['kubernetes', InfisicalAuth.kubernetes({ identityId: IDENTITY, serviceAccount, audiences: ['infisical'] })],
  ['aws-iam', InfisicalAuth.awsIam({ identityId: IDENTITY })],
  ['azure', InfisicalAuth.azure({ identityId: IDENTITY, resource: 'api://infisical' })],
  ['gcp-id-token', InfisicalAuth.gcpIdToken({ identityId: IDENTITY })],
  ['gcp-iam', InfisicalAuth.gcpIam({ identityId: IDENTITY, serviceAccountKeyFilePath: '/var/gcp/key.json' })],
  ['ldap', InfisicalAuth.ldap({ identityId: IDENTITY, credentials })],
];

/** The logins of the past, which v1alpha1 alone knows. */
export const LEGACY_METHODS: readonly (readonly [name: string, auth: InfisicalAuth])[] = [
  ['service-token', InfisicalAuth.serviceToken({ token: credentials })],
  ['service-account', InfisicalAuth.serviceAccount({ credentials })],
];
