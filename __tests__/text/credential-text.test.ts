import fc from 'fast-check';
import {
  looksLikeCredential,
  namesCredential,
  withoutCredentials,
  withoutCredentialsIn,
} from '../../lib/text/credential-text';
import { codePoints } from '../code-points';

const SECRET = 'hunter2PW';

/** Every form in which people write a URL with something in it that nobody else may read. */
const URLS = [
  'https://u:hunter2PW@h/x',
  'https:/u:hunter2PW@h',
  'https:\\\\u:hunter2PW@h',
  'https:u:hunter2PW@h',
  'HTTPS://U:hunter2PW@H',
  'https://hunter2PW@h',
  'https://hunter2PW:@h',
  'https://u:hunter2PW@[::1]:8080/',
  'https://u:hun/hunter2PW@h',
  'https://u:123/hunter2PW@h',
  'https://u:p?hunter2PW@h',
  'https://u:p#hunter2PW@h',
  'https://u:p@hunter2PW@h',
  'https://u:"hunter2PW@h',
  "https://u:'hunter2PW@h",
  'https://u:<hunter2PW>@h',
  'https://u:hunter2PW%40h/',
  'https://u%3Ahunter2PW%40h/',
  'https%3A%2F%2Fu%3Ahunter2PW%40h',
  'u:hunter2PW@h',
  'u:hunter2PW@127.0.0.1',
  'u:hunter2PW@[::1]',
  'u:p/hunter2PW@h',
  'u:123/hunter2PW@h',
  'u:hunter2PW@ünïcode.example',
  'u:hunter2PW@-h',
  'u:hunter2PW@${HOST}',
  'https://u:hunter2PW@',
  'https://u:hunter2PW@@h',
  'postgres://u:hunter2PW@$HOST/x',
  'u:hunter2PW@',
  'u:hunter2PW@h:/***@h',
  'u:hunter2PW@h,https://packages.example.com/@scope',
  'https://u:hunter2PW@h,https://packages.example.com/@scope',
  '//u:hunter2PW@h',
  '//hunter2PW@h/x',
  '\\\\u:hunter2PW@h',
  'postgres://u:hunter2PW@db:5432/shop?sslmode=require',
  'redis://:hunter2PW@cache:6379/0',
  'mongodb+srv://u:hunter2PW@a,b/x',
  'git+https://hunter2PW@h/r.git',
  'https://h/?token=hunter2PW',
  'https://h?hunter2PW',
  'https://h/#access_token=hunter2PW',
  'https://h/x;password=hunter2PW',
  'https://h/ghp_hunter2PWhunter2PWhunter2PW',
  'https://hooks.slack.com/services/T00000000/B00000000/aB1cD2hunter2PWiJ5kL6mN7',
  'https://h/eyJhbGciOiJIUzI1.hunter2PW00000',
];

const SENTENCES = [
  ...['%', 'the host "%" is no URL', '(%)', '--host=%, again', "'%'", '<%>', '%: cannot be reached', 'a % b %'],
];

describe.each(URLS)('%s', (url) => {
  test('shows nothing of it', () => {
    expect(withoutCredentials(url)).not.toContain(SECRET);
  });

  test('in a sentence neither', () => {
    const shown = SENTENCES.map((sentence) => withoutCredentialsIn(sentence.replaceAll('%', () => url)));
    expect(shown.filter((sentence) => sentence.includes(SECRET))).toEqual([]);
  });

  test('is cut once, and not again', () => {
    expect(withoutCredentials(withoutCredentials(url))).toBe(withoutCredentials(url));
    expect(withoutCredentialsIn(withoutCredentialsIn(url))).toBe(withoutCredentialsIn(url));
  });
});

test.each([
  ['https://u:p@secrets.example.com:8443/infisical', 'https://***@secrets.example.com:8443/infisical'],
  ['https:/u:p@h', 'https:/***@h'],
  ['u:p@h', '***@h'],
  ['https://h/x?a=b#c', 'https://h/x?***'],
  ['https://h/x#c', 'https://h/x#***'],
])('what is no credential stays to be recognized: %s', (url, shown) => {
  expect(withoutCredentials(url)).toBe(shown);
});

test.each([
  ['the host "https://u:p@h" is odd', 'the host "https://***@h" is odd'],
  ['see https://h/x?a=b.', 'see https://h/x?***.'],
  ['--host-map https://u:p@a=https://b', '--host-map https://***@a=https://b'],
])('the sentence around it stays: %s', (sentence, shown) => {
  expect(withoutCredentialsIn(sentence)).toBe(shown);
});

