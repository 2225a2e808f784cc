import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  dynamicSecret,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  PROJECT_ID,
  pushSecret,
  secretsScope,
  source,
  staticSecret,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

const CLOUD = 'https://app.infisical.com';
const EU = 'https://eu.infisical.com';

const many = (count: number, make: (name: string) => Manifest) =>
  Array.from({ length: count }, (_, i) => make(`sync-${i}`));

/** Syncs of v1alpha1 with a slug. */
const syncs = (count: number, resyncInterval: string | undefined, spec: Fields = {}) =>
  many(count, (name) =>
    infisicalSecret({ hostAPI: `${CLOUD}/api`, syncConfig: { resyncInterval }, ...spec }, { name }),
  );

const byId = {
  authentication: {
    universalAuth: universalAuth({ secretsScope: secretsScope({ projectSlug: undefined, projectId: PROJECT_ID }) }),
  },
};
const login = (address: string) => [infisicalConnection({ address }), infisicalAuth()];
const statics = (count: number, refreshInterval: string, spec: Fields = {}) =>
  many(count, (name) => staticSecret({ syncOptions: { refreshInterval }, ...spec }, { name }));

const warning = (counts: string, host: string, requests: string, remedy: string) =>
  `the ${counts} syncs from "${host}" take ${requests} for secrets, and Infisical Cloud allows one IP address 600, and 120 for secrets: ${remedy}`;

/** The same where syncs of v1alpha1 are among them. */
const impatient = (...[counts, host, requests, remedy]: Parameters<typeof warning>) =>
  `${warning(counts, host, requests, remedy)}. v1beta1 waits as long as Infisical says, v1alpha1 asks again at once`;

describeRules([
  {
    rule: 'T8',
    what: 'a hundred syncs each 15 seconds',
    bad: syncs(100, '15s'),
    good: [
      ...syncs(2, '15s'),
      ...syncs(300, '5m'),
      ...many(200, (name) => infisicalSecret({ syncConfig: { resyncInterval: '15s' } }, { name: `own-${name}` })),
    ],
    message: impatient(
      '100',
      CLOUD,
      '800 requests a minute, 400 of them',
      'write an interval of "1m" or more in place of "15s" (100 of them), and projectId in place of projectSlug, which saves 400 of them',
    ),
  },
  {
    rule: 'T8',
    what: 'the interval that the message asks for is enough',
    bad: syncs(200, '99s', byId),
    good: syncs(200, '2m', byId),
    message: impatient(
      '200',
      CLOUD,
      '121 requests a minute, 121 of them',
      'write an interval of "2m" or more in place of "99s" (200 of them)',
    ),
  },
  {
    rule: 'T8',
    what: 'the default interval of 5 minutes, on the default host',
    bad: syncs(601, undefined, { hostAPI: undefined, ...byId }),
    good: syncs(600, undefined, { hostAPI: undefined, ...byId }),
    message: impatient(
      '601',
      CLOUD,
      '120 requests a minute, 120 of them',
      'write an interval of "6m" or more in place of "5m" (601 of them)',
    ),
  },
  {
    rule: 'T8',
    what: 'flat intervals, and one hour with instant updates',
    bad: syncs(100, undefined, { syncConfig: undefined, resyncInterval: 30, ...byId }),
    good: syncs(700, undefined, { syncConfig: { instantUpdates: true } }),
    message: impatient(
      '100',
      CLOUD,
      '200 requests a minute, 200 of them',
      'write an interval of "1m" or more in place of "30s" (100 of them)',
    ),
  },
  {
    rule: 'T8',
    what: 'v1beta1, with each source, and a slug that is remembered',
    bad: [
      ...login(EU),
      ...statics(50, '30s', { sources: [source(), source({ projectId: undefined, projectSlug: 'x' })] }),
    ],
    good: [
      ...login(EU),
      ...statics(50, '30s'),
      // Where an InfisicalAuth of another app leads to, nobody knows.
      ...statics(100, '30s', { infisicalAuthRef: { name: 'elsewhere', namespace: 'shop' } }),
    ],
    message: warning(
      '50',
      EU,
      '202 requests a minute, 200 of them',
      'write an interval of "1m" or more in place of "30s" (50 of them), and projectId in place of projectSlug, which saves 2 of them',
    ),
  },
  {
    rule: 'T8',
    what: 'pushes and leases',
    bad: [
      ...many(100, (name) => pushSecret({ hostAPI: `${CLOUD}/api`, resyncInterval: '30s' }, { name })),
      ...many(100, (name) => dynamicSecret({ hostAPI: `${CLOUD}/api` }, { name: `lease-${name}` })),
    ],
    good: [
      ...many(100, (name) => pushSecret({ hostAPI: `${CLOUD}/api`, resyncInterval: undefined }, { name })),
      ...many(100, (name) => dynamicSecret({ hostAPI: `${CLOUD}/api` }, { name: `lease-${name}` })),
    ],
    message: warning(
      '200',
      CLOUD,
      '440 requests a minute, 220 of them',
      'write an interval of "2m" or more in place of "30s" (100 of them), and projectId in place of projectSlug, which saves 220 of them',
    ),
  },
  {
    rule: 'T8',
    what: 'each host for itself',
    bad: [...login(EU), ...statics(61, '30s'), ...syncs(20, '15s')],
    good: [...login(EU), ...statics(50, '30s'), ...syncs(20, '15s')],
    message: warning(
      '61',
      EU,
      '122 requests a minute, 122 of them',
      'write an interval of "1m" or more in place of "30s" (61 of them)',
    ),
  },
]);

test('the warning is given once for a host, at the sync that asks most often', () => {
  const findings = checkManifests([...syncs(200, '1m'), ...syncs(1, '15s').map(named('hasty'))]);
  const warnings = findings.filter(({ rule }) => rule === 'T8');
  expect(warnings.map(({ resource }) => resource.manifest.metadata.name)).toEqual(['hasty']);
});

function named(name: string) {
  return (manifest: Manifest): Manifest => ({ ...manifest, metadata: { ...manifest.metadata, name } });
}
