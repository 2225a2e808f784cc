import { schemaViolations } from './schema-conformance';

const deployment = (container: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api' },
  spec: { selector: {}, template: { spec: { containers: [container] } } },
});

test('a Kubernetes object is held against the schema of its kind', () => {
  expect(schemaViolations(deployment({ name: 'api', ports: [{ containerPort: 3000 }] }))).toEqual([]);
  expect(schemaViolations(deployment({ name: 'api', ports: [{ containerPort: 'http' }] }))).toEqual([
    expect.stringContaining('containerPort must be integer'),
  ]);
});

test('an Infisical resource is held against crds/', () => {
  const resource = { apiVersion: 'secrets.infisical.com/v1alpha1', kind: 'InfisicalSecret', spec: { hostApi: 'x' } };
  expect(schemaViolations(resource)).toEqual([expect.stringContaining('hostApi')]);
});

test('an object of a kind that nobody knows is an error', () => {
  expect(() => schemaViolations({ apiVersion: 'apps/v1', kind: 'Deploymint' })).toThrow('Deploymint');
});
