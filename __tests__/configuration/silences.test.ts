import type { Silence } from '../../lib/configuration/configuration';
import { type SilenceableFinding, silenceReasonFor } from '../../lib/configuration/silences';

const FINDING: SilenceableFinding = {
  rule: 'H7',
  path: 'shop/orders/Secret',
  kind: 'InfisicalSecret',
  name: 'orders',
  namespace: 'shop',
  environment: 'prod',
};

function isSilenced(silence: Partial<Silence>, finding: Partial<SilenceableFinding> = {}): boolean {
  return silenceReasonFor({ ...FINDING, ...finding }, [{ rule: 'H7', reason: 'why', ...silence }]) === 'why';
}

test.each<[string, Partial<Silence>]>([
  ['the whole project', {}],
  ['a chart', { path: 'shop' }],
  ['a construct', { path: 'shop/orders' }],
  ['the construct itself', { path: 'shop/orders/Secret' }],
  ['an object', { object: 'InfisicalSecret/orders' }],
  ['a namespace', { namespace: 'shop' }],
  ['an environment', { environment: 'prod' }],
  ['all of these', { path: 'shop', object: 'InfisicalSecret/orders', namespace: 'shop', environment: 'prod' }],
])('a silence for %s', (_, silence) => {
  expect(isSilenced(silence)).toBe(true);
});

test.each<[string, Partial<Silence>]>([
  ['another rule', { rule: 'H8' }],
  ['a construct whose name begins so', { path: 'shop/order' }],
  ['another object of that kind', { object: 'InfisicalSecret/web' }],
  ['another kind of that name', { object: 'Deployment/orders' }],
  ['another namespace', { namespace: 'shop-staging' }],
  ['another environment', { environment: 'staging' }],
  ['an environment whose name ends so', { environment: 'od' }],
  ['one part that fits and one that does not', { path: 'shop', environment: 'staging' }],
])('a silence for %s is none', (_, silence) => {
  expect(isSilenced(silence)).toBe(false);
});

test('what is not known of a finding fits no silence that asks for it', () => {
  const unknown = { path: undefined, kind: undefined, name: undefined, namespace: undefined, environment: undefined };
  for (const silence of [
    { path: 'shop' },
    { object: 'InfisicalSecret/orders' },
    { namespace: 'shop' },
    { environment: 'prod' },
  ]) {
    expect(isSilenced(silence, unknown)).toBe(false);
  }
  expect(isSilenced({}, unknown)).toBe(true);
});

test('an environment of manifests is the folder of that name', () => {
  expect(isSilenced({ environment: 'prod' }, { environment: 'dist/team/prod' })).toBe(true);
  expect(isSilenced({ environment: 'team/prod' }, { environment: 'dist/team/prod' })).toBe(true);
});

test('the first silence that fits says why', () => {
  const silences = ['a', 'b'].map((reason) => ({ rule: 'H7', reason }));
  expect(silenceReasonFor(FINDING, silences)).toBe('a');
});
