import { JsonPatch } from 'cdk8s';
import { ApiGeneration, InfisicalAuth, InfisicalAuthMethod, SyncedSecret } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesizeOne } from '../synthesis';

const secretsScope = { projectSlug: 'shop', envSlug: 'prod', secretsPath: '/' };
const authenticationOf = (auth: InfisicalAuth) =>
  synthesizeOne('InfisicalSecret', (chart) => new SyncedSecret(chart, 'secret', { ...SYNC, auth })).spec.authentication;

test('universal auth refers to the Secret with the credentials', () => {
  const auth = InfisicalAuth.universal({ credentials: { name: 'credentials', namespace: 'default' } });
  expect(auth.method).toBe(InfisicalAuthMethod.UNIVERSAL);
  expect(authenticationOf(auth)).toEqual({
    universalAuth: { secretsScope, credentialsRef: { secretName: 'credentials', secretNamespace: 'default' } },
  });
});

test('a reference without a namespace means that of the resource, and it is written out', () => {
  const auth = InfisicalAuth.universal({ credentials: { name: 'credentials' } });
  expect(authenticationOf(auth).universalAuth.credentialsRef.secretNamespace).toBe('project');
});

test('kubernetes auth lets the operator request a token for the service account', () => {
  const auth = InfisicalAuth.kubernetes({ identityId: 'id', serviceAccount: { name: 'infisical' } });
  expect(auth.method).toBe(InfisicalAuthMethod.KUBERNETES);
  expect(authenticationOf(auth)).toEqual({
    kubernetesAuth: {
      secretsScope,
      identityId: 'id',
      serviceAccountRef: { name: 'infisical', namespace: 'project' },
      autoCreateServiceAccountToken: true,
    },
  });
});

test('kubernetes auth with everything', () => {
  const auth = InfisicalAuth.kubernetes({
    identityId: 'id',
    serviceAccount: { name: 'infisical', namespace: 'auth' },
    autoCreateToken: false,
    audiences: ['https://infisical.example.com'],
  });
  expect(authenticationOf(auth).kubernetesAuth).toEqual({
    secretsScope,
    identityId: 'id',
    serviceAccountRef: { name: 'infisical', namespace: 'auth' },
    autoCreateServiceAccountToken: false,
    serviceAccountTokenAudiences: ['https://infisical.example.com'],
  });
});

test('fails for kubernetes auth without an identity or a service account', () => {
  const auth = InfisicalAuth.kubernetes({ identityId: '', serviceAccount: { name: '' } });
  expect(errorsOf((chart) => new SyncedSecret(chart, 'secret', { ...SYNC, auth }))).toEqual([
    '[project/secret] kubernetes authentication has no identityId: set the id of the machine identity (A5)',
    '[project/secret] kubernetes authentication has no service account: name the one with whose token it logs in (A5)',
  ]);
});

test('v1beta1 speaks of a missing identity as the program does, which has no reference', () => {
  const auth = InfisicalAuth.kubernetes({ identityId: '', serviceAccount: { name: 'infisical' } });
  const props = { ...SYNC, auth, generation: ApiGeneration.V1BETA1 };
  expect(errorsOf((chart) => new SyncedSecret(chart, 'secret', props))).toEqual([
    '[project/secret] kubernetes authentication has no identityId: set the id of the machine identity (in YAML identityIdRef.name, the Secret that has it) (A5)',
  ]);
});

test('fails for a second method that a patch brings in', () => {
  const build = (chart: ConstructorParameters<typeof SyncedSecret>[0]) => {
    const { apiObject } = new SyncedSecret(chart, 'secret', SYNC);
    const awsIamAuth = { identityId: 'id', secretsScope };
    apiObject.addJsonPatch(JsonPatch.add('/spec/authentication/awsIamAuth', awsIamAuth));
  };
  expect(errorsOf(build)).toEqual([
    '[project/secret] there are 2 authentication methods (universalAuth, awsIamAuth), and the operator takes any of them at every login, with its secretsScope: keep one (A2)',
  ]);
});

test('fails for no method at all, as plain JavaScript can have it', () => {
  const build = (chart: ConstructorParameters<typeof SyncedSecret>[0]) =>
    new SyncedSecret(chart, 'secret', { ...SYNC, auth: undefined as never });
  expect(errorsOf(build)).toEqual([
    '[project/secret] there is no authentication method: set one, for example universal (A1)',
  ]);
});
