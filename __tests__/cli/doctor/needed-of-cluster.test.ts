import { stringify } from 'yaml';
import { neededOfCluster } from '../../../cli/doctor/asking/needed-of-cluster';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import type { Manifest } from '../../../lib/model/manifest';
import {
  infisicalAuth,
  infisicalSecret,
  kubernetesAuth,
  secret,
  serviceAccount,
  staticSecret,
  universalAuth,
} from '../../validation/manifests';

function neededFor(...manifests: readonly Manifest[]) {
  const text = manifests.map((manifest) => stringify(manifest)).join('---\n');
  return neededOfCluster(manifestsIn(text, 'dist/prod/shop.yaml').manifests);
}

test('a login with credentials needs its Secret, with both keys', () => {
  const needed = neededFor(infisicalSecret({ authentication: { universalAuth: universalAuth() } }));
  expect(needed.secrets).toEqual([
    expect.objectContaining({ keys: ['clientId', 'clientSecret'], isAuthority: false, isMade: false }),
  ]);
  expect(needed.kinds).toEqual([{ apiVersion: 'secrets.infisical.com/v1alpha1', kind: 'InfisicalSecret' }]);
  expect(needed.folders).toEqual([{ folder: 'dist/prod', namespaces: expect.any(Array) }]);
});

test('a login with a service account needs that one, and knows whether the manifests have it', () => {
  const resource = infisicalSecret({ authentication: { kubernetesAuth: kubernetesAuth() } });
  const [account] = neededFor(resource).serviceAccounts;
  expect(account).toMatchObject({ isMade: false });
  const own = serviceAccount(account.name, {}, { namespace: account.namespace });
  expect(neededFor(resource, own).serviceAccounts).toEqual([{ ...account, isMade: true }]);
});

test('a private authority is a Secret with a certificate', () => {
  const tls = { caRef: { secretName: 'ca', secretNamespace: 'infra', key: 'ca.crt' } };
  expect(neededFor(infisicalSecret({ tls })).secrets).toContainEqual({
    ...{ namespace: 'infra', name: 'ca', keys: ['ca.crt'], isAuthority: true, isMade: false },
  });
});

test('what the manifests bring themselves is made', () => {
  const resource = infisicalSecret({ authentication: { universalAuth: universalAuth() } });
  const [{ namespace, name }] = neededFor(resource).secrets;
  expect(neededFor(resource, secret(name, {}, { namespace })).secrets[0].isMade).toBe(true);
});

test('a name that is filled in later, or is none, is not asked for', () => {
  const credentialsRef = (secretName: string) => ({ credentialsRef: { secretName, secretNamespace: 'shop' } });
  const loginBy = (name: string) =>
    infisicalSecret({ authentication: { universalAuth: universalAuth(credentialsRef(name)) } });
  expect(neededFor(loginBy('${LOGIN}')).secrets).toEqual([]);
  expect(neededFor(loginBy('--all')).secrets).toEqual([]);
});

test('kinds of v1beta1 are asked for by their version', () => {
  const { kinds } = neededFor(infisicalAuth(), staticSecret());
  expect(kinds).toEqual([
    { apiVersion: 'secrets.infisical.com/v1beta1', kind: 'InfisicalAuth' },
    { apiVersion: 'secrets.infisical.com/v1beta1', kind: 'InfisicalStaticSecret' },
  ]);
});
