import { InfisicalHost, SyncedSecret } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesizeOne } from '../synthesis';

const hostApiOf = (host?: InfisicalHost) =>
  synthesizeOne('InfisicalSecret', (chart) => new SyncedSecret(chart, 'secret', { ...SYNC, host })).spec.hostAPI;

describe('the host of a v1alpha1 resource ends in /api', () => {
  test.each([
    ['Cloud US', InfisicalHost.cloudUs(), 'https://app.infisical.com/api'],
    ['Cloud EU', InfisicalHost.cloudEu(), 'https://eu.infisical.com/api'],
    ['self-hosted', InfisicalHost.selfHosted('https://secrets.example.com'), 'https://secrets.example.com/api'],
    ['a trailing slash', InfisicalHost.selfHosted('https://secrets.example.com/'), 'https://secrets.example.com/api'],
    ['below a path', InfisicalHost.selfHosted('https://example.com/infisical'), 'https://example.com/infisical/api'],
    ['none given', undefined, 'https://app.infisical.com/api'],
  ])('%s', (_, host, expected) => {
    expect(hostApiOf(host)).toBe(expected);
  });
});

test('a private certificate authority is read from a Secret, by default in the namespace of the resource', () => {
  const host = InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: 'private-ca', key: 'ca.crt' } });
  const { spec } = synthesizeOne('InfisicalSecret', (chart) => new SyncedSecret(chart, 'secret', { ...SYNC, host }));
  expect(spec.tls).toEqual({ caRef: { secretName: 'private-ca', secretNamespace: 'project', key: 'ca.crt' } });
});

describe('fails for a host that', () => {
  test.each([
    [
      'carries /api',
      'https://secrets.example.com/api',
      '[project/secret] the host "https://secrets.example.com/api" must be the base URL: write "https://secrets.example.com", "/api" is added where the operator needs it (H1)',
    ],
    [
      'goes on after /api',
      'https://secrets.example.com/api/v1',
      '[project/secret] the host "https://secrets.example.com/api/v1" must be the base URL: write "https://secrets.example.com", "/api" is added where the operator needs it (H1)',
    ],
    [
      'has no scheme',
      'secrets.example.com',
      '[project/secret] the host "secrets.example.com" is not a URL: write for example "https://secrets.example.com" (H3)',
    ],
    [
      'is not http(s)',
      'ftp://example.com',
      '[project/secret] the host "ftp://example.com" is not an http(s) URL: write for example "https://secrets.example.com" (H3)',
    ],
    [
      'has blanks',
      'https://my host',
      '[project/secret] the host "https://my host" contains blanks: write for example "https://secrets.example.com" (H3)',
    ],
    [
      'has a query',
      'https://example.com?x=1',
      '[project/secret] the host "https://example.com?***" has a query or a fragment: write "https://example.com" (H3)',
    ],
    [
      'carries credentials, and does not repeat them',
      'https://me:canary-value@example.com',
      '[project/secret] the host "https://***@example.com" carries credentials, which must never stand in a manifest: write for example "https://secrets.example.com" (H3)',
    ],
  ])('%s', (_, url, message) => {
    const host = InfisicalHost.selfHosted(url);
    expect(errorsOf((chart) => new SyncedSecret(chart, 'secret', { ...SYNC, host }))).toEqual([message]);
  });
});
