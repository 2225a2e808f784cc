import { readCompose } from '../../../cli/migrate-compose/read-compose';

const fileOf = (service: string, rest = '') =>
  readCompose(`services:\n  web:\n${service.replaceAll(/^/gm, '    ')}\n  redis: { image: redis }\n${rest}`, 'c.yaml');
const only = (service: string, rest = '') => fileOf(service, rest).services[0];
const variables = (environment: string) => {
  const { keys, env, written } = only(`image: web\nenvironment:\n${environment.replaceAll(/^/gm, '  ')}`);
  return {
    ...(Object.keys(keys).length > 0 && { keys }),
    ...(Object.keys(env).length > 0 && { env }),
    ...(written.length > 0 && { written }),
  };
};

describe('what cannot be a secret stays plain', () => {
  test.each([
    ['TZ: Europe/Berlin', 'Europe/Berlin'],
    ['NODE_PATH: /app/node_modules', '/app/node_modules'],
    ['JWT_SECRET_FILE: /run/secrets/jwt', '/run/secrets/jwt'],
    ['REDIS_URL: redis://redis:6379', 'redis://redis:6379'],
    ['REDIS_URL: redis://redis:6379/0', 'redis://redis:6379/0'],
    ['SITE_URL: http://localhost:8081', 'http://localhost:8081'],
    ['API_URL: https://api.example.com/v1', 'https://api.example.com/v1'],
    ['ORIGINS: http://localhost:3000,http://localhost:8080', 'http://localhost:3000,http://localhost:8080'],
    ['DB_HOST: redis', 'redis'],
    ['SMTP_HOST: smtp.example.com', 'smtp.example.com'],
    ['KAFKA_BROKERS: kafka:9092', 'kafka:9092'],
    ['HTTP_PROXY: ""', ''],
    ['DB_PASSWORD: ""', ''],
    ['VERSION: "1.10"', '1.10'],
    ['DEBUG: "true"', 'true'],
    ['PORT: 3000', '3000'],
    ['TOKEN_TTL: 15m', '15m'],
    ['COOKIE_SECURE: "false"', 'false'],
    ['POSTGRES_DB: orders', 'orders'],
    ['LOG_LEVEL: ${LOG_LEVEL:-info}', 'info'],
    ['discovery.type: single-node', 'single-node'],
    ['xpack.security.enabled: "false"', 'false'],
    ['AWS_REGION: eu-central-1', 'eu-central-1'],
    ['NODE_OPTIONS: --max-old-space-size=4096', '--max-old-space-size=4096'],
    ['JAVA_OPTS: -Xms512m -Xmx1g', '-Xms512m -Xmx1g'],
    ['JWT_ALGORITHM: HS256', 'HS256'],
    ['CACHE_TTL: 1h30m', '1h30m'],
    ['DATABASE_URL: postgres://redis:5432/orders?sslmode=disable', 'postgres://redis:5432/orders?sslmode=disable'],
    ['CRON_SCHEDULE: "*/5 * * * *"', '*/5 * * * *'],
    ['SSL_CERT_FILE: /etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs/ca-certificates.crt'],
    ['VERSION: 1.50', '1.5'],
    ['DEBUG: True', 'true'],
    ['PORT: ${WEB_PORT-3000}', '3000'],
    ['URL: http://${HOST:-localhost}:${PORT:-3000}', 'http://localhost:3000'],
    ['LEVEL: ${A:-${B:-debug}}', 'debug'],
  ])('%s', (line, value) => {
    expect(variables(line)).toEqual({ env: { [line.split(':')[0]]: value } });
  });
});

