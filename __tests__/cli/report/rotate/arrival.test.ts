import type { Fields } from '../../../../lib/json/json';
import type { Manifest } from '../../../../lib/model/manifest';
import { infisicalSecret, staticSecret, target } from '../../../validation/manifests';
import { type Rotated, rotated, running, TOKEN } from './rotated';

const WEB = running({ env: [TOKEN] });

function arrival(sync: Manifest | readonly Manifest[], options: Rotated = {}) {
  const manifests = Array.isArray(sync) ? sync : [sync];
  const holders = rotated([...manifests, WEB], options).places.flatMap((place) => place.holders);
  expect(holders).toHaveLength(1);
  return holders[0];
}

const alpha = (spec: Fields) => infisicalSecret({ syncConfig: undefined, ...spec });
const beta = (refreshInterval: unknown, more: Fields = {}, spec: Fields = {}) =>
  staticSecret({ targets: [target({ name: 'api-secrets' })], syncOptions: { refreshInterval, ...more }, ...spec });

describe('when the Secret has the new value', () => {
  test.each<[string, Manifest, Rotated, number | undefined]>([
    ['v1alpha1 as it is written', alpha({ syncConfig: { resyncInterval: '15s' } }), {}, 15],
    ['v1alpha1 in its old field', alpha({ resyncInterval: 60 }), {}, 60],
    ['v1alpha1 without a word', alpha({}), {}, 300],
    ['the same before v0.10.29', alpha({}), { settings: { operatorVersion: 'v0.10.28' } }, 60],
    ['v1alpha1 with instant updates', alpha({ syncConfig: { instantUpdates: true } }), {}, 3_600],
    ['v1alpha1 that writes what it does not read', alpha({ syncConfig: { resyncInterval: '1h30m' } }), {}, 300],
    ['v1beta1 as it is written', beta('5m'), {}, 300],
    ['v1beta1 that never asks by itself', beta('0m'), {}, undefined],
    ['v1beta1 that is refused', beta('3s'), {}, undefined],
    ['what is filled in later', alpha({ syncConfig: { resyncInterval: `\${EVERY}` } }), {}, undefined],
  ])('%s', (_, sync, options, within) => {
    expect(arrival(sync, options).within).toBe(within);
  });

  test('is told with who asks, and how often', () => {
    expect(arrival(alpha({ resyncInterval: 60 })).sentence).toBe(
      'Secret shop/api-secrets has the new value within 1m: InfisicalSecret shop/api asks every 1m',
    );
    expect(arrival(beta('0m')).sentence).toMatch(
      /does not get the new value by itself: .* asks only when it is changed/,
    );
    expect(arrival(alpha({ syncConfig: { resyncInterval: `\${EVERY}` } })).sentence).toContain('is filled in later');
  });

  test('is at once only where Infisical can tell that operator of it', () => {
    const isInstant = (sync: Manifest, options: Rotated = {}) => arrival(sync, options).sentence.includes('at once');
    const byId = beta('5m', { instantUpdates: true });
    expect(isInstant(byId)).toBe(true);
    const bySlug = { settings: { operatorVersion: 'v0.11.5' } };
    const slugs = [{ projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/api' }];
    const named = beta('5m', { instantUpdates: true }, { sources: slugs });
    expect([isInstant(named, bySlug), isInstant(named)]).toEqual([false, true]);
    expect(isInstant(beta('5m'))).toBe(false);
  });

  test('can be hastened in v1beta1 alone, and be seen in both without the value', () => {
    expect(arrival(alpha({}))).toMatchObject({
      hasten: [],
      look: [
        "kubectl get secret/api-secrets --namespace shop --output 'jsonpath={.metadata.annotations.secrets\\.infisical\\.com/version}'",
      ],
    });
    expect(arrival(beta('5m')).hasten).toEqual([
      'kubectl annotate infisicalstaticsecret/web --namespace shop --overwrite retry="$(date +%s)"',
    ]);
  });
});

test('what does not come by itself is fetched, and nobody waits for it', () => {
  const steps = rotated([beta('0m'), WEB]).steps.map(({ what }) => what);
  expect(steps).toContain('have it fetched, as it does not come by itself');
  expect(steps.join()).not.toMatch(/to wait less|at most/);
  expect(arrival(beta('0m'))).toMatchObject({ fetch: [expect.stringContaining('annotate')], hasten: [] });
  const refused = arrival(beta('3s'));
  expect(refused).toMatchObject({ fetch: [], hasten: [] });
  expect(refused.sentence).toMatch(/none that the operator takes, and has to be mended$/);
});

describe('with External Secrets Operator', () => {
  const STORE = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: 'store', namespace: 'shop' },
    spec: {
      provider: {
        infisical: {
          auth: {
            universalAuthCredentials: { clientId: { name: 'u', key: 'c' }, clientSecret: { name: 'u', key: 's' } },
          },
          secretsScope: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/api' },
        },
      },
    },
  };
  const external = (spec: Fields) =>
    [
      STORE,
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'api', namespace: 'shop' },
        spec: {
          secretStoreRef: { name: 'store' },
          target: { name: 'api-secrets' },
          data: [{ secretKey: 'TOKEN', remoteRef: { key: 'TOKEN' } }],
          ...spec,
        },
      },
    ] as unknown as Manifest[];

  test.each<[string, Fields, number | undefined, RegExp]>([
    ['its interval', { refreshInterval: '1h30m' }, 5_400, /within 90m/],
    ['one hour without a word', {}, 3_600, /within 1h/],
    ['never by itself at 0', { refreshInterval: '0s' }, undefined, /asks once: delete the Secret/],
    ['never by itself when created once', { refreshPolicy: 'CreatedOnce' }, undefined, /asks once: delete the Secret/],
    [
      'when it is changed itself',
      { refreshPolicy: 'OnChange' },
      undefined,
      /only when ExternalSecret shop\/api itself/,
    ],
    ['never where it is immutable', { target: { name: 'api-secrets', immutable: true } }, undefined, /never gets/],
    ['not known where it is filled in later', { refreshInterval: `\${EVERY}` }, undefined, /is not known/],
  ])('%s', (_, spec, within, sentence) => {
    const found = arrival(external(spec));
    expect(found.within).toBe(within);
    expect(found.sentence).toMatch(sentence);
  });

  test('a Secret is deleted only where the operator makes it anew', () => {
    const once = (more: Fields) => arrival(external({ refreshPolicy: 'CreatedOnce', ...more }));
    expect(once({}).fetch).toEqual(['kubectl delete secret/api-secrets --namespace shop']);
    const merged = once({ target: { name: 'api-secrets', creationPolicy: 'Merge' } });
    expect(merged.fetch).toEqual([]);
    expect(merged.sentence).toMatch(/asks once: it has to be changed by whoever has made it$/);
  });
});
