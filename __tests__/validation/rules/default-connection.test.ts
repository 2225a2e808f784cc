import type { Settings } from '../../../lib/model/app-model';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { argoApplication, helmRelease, infisicalAuth, infisicalConnection } from '../manifests';
import { describeRules } from '../rule-cases';

const AT_DEFAULT = { infisicalConnectionRef: undefined };
const WITH_API =
  'the host "https://secrets.example.com/api" must be the base URL: write "https://secrets.example.com", "/api" is added where the operator needs it';
const NOT_TOLD =
  'there is no connection, so that the operator uses "default" in its own namespace, and nobody here knows where that leads: write its address into cdk8s-infisical.yaml (`operator: { defaultConnection: https://… }`), or name a connection in infisicalConnectionRef';

describeRules([
  {
    rule: 'H1',
    what: 'the default connection of the operator, as a HelmRelease makes it',
    bad: [helmRelease({ defaultInfisicalConnection: { enabled: true, address: 'https://secrets.example.com/api' } })],
    good: [
      helmRelease({ defaultInfisicalConnection: { enabled: true, address: 'https://secrets.example.com' } }),
      helmRelease({ defaultInfisicalConnection: { enabled: false, address: 'https://secrets.example.com/api' } }),
      argoApplication({
        chart: 'other',
        helm: {
          valuesObject: { defaultInfisicalConnection: { enabled: true, address: 'https://secrets.example.com/api' } },
        },
      }),
    ],
    message: WITH_API,
  },
  {
    rule: 'H1',
    what: 'the default connection of the operator, as an Application of Argo CD makes it',
    bad: [
      argoApplication({
        helm: {
          valuesObject: { defaultInfisicalConnection: { enabled: false } },
          parameters: [
            { name: 'defaultInfisicalConnection.enabled', value: 'true' },
            { name: 'defaultInfisicalConnection.address', value: 'https://secrets.example.com/api' },
          ],
        },
      }),
    ],
    good: [
      argoApplication({
        helm: {
          valuesObject: { defaultInfisicalConnection: { enabled: true, address: 'https://secrets.example.com' } },
        },
      }),
    ],
    message: WITH_API,
  },
  {
    rule: 'X27',
    what: 'the default connection of the operator',
    bad: [helmRelease({ defaultInfisicalConnection: { enabled: true, address: 'http://localhost:8080' } })],
    good: [helmRelease({ defaultInfisicalConnection: { enabled: true, address: 'https://secrets.example.com' } })],
    message:
      'the host "http://localhost:8080" is the pod of the operator itself: write the host as pods reach it, for example "http://infisical.infisical.svc:8080"',
  },
  {
    rule: 'H4',
    what: 'the default connection that somebody told, where a login uses it',
    bad: [infisicalAuth(AT_DEFAULT)],
    good: [infisicalAuth()],
    settings: { defaultConnection: 'http://secrets.example.com' },
    message:
      'secrets would travel unencrypted from the host "http://secrets.example.com": write "https://secrets.example.com"',
  },
  {
    rule: 'X29',
    what: 'a login without a connection, of which nobody knows where it leads',
    bad: [infisicalAuth(AT_DEFAULT)],
    good: [
      infisicalAuth(AT_DEFAULT),
      helmRelease({ defaultInfisicalConnection: { enabled: true, address: 'https://secrets.example.com' } }),
    ],
    message: NOT_TOLD,
  },
  {
    rule: 'X29',
    what: 'a connection of the app that is called so, and is not where its release looks',
    bad: [
      infisicalAuth(AT_DEFAULT),
      helmRelease({}, { namespace: 'infisical' }),
      infisicalConnection({}, { name: 'default' }),
    ],
    good: [
      infisicalAuth(AT_DEFAULT),
      helmRelease({}, { namespace: 'infisical' }),
      infisicalConnection({}, { name: 'default', namespace: 'infisical' }),
    ],
    message: NOT_TOLD,
  },
  {
    rule: 'X29',
    what: 'a release that makes no connection, or of whose address nobody knows',
    bad: [infisicalAuth(AT_DEFAULT), helmRelease({ defaultInfisicalConnection: { enabled: true } })],
    good: [infisicalAuth()],
    message: NOT_TOLD,
  },
]);

test('X29 has nothing to say where the address is told, or the connection has to be named (F3)', () => {
  const rules = (settings: Settings) => checkManifests([infisicalAuth(AT_DEFAULT)], settings).map(({ rule }) => rule);
  expect(rules({})).toEqual(['X29']);
  expect(rules({ defaultConnection: 'https://secrets.example.com' })).toEqual([]);
  expect(rules({ operatorVersion: 'v0.11.8' })).toEqual(['X29']);
  expect(rules({ operatorVersion: 'v0.11.7' })).toEqual(['F3']);
});

test('what is told of the default connection is told of once', () => {
  const logins = ['one', 'two'].map((name) => infisicalAuth(AT_DEFAULT, { name }));
  const found = checkManifests(logins, { defaultConnection: 'http://secrets.example.com' });
  expect(found.map(({ rule, resource }) => [rule, resource.manifest.metadata.name])).toEqual([['H4', 'one']]);
});
