import { addressOf } from '../../lib/model/address';
import { isDuration, isNoDuration, secondsOf } from '../../lib/model/duration';
import { folderPath, folderText, isBelow } from '../../lib/model/folder';
import { baseUrl, canonicalHost, hostApi, isBaseUrl } from '../../lib/model/host';

describe('a host', () => {
  test.each(['https://x.example', 'https://x.example/', ' https://x.example/api', 'https://x.example/api//'])(
    '%j has one base URL, and one hostAPI',
    (url) => {
      expect(baseUrl(url)).toBe('https://x.example');
      expect(hostApi(baseUrl(url))).toBe('https://x.example/api');
    },
  );

  test('a path that only begins like /api is part of the base URL', () => {
    expect(baseUrl('https://x.example/apis')).toBe('https://x.example/apis');
    expect(isBaseUrl('https://x.example/apis')).toBe(true);
    expect(isBaseUrl('https://x.example/api/v1')).toBe(false);
    expect(hostApi('https://x.example/api/v1')).toBe('https://x.example/api');
  });

  test('what the network does not tell apart is one host', () => {
    const spellings = ['https://X.example:443/api', 'HTTPS://x.example/', 'https://x.example'];
    expect(new Set(spellings.map(canonicalHost))).toEqual(new Set(['https://x.example']));
    expect(canonicalHost('http://x.example')).not.toBe(canonicalHost('https://x.example'));
    expect(canonicalHost('no url')).toBe('no url');
  });
});

test('a folder has one path, and one text for messages', () => {
  expect(['', '/', 'a', '//a/', '/a//b/'].map(folderPath)).toEqual(['/', '/', '/a', '/a', '/a/b']);
  expect(folderText({ environment: 'prod' })).toBe('prod:/');
  expect([isBelow('/a/b', '/a'), isBelow('/ab', '/a'), isBelow('/a', '/'), isBelow('/a', '/a')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('an address tells objects apart that differ in kind, namespace or name', () => {
  expect(addressOf('Secret', { namespace: 'shop', name: 'api' })).toBe('Secret shop/api');
  expect(addressOf('Secret', { name: 'api' })).toBe('Secret /api');
});

test('a duration is one whole number and one unit', () => {
  expect(['5m', '1h', '2w', '1d', '90s'].map(secondsOf)).toEqual([300, 3600, 1_209_600, 86_400, 90]);
  expect(['', '5', '1h30m', '500ms', '-5m', '0m', 5, undefined].map(secondsOf)).toEqual(Array(8).fill(undefined));
  expect(['5m', '0m', '05m', '5 m'].map(isDuration)).toEqual([true, false, false, false]);
  expect(['0m', '00h', '0s', '5m'].map(isNoDuration)).toEqual([true, true, false, false]);
});
