import { baseUrl, hostPolicy, hostProblem } from '../../../cli/infisical-api/hosts';

describe('who gets the credential if nobody is named', () => {
  const policy = hostPolicy([], [], {});

  test.each(['https://app.infisical.com', 'https://us.infisical.com', 'https://eu.infisical.com'])('%s', (host) => {
    expect(hostProblem(host, policy)).toBeUndefined();
  });

  test.each([
    'http://app.infisical.com',
    'https://app.infisical.com:8443',
    'https://app.infisical.com.example.com',
    'https://xapp.infisical.com',
    'https://example.com/app.infisical.com',
    'https://example.com/?https://app.infisical.com',
    'https://app.infisical.com@example.com',
    'https://app.infisical.com\\@example.com',
    'https://app.infisical.com/other',
    'https://app.infisical.com\u3002example.com',
    'http://127.0.0.1:8080',
    'http://169.254.169.254',
    '//app.infisical.com',
    '',
  ])('not %s', (host) => {
    expect(hostProblem(host, policy)).toBeDefined();
  });
});

describe('who gets it if somebody is named', () => {
  test('is that one, wherever it is named, and no one else', () => {
    const named = 'https://secrets.example.com';
    for (const policy of [
      hostPolicy([named], [], {}),
      hostPolicy([], [], { INFISICAL_DOMAIN: named }),
      hostPolicy([], [`http://inside=${named}`], {}),
    ]) {
      expect(hostProblem(named, policy)).toBeUndefined();
      expect(hostProblem('https://app.infisical.com', policy)).toMatch(/which you did not/);
    }
  });

  test('counts with its path, but in whatever spelling', () => {
    const policy = hostPolicy(['https://Example.com:443/infisical/'], [], {});
    expect(hostProblem('https://example.com/infisical', policy)).toBeUndefined();
    expect(hostProblem('https://example.com/elsewhere', policy)).toBeDefined();
  });

  test('by --host, is not named by the environment too', () => {
    const policy = hostPolicy(['https://a.example.com'], [], { INFISICAL_DOMAIN: 'https://b.example.com' });
    expect(hostProblem('https://b.example.com', policy)).toBeDefined();
  });
});

test.each([
  ['https://x.example.com/', 'https://x.example.com'],
  ['https://x.example.com/api', 'https://x.example.com'],
  [' https://x.example.com/api// ', 'https://x.example.com'],
  ['https://x.example.com/infisical/api', 'https://x.example.com/infisical'],
])('the base URL of %s', (url, base) => {
  expect(baseUrl(url)).toBe(base);
});

describe('an address with a credential is refused without being repeated', () => {
  test.each([
    'https://u:canary@h',
    'https:/u:canary@h',
    'https:\\\\u:canary@h',
    'https:u:canary@h',
    'u:canary@127.0.0.1',
    '//u:canary@h',
    'https://canary@h',
    'https://h/?token=canary',
    'https://h/#canary',
    'https://u:can%zzary:canary@h',
    'https://u:canary@h:port',
    ' https://u:canary@h/api/ ',
  ])('%s', (url) => {
    const messages = [
      () => hostPolicy([url], [], {}),
      () => hostPolicy([], [], { INFISICAL_DOMAIN: url }),
      () => hostPolicy([], [], { INFISICAL_API_URL: url }),
      () => hostPolicy([], [`https://a.example=${url}`], {}),
      () => hostPolicy([], [url], {}),
    ].map(messageOf);
    for (const message of [...messages, hostProblem(url, hostPolicy([], [], {})) ?? '']) {
      expect(message).toMatch(/host|--host-map/);
      expect(message).not.toContain('canary');
    }
  });

  function messageOf(make: () => unknown): string {
    try {
      make();
    } catch (error) {
      return (error as Error).message;
    }
    return 'there is no error';
  }
});
