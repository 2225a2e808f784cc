import { validateCustomResource } from './crd-bundle';

const spec = { infisicalConnectionRef: { name: 'c', namespace: 'n' }, method: 'ldap' };
const auth = { apiVersion: 'secrets.infisical.com/v1beta1', kind: 'InfisicalAuth', metadata: { name: 'x' }, spec };

test('a valid object has no errors, whatever its metadata', () => {
  expect(validateCustomResource(auth)).toEqual([]);
  expect(validateCustomResource({ ...auth, metadata: { name: 'x', labels: { a: 'b' } } })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['an unknown kind', { ...auth, kind: 'Infisical' }, 'crds/ has no secrets.infisical.com/v1beta1 Infisical'],
  ['an unknown version', { ...auth, apiVersion: 'a/v1' }, 'crds/ has no a/v1 InfisicalAuth'],
  ['an unknown field at the top', { ...auth, data: {} }, '/ must NOT have additional properties data'],
  [
    'an unknown field below',
    { ...auth, spec: { ...spec, azure: { identityIdRef: { name: 'a', namespace: 'b', key: 'c', x: 1 } } } },
    '/spec/azure/identityIdRef must NOT have additional properties x',
  ],
  [
    'a missing field',
    { ...auth, spec: { method: 'ldap' } },
    "/spec must have required property 'infisicalConnectionRef'",
  ],
  ['a wrong type', { ...auth, spec: { ...spec, ldap: 'x' } }, '/spec/ldap must be object'],
  [
    'a value outside an enum',
    {
      apiVersion: 'secrets.infisical.com/v1alpha1',
      kind: 'ClusterGenerator',
      spec: { kind: 'Token', generator: { uuidSpec: {} } },
    },
    '/spec/kind must be equal to one of the allowed values Password,UUID',
  ],
])('%s is an error', (_, object, error) => {
  expect(validateCustomResource(object)).toEqual([error]);
});

test('an object without parameters takes none', () => {
  const generator = { apiVersion: 'secrets.infisical.com/v1alpha1', kind: 'ClusterGenerator' };
  expect(validateCustomResource({ ...generator, spec: { kind: 'UUID', generator: { uuidSpec: {} } } })).toEqual([]);
  expect(validateCustomResource({ ...generator, spec: { kind: 'UUID', generator: { uuidSpec: { x: 1 } } } })).toEqual([
    '/spec/generator/uuidSpec must NOT have additional properties x',
  ]);
});