/** What looks alike, and is none. */
const HARMLESS = [
  `postgres:16@sha256:${'0a'.repeat(32)}`,
  `registry.example.com:5000/team/app:1.2@sha256:${'0a'.repeat(32)}`,
  `images.example.com/team/app@sha256:${'0a'.repeat(32)}`,
  `images.example.com:5000/team/app:1.2@sha256:${'0a'.repeat(6)}…`,
  'registry.example.com:5000/team/app:1.2',
  '@scope/name@1.2.3',
  'node_modules/@scope/name/index.js',
  'https://packages.example.com/@scope/name',
  'localhost:3000/@scope/name',
  '/data/bin:/data/cli/@google/cli/node_modules/.bin:/usr/bin',
  './bin:~/node_modules/@scope/a:/opt/@scope',
  '/data/bin:/data/cli:/data/cli/@scope/cli/.bin:/usr/bin:/opt/node_modules/.bin:/bin',
  "--query Contents[?Key=='a'].Size",
  'node ALL=(ALL) NOPASSWD: ALL',
  "'maxTokens': 65536,",
  '"max_tokens": 4096}',
  'https://secrets.example.com:8443/infisical',
  'http://[::1]:8080/api',
  'https://h/6f1c2d7e-0000-4000-8000-000000000002/secrets',
  'team-payments@example.com',
  'Jane Doe <jane@example.com>',
  'mailto:jane@example.com',
  'git@github.com:org/repo.git',
  'prod:/api',
  'dist/prod/shop.k8s.yaml:12:5: asks @team to look',
  'std::string',
  'is it https://secrets.example.com?',
  'see docs/check.md#keys',
  '12:30',
  'C:\\Users\\somebody',
  'argocd.argoproj.io/sync-wave',
  'Basic authentication in front of it',
  'Token validation service',
  'global-payments-processor',
  'glass-ingress-controller',
  'sk-frontend-production-eu1',
  'xapp-frontend',
  'npm_config_update_notifier',
  'MyVeryLongClassName2ForHandlers',
  'oAuth2ClientIdV2ForS3Bucket',
  'myS3BucketV2AwsRegion1',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  `sha256-${'0a'.repeat(32)}`,
  'token: ""',
  'password = true',
];

test.each(HARMLESS)('%s is no credential', (text) => {
  expect(withoutCredentialsIn(text)).toBe(text);
  expect(looksLikeCredential(text)).toBe(false);
});

test('another cdk8s-plus under the name of the peer is no user with a password', () => {
  for (const alias of ['npm:cdk8s-plus-34@2.0.54', '"npm:cdk8s-plus-33@^2.5.57"']) {
    expect(looksLikeCredential(alias)).toBe(false);
    expect(withoutCredentialsIn(alias)).toBe(alias);
  }
  for (const other of ['npm:cdk8s-plus-34@db.example.com', 'npm:hunter2@2.0.54', 'npm:cdk8s-plus-34@2.0.54.1']) {
    expect(looksLikeCredential(other)).toBe(true);
  }
});

test('the user of git over ssh is everybody', () => {
  expect(looksLikeCredential('ssh://git@github.com/org/repo.git')).toBe(false);
  expect(looksLikeCredential('ssh://git:p@github.com/org/repo.git')).toBe(true);
});

