import type { Suppression } from '../../lib/configuration/configuration';
import { type SuppressibleFinding, suppressionReasonFor } from '../../lib/configuration/suppressions';

const FINDING: SuppressibleFinding = {
  rule: 'H7',
  path: 'shop/orders/Secret',
  kind: 'InfisicalSecret',
  name: 'orders',
  namespace: 'shop',
  environment: 'prod',
};

function isSuppressed(suppression: Partial<Suppression>, finding: Partial<SuppressibleFinding> = {}): boolean {
  return suppressionReasonFor({ ...FINDING, ...finding }, [{ rule: 'H7', reason: 'why', ...suppression }]) === 'why';
}

test.each<[string, Partial<Suppression>]>([
  ['the whole project', {}],
  ['a chart', { path: 'shop' }],
  ['a construct', { path: 'shop/orders' }],
  ['the construct itself', { path: 'shop/orders/Secret' }],
  ['an object', { object: 'InfisicalSecret/orders' }],
  ['a namespace', { namespace: 'shop' }],
  ['an environment', { environment: 'prod' }],
  ['all of these', { path: 'shop', object: 'InfisicalSecret/orders', namespace: 'shop', environment: 'prod' }],
])('a suppression for %s', (_, suppression) => {
  expect(isSuppressed(suppression)).toBe(true);
});

test.each<[string, Partial<Suppression>]>([
  ['another rule', { rule: 'H8' }],
  ['a construct whose name begins so', { path: 'shop/order' }],
  ['another object of that kind', { object: 'InfisicalSecret/web' }],
  ['another kind of that name', { object: 'Deployment/orders' }],
  ['another namespace', { namespace: 'shop-staging' }],
  ['another environment', { environment: 'staging' }],
  ['an environment whose name ends so', { environment: 'od' }],
  ['one part that fits and one that does not', { path: 'shop', environment: 'staging' }],
])('a suppression for %s is none', (_, suppression) => {
  expect(isSuppressed(suppression)).toBe(false);
});

test('what is not known of a finding fits no suppression that asks for it', () => {
  const unknown = { path: undefined, kind: undefined, name: undefined, namespace: undefined, environment: undefined };
  for (const suppression of [
    { path: 'shop' },
    { object: 'InfisicalSecret/orders' },
    { namespace: 'shop' },
    { environment: 'prod' },
  ]) {
    expect(isSuppressed(suppression, unknown)).toBe(false);
  }
  expect(isSuppressed({}, unknown)).toBe(true);
});

test('an environment of manifests is the folder of that name', () => {
  expect(isSuppressed({ environment: 'prod' }, { environment: 'dist/team/prod' })).toBe(true);
  expect(isSuppressed({ environment: 'team/prod' }, { environment: 'dist/team/prod' })).toBe(true);
});

test('the first suppression that fits says why', () => {
  const suppressions = ['a', 'b'].map((reason) => ({ rule: 'H7', reason }));
  expect(suppressionReasonFor(FINDING, suppressions)).toBe('a');
});