describe('what can be one is a key', () => {
  test.each([
    ['TOKEN:', 'TOKEN', undefined],
    ['DB_PASSWORD: ${DB_PASSWORD}', 'DB_PASSWORD', undefined],
    ['DB_PASSWORD: $PW', 'PW', undefined],
    ['DB_PASSWORD: ${PW:?say it}', 'PW', undefined],
    ['DB_PASSWORD: ${PW?}', 'PW', undefined],
    ['LOG_LEVEL: ${LOG_LEVEL}', 'LOG_LEVEL', undefined],
    [
      'DB_PASSWORD: ${PW:-hunter2PW}',
      'PW',
      'DB_PASSWORD has a default that is not repeated: put a value into Infisical',
    ],
    ['LEVEL: ${API_TOKEN:-info}', 'API_TOKEN', expect.stringContaining('not repeated')],
    ['EXTRA: ${EXTRA:-}', 'EXTRA', expect.stringContaining('nothing by default')],
  ])('%s', (line, key, note) => {
    const variable = line.split(':')[0];
    expect(variables(line)).toEqual({ keys: { [variable]: key } });
    const { findings } = only(
      `image: web\nenvironment: { ${line.includes('{') ? line.replace(/: (.*)$/, ': "$1"') : line} }`,
    );
    expect(findings.map(({ message }) => message)).toEqual(note === undefined ? [] : [note]);
  });

  test.each([
    ['DSN: postgres://u:hunter2PW@db/x', 'stands in the file: put it into Infisical'],
    ['DSN: postgres://u:${PW}@db/x', 'is put together of variables and text: put all of it into Infisical'],
    ['FLAGS: ${A:+hunter2PW}', 'depends on whether a variable is there'],
    ['PASSWORD: pa$$word', 'stands in the file: put it into Infisical'],
    ['PASSWORD: ${', 'is none for compose'],
    ['TZ: hunter2PW', 'stands in the file'],
    ['NODE_PATH: /app/hunter2PW', 'stands in the file'],
    ['SITE_URL: https://hooks.slack.com/services/T00000000/B00000000/hunter2PW', 'stands in the file'],
    ['SITE_URL: https://example.com/?key=hunter2PW', 'stands in the file'],
    ['DB_PASSWORD: "12"', 'stands in the file'],
    ['SECRET_FILE: /run/secrets/hunter2PW', 'stands in the file'],
  ])('%s is to be put into Infisical', (line, message) => {
    const [variable] = line.split(':');
    const text = `image: web\nenvironment:\n  ${line}`;
    expect(only(text)).toMatchObject({ keys: {}, env: {}, written: [variable] });
    expect(only(text).findings.map((finding) => finding.message)).toEqual([expect.stringContaining(message)]);
    expect(JSON.stringify(fileOf(text))).not.toContain('hunter2PW');
  });
});

describe('secrets of compose', () => {
  const SECRETS = 'secrets: { pw: { environment: DB_PASSWORD }, file: { file: ./hunter2PW }, ext: { external: true } }';

  test('are files with keys', () => {
    const { files, findings } = only(
      'image: web\nsecrets: [pw, { source: pw, target: db_pw }, { source: pw, target: /etc/app/pw, mode: 0400 }]',
      SECRETS,
    );
    expect(files).toEqual({
      '/run/secrets/pw': 'DB_PASSWORD',
      '/run/secrets/db_pw': 'DB_PASSWORD',
      '/etc/app/pw': 'DB_PASSWORD',
    });
    expect(findings.map(({ message }) => message)).toEqual([expect.stringMatching(/^left out: mode of a secret/)]);
  });

  test('from a file, from elsewhere, or that are nowhere, are left out with their place', () => {
    const read = fileOf('image: web\nsecrets: [file, ext, gone]', SECRETS);
    expect(read.services[0].files).toEqual({});
    expect(read.services[0].findings.map(({ place, message }) => [place.column, message])).toEqual([
      [15, expect.stringContaining('comes from a file or from elsewhere')],
      [21, expect.stringContaining('comes from a file or from elsewhere')],
      [26, expect.stringContaining('there is no secret of this name')],
    ]);
    expect(read.findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('a secret from a file is left out'),
      expect.stringContaining('a secret that something else than compose has made is left out'),
    ]);
    expect(JSON.stringify(read)).not.toContain('hunter2PW');
  });
});