describe('a value looks like a credential', () => {
  test.each([
    'postgres://u:hunter2@h/d',
    'u:hunter2@h',
    'https://hunter2@h',
    'Bearer hunter2PW',
    'Authorization: Basic dXNlcjpwYXNzd29yZA==',
    'redis-server --requirepass=hunter2 password=hunter2',
    'sh -c "DB_PASSWORD=hunter2 run"',
    'AccountKey=x;SharedAccessSecret=hunter2',
    'ghp_0123456789abcdefghij',
    'glpat-0123456789abcdefghij',
    'AKIAIOSFODNN7EXAMPLE',
    'xoxb-12345678-abcdef',
    'st.0a0a0a0a-0a0a.0a0a0a0a.x',
    'hvs.CAESIJ0123456789abcd',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x',
    '-----BEGIN RSA PRIVATE KEY-----\nMII',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----\nMII',
    '{"type":"service_account","private_key":"hunter2"}',
    'AccountName=a;AccountKey=hunter2==;',
    'https://a.blob.core.windows.net/c?sv=1&sig=hunter2',
    'user=u;pw=hunter2',
    'tokens: 65536a',
    'token: 65536',
    'password=/hunter2',
    'password=/hunter2/pw',
    'https://h/?key=hunter2',
    'k8Q/vT2nLx0+ZbR7mHw4Jc9PdYs3UaFe1GoK5qNi',
    'Zq3Xk9Lm2Vt8Rb5Nw7Yc',
  ])('%s', (value) => {
    expect(looksLikeCredential(value)).toBe(true);
  });

  test.each([
    ['revoke ghp_0123456789abcdefghij, now', 'revoke ***, now'],
    ['"Bearer hunter2PW" is no name', '"***" is no name'],
    ['a\n-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\nb', 'a\n***\nb'],
    ['the path "/a?password=hunter2" is odd', 'the path "/a?password=***" is odd'],
    ['the name "password: hunter2 x" is odd', 'the name "password: ***" is odd'],
    ['the name \'{"password":"hunter2"}\' is odd', 'the name \'{"password":"***"}\' is odd'],
    ['needs the key "token": write it', 'needs the key "token": write it'],
    ['the variable TOKEN=$TOKEN', 'the variable TOKEN=$TOKEN'],
  ])('and is cut out of a sentence: %s', (sentence, shown) => {
    expect(withoutCredentialsIn(sentence)).toBe(shown);
    expect(withoutCredentialsIn(shown)).toBe(shown);
  });

  test.each(['', 'info', '8080', 'true', 'nginx:1.27', '/var/run/app.sock', 'https://example.com/login', 'a@b', 'key'])(
    'not %s',
    (value) => {
      expect(looksLikeCredential(value)).toBe(false);
    },
  );
});

describe('a name promises a credential', () => {
  test.each([
    ...['DB_PASSWORD', 'PGPASSWORD', 'REDIS_PASS', 'MYSQL_PWD', 'apiKey', 'APIKey', 'DBPassword', 'clientSecret'],
    ...['x-auth-token', 'jwt', 'SESSION_COOKIE', 'tls.key', 'connectionString', 'SENTRY_DSN', 'GITHUB_TOKEN'],
    ...['DB_CREDS', 'GITHUB_PAT', 'SEED_PHRASE', 'DBPW', 'PASS_KEY'],
  ])('%s', (name) => {
    expect(namesCredential(name)).toBe(true);
  });

  test.each(['PORT', 'KEYBOARD', 'MONKEY', 'TOKENIZER', 'AUTHOR', 'PASSENGER', 'COMPASS', 'PINNED', 'LOG_LEVEL'])(
    'not %s',
    (name) => {
      expect(namesCredential(name)).toBe(false);
    },
  );
});

describe('whatever the password is', () => {
  const password = codePoints({ minLength: 1, maxLength: 20 }).map((text) => `${text}${SECRET}`);

  test('nothing of it is left of a URL', () => {
    fc.assert(
      fc.property(password, fc.constantFrom('https://', 'https:/', 'https:\\\\', '//', ''), (secret, scheme) => {
        expect(withoutCredentials(`${scheme}u:${secret}@h`)).not.toContain(SECRET);
      }),
      { seed: 1 },
    );
  });

  test('of one without blanks nothing is left in a sentence', () => {
    fc.assert(
      fc.property(password, fc.constantFrom('https://', 'https:/', 'https:\\\\', '//'), (secret, scheme) => {
        const url = `${scheme}u:${secret.replaceAll(/\s/g, '')}@h`;
        expect(withoutCredentialsIn(`it is ${url} today`)).not.toContain(SECRET);
      }),
      { seed: 1 },
    );
  });

  test.each([
    'a:/',
    'a',
    ':',
    '@',
    '/',
    '%3a',
    'a@',
    'x?',
    '%',
    'https',
    '\\',
    '"',
    '?.',
    'Basic ',
    'pass',
    'eyJ-',
    'SG.',
    'token=',
    '-----BEGIN PRIVATE KEY-----',
  ])('a long text of %j is read in one go', (part) => {
    const long = `${part.repeat(40_000 / part.length)}@x`;
    expect(withoutCredentialsIn(long).length).toBeLessThanOrEqual(long.length + 3);
    expect(withoutCredentials(long).length).toBeLessThanOrEqual(long.length + 3);
    expect([true, false]).toContain(looksLikeCredential(long));
  });
});
