import { InfisicalServiceAccount, type InfisicalServiceAccountProps, SyncedSecret } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesize } from '../synthesis';
import { IDENTITY } from './auth-methods';

test('makes the account, and lets Infisical check its tokens', () => {
  expect(synthesize((chart) => new InfisicalServiceAccount(chart, 'infisical-auth'))).toEqual([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'infisical-auth', namespace: 'project' } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'project-infisical-auth-token-reviewer' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
      subjects: [{ kind: 'ServiceAccount', name: 'infisical-auth', namespace: 'project' }],
    },
  ]);
});

test('every prop reaches the YAML', () => {
  const props: Required<InfisicalServiceAccountProps> = { name: 'auth', namespace: 'infisical', tokenReviewer: false };
  expect(synthesize((chart) => new InfisicalServiceAccount(chart, 'account', props))).toEqual([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'auth', namespace: 'infisical' } },
  ]);
});

test('a sync logs in with it', () => {
  const manifests = synthesize((chart) => {
    const account = new InfisicalServiceAccount(chart, 'infisical-auth');
    const auth = account.auth({ identityId: IDENTITY, audiences: ['infisical'] });
    new SyncedSecret(chart, 'shop', { ...SYNC, auth });
  });
  expect(manifests.find(({ kind }) => kind === 'InfisicalSecret').spec.authentication.kubernetesAuth).toMatchObject({
    identityId: IDENTITY,
    serviceAccountRef: { name: 'infisical-auth', namespace: 'project' },
    autoCreateServiceAccountToken: true,
    serviceAccountTokenAudiences: ['infisical'],
  });
});

test('fails without a namespace', () => {
  const errors = errorsOf((chart) => new InfisicalServiceAccount(chart, 'account', { namespace: '' }));
  expect(errors).toContainEqual(expect.stringMatching(/^\[project\/account.*\(A8\)$/));
});
