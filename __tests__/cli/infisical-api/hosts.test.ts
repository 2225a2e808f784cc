import { addressFromHere, hostPolicy, hostProblem } from '../../../cli/infisical-api/hosts';
import { baseUrl } from '../../../lib/model/host';

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

describe('who gets it if the configuration names hosts', () => {
  const OWN = 'https://secrets.example.com';
  const INSIDE = 'http://infisical.infisical.svc';
  const committed = { hosts: [{ url: `${OWN}/api`, aliases: [`${INSIDE}/`], authorities: ['PEM'] }] };

  test.each([
    [INSIDE, OWN],
    ['http://Infisical.infisical.svc:80', OWN],
    ['http://infisical.infisical.svc/', OWN],
    ['http://infisical.infisical.svc:8080', 'http://infisical.infisical.svc:8080'],
    ['http://infisical.infisical.svc/other', 'http://infisical.infisical.svc/other'],
    ['http://infisical.infisical.svc.', 'http://infisical.infisical.svc.'],
    ['no url', 'no url'],
  ])('and manifests have %s, %s is asked', (host, asked) => {
    expect(addressFromHere(host, hostPolicy([], [], {}, committed))).toBe(asked);
  });

  test('a flag for another spelling of an alias comes before it', () => {
    const map = ['http://INFISICAL.infisical.svc=https://other.example.com'];
    const policy = hostPolicy([OWN], map, {}, committed);
    expect(addressFromHere(INSIDE, policy)).toBe('https://other.example.com');
  });

  test('and nobody knows which of them count, is nobody, not even Infisical Cloud', () => {
    const refused = { addresses: [OWN], why: 'this is a pull request' };
    const policy = hostPolicy([], [], {}, { hosts: [], refused, isUnknown: true });
    expect(hostProblem(OWN, policy)).toMatch(/stands in cdk8s-infisical.yaml, but this is a pull request/);
    expect(hostProblem('https://app.infisical.com', policy)).toBe(
      'the hosts of cdk8s-infisical.yaml do not count: this is a pull request. No credential was sent to https://app.infisical.com; if it is yours, add --host https://app.infisical.com',
    );
    const named = hostPolicy([OWN], [], {}, { hosts: [], refused, isUnknown: true });
    expect(hostProblem(OWN, named)).toBeUndefined();
  });

  test('are these, and no one else, under each of their names', () => {
    const policy = hostPolicy([], [], {}, committed);
    expect(hostProblem(OWN, policy)).toBeUndefined();
    expect(hostProblem('https://app.infisical.com', policy)).toMatch(/which you did not/);
    expect(policy).toMatchObject({ assumed: OWN, addresses: new Map([[INSIDE, OWN]]) });
    expect(policy.authorities).toEqual(new Map([[OWN, ['PEM']]]));
  });

  test('is the one that a flag or a variable names: the configuration adds none, and vouches for none', () => {
    for (const policy of [
      hostPolicy(['https://a.example.com'], [], {}, committed),
      hostPolicy([], ['http://inside=https://a.example.com'], {}, committed),
      hostPolicy([], [], { INFISICAL_DOMAIN: 'https://a.example.com' }, committed),
    ]) {
      expect(hostProblem(OWN, policy)).toMatch(/which you did not/);
      expect([...policy.addresses.values()]).not.toContain(OWN);
      expect(policy.authorities).toEqual(new Map());
    }
  });

  test('keeps its aliases and its authority where both name it', () => {
    const policy = hostPolicy(['https://SECRETS.example.com:443'], [], {}, committed);
    expect(policy.addresses).toEqual(new Map([[INSIDE, OWN]]));
    expect(policy.authorities).toEqual(new Map([[OWN, ['PEM']]]));
  });

  test('is nobody whom the configuration names in vain, which is said', () => {
    const policy = hostPolicy([], [], {}, { hosts: [], refused: { addresses: [OWN, INSIDE], why: 'it is new' } });
    expect(hostProblem(OWN, policy)).toBe(
      `the host ${OWN} stands in cdk8s-infisical.yaml, but it is new. No credential was sent to it; if it is yours, add --host ${OWN}`,
    );
    expect(hostProblem(INSIDE, policy)).toMatch(/stands in cdk8s-infisical\.yaml/);
    expect(hostProblem('https://b.example.com', policy)).toMatch(/which you did not/);
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
