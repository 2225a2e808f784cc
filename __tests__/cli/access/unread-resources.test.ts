import { withUnreadResources } from '../../../cli/access/unread-resources';
import { manifestsIn } from '../../../cli/manifests/read-manifests';

function unreadIn(text: string): string[] {
  const read = manifestsIn(text, 'a.yaml');
  return withUnreadResources(read).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const resource = (apiVersion: string, kind: string) => `apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: api, namespace: shop }
`;

describe('a kind that nobody serves is unread', () => {
  test.each([
    ['external-secrets.io/v1', 'Externalsecret', 'External Secrets Operator', 'ExternalSecret'],
    ['external-secrets.io/v1beta1', 'SecretStores', 'External Secrets Operator', 'SecretStore'],
    ['external-secrets.io/v1alpha1', 'PushSecrets', 'External Secrets Operator', 'PushSecret'],
    ['secrets-store.csi.x-k8s.io/v1', 'SecretProviderclass', 'the Secrets Store CSI driver', 'SecretProviderClass'],
    ['secrets.infisical.com/v1alpha1', 'Infisicalsecret', 'the operator', 'InfisicalSecret'],
  ])('in %s: %s', (apiVersion, kind, owner, meant) => {
    expect(unreadIn(resource(apiVersion, kind))).toEqual([
      `2:7 ${owner} has no kind "${kind}": did you mean "${meant}"? (F6)`,
    ]);
    expect(unreadIn(resource(apiVersion, meant))).not.toContainEqual(expect.stringContaining('(F6)'));
  });

  test('but for one of another group', () => {
    expect(unreadIn(resource('generators.external-secrets.io/v1alpha1', 'Passwords'))).toEqual([]);
  });
});
