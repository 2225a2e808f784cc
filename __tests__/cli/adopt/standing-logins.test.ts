import { adoptionOf } from '../../../cli/adopt/adoption';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { synthesized } from './in-process';

const adopted = (text: string) => adoptionOf(manifestsIn(text, 'k8s.yaml'), { extension: '', includeRest: false });

const LOGIN = `apiVersion: secrets.infisical.com/v1beta1
kind: InfisicalConnection
metadata: { name: infisical, namespace: shop }
spec: { address: https://secrets.example.com }
---
apiVersion: secrets.infisical.com/v1beta1
kind: InfisicalAuth
metadata: { name: machine, namespace: shop }
spec:
  infisicalConnectionRef: { name: infisical, namespace: shop }
  method: kubernetes
  kubernetes:
    identityIdRef: { name: machine-identity, namespace: shop, key: identityId }
    serviceAccountRef: { name: shop, namespace: shop }
---
apiVersion: v1
kind: Secret
metadata: { name: machine-identity, namespace: shop }
stringData: { identityId: 00000000-0000-4000-8000-000000000001 }
`;

test('a login that no secret here uses is a construct, with its connection', () => {
  const { files, adopted: was } = adopted(LOGIN);
  const text = files.get('main.ts') ?? '';
  expect(text).not.toContain('new ApiObject');
  expect(text.match(/new InfisicalLogin\(/g)).toHaveLength(1);
  expect(was).toHaveLength(3);
  expect(compareObjects(was, synthesized(files))).toEqual([]);
});
