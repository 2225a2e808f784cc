import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  dynamicSecret,
  infisicalConnection,
  infisicalSecret,
  keyRef,
  NAMESPACE,
  pushSecret,
  staticSecret,
} from '../manifests';
import { describeRules } from '../rule-cases';

const UNENCRYPTED = 'secrets would travel unencrypted from the host';

describeRules([
  {
    rule: 'H1',
    what: 'an address that ends in /api',
    bad: [infisicalConnection({ address: 'https://secrets.example.com/api' })],
    good: [
      infisicalConnection({ address: 'https://secrets.example.com/apis' }),
      infisicalSecret({ hostAPI: 'https://secrets.example.com/api' }),
    ],
    message:
      'the host "https://secrets.example.com/api" must be the base URL: write "https://secrets.example.com", "/api" is added where the operator needs it',
  },
  {
    rule: 'H1',
    what: 'an address that goes on after /api',
    bad: [infisicalConnection({ address: 'https://example.com/infisical/api/' })],
    good: [infisicalConnection({ address: 'https://example.com/infisical' })],
    message:
      'the host "https://example.com/infisical/api/" must be the base URL: write "https://example.com/infisical", "/api" is added where the operator needs it',
  },
  ...[undefined, null, ''].map((address) => ({
    rule: 'H2',
    what: `the address ${address}`,
    bad: [infisicalConnection({ address })],
    good: [infisicalConnection(), infisicalSecret({ hostAPI: address })],
    message:
      'the connection has no address, and the operator\'s default ends in "/api", with which no secret can be listed: write the address, for example "https://app.infisical.com"',
  })),
  {
    rule: 'H3',
    what: 'an address without a scheme',
    bad: [infisicalConnection({ address: 'secrets.example.com' })],
    good: [infisicalConnection({ address: 'http://infisical.svc:8080' })],
    message: 'the host "secrets.example.com" is not a URL: write for example "https://secrets.example.com"',
  },
  {
    rule: 'H3',
    what: 'a hostAPI that is not http(s)',
    bad: [pushSecret({ hostAPI: 'ftp://secrets.example.com/api' })],
    good: [pushSecret({ hostAPI: '' })],
    message:
      'the host "ftp://secrets.example.com/api" is not an http(s) URL: write for example "https://secrets.example.com"',
  },
  ...['canary', 'can/ary', 'can@ary'].map((password) => ({
    rule: 'H3',
    what: `the password ${password}, which is not repeated`,
    bad: [dynamicSecret({ hostAPI: `https://me:${password}@example.com/api` })],
    good: [dynamicSecret({ hostAPI: 'https://example.com/api' })],
    message:
      password === 'can/ary'
        ? 'the host "https://***@example.com/api" is not a URL: write for example "https://secrets.example.com"'
        : 'the host "https://***@example.com/api" carries credentials, which must never stand in a manifest: write for example "https://secrets.example.com"',
  })),
  {
    rule: 'H4',
    what: 'a public host',
    bad: [infisicalConnection({ address: 'http://secrets.example.com' })],
    good: [
      infisicalConnection({ address: 'https://secrets.example.com' }),
      infisicalConnection({ address: 'http://infisical.tools.svc:8080' }),
      infisicalConnection({ address: 'http://infisical.tools.svc.cluster.local' }),
      infisicalConnection({ address: 'http://infisical.local' }),
      infisicalConnection({ address: 'http://localhost:8080' }),
      infisicalConnection({ address: 'http://127.0.0.1:8080' }),
      infisicalConnection({ address: 'http://[::1]:8080' }),
      infisicalConnection({ address: 'http://infisical' }),
    ],
    message: `${UNENCRYPTED} "http://secrets.example.com": write "https://secrets.example.com"`,
  },
  {
    rule: 'H4',
    what: 'a host that only begins like one of the cluster',
    bad: [infisicalSecret({ hostAPI: 'http://infisical.svc.example.com/api' })],
    good: [infisicalSecret({ hostAPI: 'http://infisical.example.svc/api' })],
    message: `${UNENCRYPTED} "http://infisical.svc.example.com/api": write "https://infisical.svc.example.com/api"`,
  },
  {
    rule: 'H4',
    what: 'an address of IPv6',
    bad: [infisicalSecret({ hostAPI: 'http://[2001:db8::1]/api' })],
    good: [infisicalSecret({ hostAPI: 'https://[2001:db8::1]/api' })],
    message: `${UNENCRYPTED} "http://[2001:db8::1]/api": write "https://[2001:db8::1]/api"`,
  },
  ...[
    'http://localhost:8080',
    'https://127.0.0.1',
    'http://[::1]:8080',
    'http://infisical.localhost',
    'http://0.0.0.0:80',
    'http://[::]:8080',
    'http://[::ffff:127.0.0.1]',
    'http://127.1:8080',
    'http://localhost.localdomain',
    'https://LOCALHOST.',
  ].map((url) => ({
    rule: 'X27',
    what: url,
    bad: [infisicalConnection({ address: url })],
    good: [
      infisicalConnection({ address: 'http://infisical:8080' }),
      infisicalConnection({ address: 'https://localhost.example.com' }),
      infisicalConnection({ address: 'http://host.docker.internal:8080' }),
    ],
    message: `the host "${url}" is the pod of the operator itself: write the host as pods reach it, for example "http://infisical.infisical.svc:8080"`,
  })),
  ...[
    ['https://app.infisical.com/login', 'https://app.infisical.com'],
    ['https://app.infisical.com/org/8c1f/projects/6f1c2d7e/secret-manager/overview', 'https://app.infisical.com'],
    ['https://eu.infisical.com/organizations/8c1f', 'https://eu.infisical.com'],
    ['https://us.infisical.com/v3', 'https://us.infisical.com'],
    ['https://secrets.example.com/project/6f1c/secrets/overview', 'https://secrets.example.com'],
    ['https://secrets.example.com:8443/login/', 'https://secrets.example.com:8443'],
  ].map(([url, address]) => ({
    rule: 'X27',
    what: `a page: ${url}`,
    bad: [infisicalConnection({ address: url })],
    good: [
      infisicalConnection({ address: `${address}/` }),
      infisicalSecret({ hostAPI: `${address}/api` }),
      infisicalConnection({ address: 'https://tools.example.com/infisical' }),
    ],
    message: `the host "${url}" is a page of Infisical, and not where its API is: write "${address}"`,
  })),
  ...['https://infisical.com/docs/documentation', 'https://docs.infisical.com', 'https://infisical.com./'].map(
    (url) => ({
      rule: 'X27',
      what: `the website: ${url}`,
      bad: [infisicalSecret({ hostAPI: url })],
      good: [infisicalSecret({ hostAPI: 'https://secrets.infisical.com/api' })],
      message: `the host "${url}" is the website, and not Infisical: write "https://app.infisical.com", or "https://eu.infisical.com"`,
    }),
  ),
  ...[
    ['https://app.infisical.com/#/login', 'https://app.infisical.com/#***'],
    ['https://app.infisical.com/org/8c1f?tab=1', 'https://app.infisical.com/org/8c1f?***'],
  ].map(([url, shown]) => ({
    rule: 'H3',
    what: url,
    bad: [infisicalConnection({ address: url })],
    good: [infisicalConnection({ address: 'https://app.infisical.com' })],
    message: `the host "${shown}" has a query or a fragment: write "https://app.infisical.com"`,
  })),
  {
    rule: 'X27',
    what: 'the website',
    bad: [infisicalSecret({ hostAPI: 'https://www.infisical.com/api' })],
    good: [infisicalSecret({ hostAPI: 'https://us.infisical.com/api' })],
    message:
      'the host "https://www.infisical.com/api" is the website, and not Infisical: write "https://app.infisical.com", or "https://eu.infisical.com"',
  },
  {
    rule: 'H5',
    what: 'a hostAPI that goes on after /api',
    bad: [infisicalSecret({ hostAPI: 'https://secrets.example.com/api/v1' })],
    good: [
      infisicalSecret({ hostAPI: 'https://secrets.example.com/api/' }),
      infisicalSecret({ hostAPI: 'https://secrets.example.com/v1' }),
    ],
    message:
      'hostAPI "https://secrets.example.com/api/v1" goes on after "/api", so that the operator would append another "/api": write "https://secrets.example.com/api"',
  },
  {
    rule: 'H5',
    what: 'a slash behind /api, which operators before v0.11.0 do not cut',
    bad: [infisicalSecret({ hostAPI: 'https://secrets.example.com/api/' })],
    good: [infisicalSecret({ hostAPI: 'https://secrets.example.com/api' })],
    settings: { operatorVersion: 'v0.10.34' },
    message:
      'hostAPI "https://secrets.example.com/api/" goes on after "/api", so that the operator would append another "/api": write "https://secrets.example.com/api"',
  },
  {
    rule: 'H6',
    what: 'v1alpha1',
    bad: [infisicalSecret({ tls: { caRef: { secretName: 'ca', secretNamespace: '' } } })],
    good: [
      infisicalSecret({ tls: { caRef: { secretName: 'ca', secretNamespace: NAMESPACE, key: 'ca.crt' } } }),
      pushSecret({ tls: {} }),
    ],
    message: 'tls.caRef has no secretNamespace and no key: write secretName, secretNamespace, key',
  },
  {
    rule: 'H6',
    what: 'v1beta1',
    bad: [infisicalConnection({ tls: { caCertificate: keyRef('ca.crt', { name: undefined }) } })],
    good: [infisicalConnection({ tls: { caCertificate: keyRef('ca.crt') } }), infisicalConnection({ tls: null })],
    message: 'tls.caCertificate has no name: write name, namespace, key',
  },
  {
    rule: 'H7',
    what: 'an operator that lists secrets without it',
    bad: [infisicalConnection({ tls: { caCertificate: keyRef('ca.crt') } })],
    good: [
      infisicalConnection(),
      infisicalSecret({ tls: { caRef: { secretName: 'ca', secretNamespace: NAMESPACE, key: 'ca.crt' } } }),
      staticSecret(),
    ],
    settings: { operatorVersion: 'v0.11.7' },
    message:
      'the operator of the cluster, v0.11.7, does not use tls.caCertificate for listing secrets: upgrade the operator to v0.11.8 or a newer one, use a certificate that the operator trusts by itself, or v1alpha1 (InfisicalSecret)',
  },
]);

describe.each<[string, boolean]>([
  ['v0.11.5', true],
  ['0.10.30', true],
  ['nonsense', false],
  ['v0.11.7', true],
  ['v0.11.8', false],
  ['v0.12.0', false],
  ['1.0.0', false],
])('H7 with the operator %s', (operatorVersion, expected) => {
  test(expected ? 'warns' : 'is quiet', () => {
    const manifests = [infisicalConnection({ tls: { caCertificate: keyRef('ca.crt') } })];
    const found = checkManifests(manifests, { operatorVersion }).map(({ rule }) => rule);
    expect(found.includes('H7')).toBe(expected);
  });
});
