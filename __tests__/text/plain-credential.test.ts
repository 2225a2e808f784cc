import { credentialsIn } from '../../cli/credentials/credentials-in';
import type { Manifest } from '../../lib/model/manifest';
import { hasPlainCredential, isFlaggedCredential, isPlainCredential } from '../../lib/text/plain-credential';

/** None of these is a credential of anybody: they are made up, in the forms that are found. */
const OPAQUE = '0123456789abcdef0123456789abcdef01234567';
const BASE64 = 'kJ8sN2pQ7vX1zR4tY6wB9cD3fG5hL0mA';
const join = (...parts: string[]) => parts.join('');
const GITHUB = join('ghp', '_', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8');

/** Whoever puts these into a manifest shall be told. */
const CREDENTIALS: readonly [name: string, value: string][] = [
  ['SUPERUSER_API_TOKEN', OPAQUE],
  ['DB_PASSWORD', 'hunter2'],
  ['POSTGRES_PASSWORD', 'postgres'],
  ['MYSQL_ROOT_PASSWORD', 'S3cret!'],
  ['PGPASSWORD', '1234'],
  ['REDIS_PASS', 'p4ssw0rd-of-redis-7'],
  ['ADMIN_PWD', 'Admin.2024'],
  ['MINIO_ROOT_PASSWORD', 'minio123'],
  ['RABBITMQ_DEFAULT_PASS', BASE64],
  ['KEYCLOAK_ADMIN_PASSWORD', 'admin'],
  ['JWT_SECRET', BASE64],
  ['NEXTAUTH_SECRET', 'Dm3kf93/fkA='],
  ['SESSION_SECRET', 'keyboard cat'],
  ['SECRET_KEY_BASE', OPAQUE],
  ['DJANGO_SECRET_KEY', 'django-insecure-4#x'],
  ['APP_KEY', `base64:${BASE64}`],
  ['API_KEY', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['STRIPE_SECRET_KEY', join('sk', '_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
  ['GITHUB_TOKEN', GITHUB],
  ['SOMETHING', GITHUB],
  ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['AWS_ACCESS_KEY_ID', join('AKIA', 'IOSFODNN7EXAMPLE')],
  ['DATABASE_URL', 'postgres://shop:hunter2@db:5432/shop'],
  ['SPRING_DATASOURCE_URL', 'jdbc:postgresql://db/shop?user=shop&password=hunter2'],
  ['REDIS_URL', 'redis://:hunter2@redis:6379/0'],
  ['AMQP_URL', 'amqp://guest:guest@rabbitmq'],
  ['MONGODB_URI', 'mongodb+srv://u:hunter2@cluster.example.com/shop'],
  ['ConnectionStrings__Default', 'Server=db;Database=shop;User Id=sa;Password=hunter2;'],
  ['SLACK_WEBHOOK_URL', join('https://hooks.slack.com', '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX')],
  ['TLS_KEY', join('-----BEGIN ', 'PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----')],
  ['SMTP_PASSWORD', 'hunter2'],
  ['ENCRYPTION_KEY', OPAQUE],
  ['OAUTH_CLIENT_SECRET', 'GOCSPX-abcdefghijklmn'],
  ['LICENSE_KEY', 'ABCD-1234-EFGH-5678'],
  ['SEQ_API_KEY', 'aZ4kd93jfk'],
  ['JAVA_OPTS', '-Xmx1g -Dspring.datasource.password=hunter2'],
  ['SERVICE_ACCOUNT_JSON', '{"type":"service_account","private_key_id":"x","password":"hunter2"}'],
  ['clientSecret', 'hunter2'],
  ['dbPassword', 'hunter2'],
  ['WIREGUARD_PRIVATE_KEY', 'yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk='],
  ['ADMIN_PASSWORD_HASH', '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'],
  ['STORAGE_CONNECTION_STRING', `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${BASE64}==`],
  // A placeholder is no secret, but it is what the pod then has: a password that everybody knows.
  ['DB_PASSWORD', 'changeme'],
  ['API_TOKEN', '<your-token>'],
  ['SECRET_KEY', 'replace-me'],
  ['ADMIN_PASSWORD', 'CHANGE_ME_PLEASE'],
];

/** Of these nobody needs to be told. */
const NONE: readonly [name: string, value: string][] = [
  ['MYSQL_ALLOW_EMPTY_PASSWORD', '1'],
  ['input_cost_per_token_cached', '0.00000013'],
  ['credential-volume', 'spec: {}'],
  ['credentials', '|'],
  ['GIT_ASKPASS', 'true git push'],
  ['SPANNER_CONNECTION_STRING', 'projects/shop/instances/main/databases/orders'],
  ['api_key', '!env SONARR_API_KEY'],
  ['SECRET_RESPONSE', '$(wget -qO- --timeout=10 \\'],
  ['custom_secrets', '[]'],
  ['key1', 'value1'],
  ['body', 'key1=value1&key2=value2'],
  ['key', '<key>'],
  ['CLIENT_SECRET', 'shop-s3-credentials'],
  ['PASSWORD_FILE', '/run/secrets/x'],
  ['POSTGRES_PASSWORD_FILE', '/run/secrets/postgres'],
  ['TOKEN_URL', 'https://login.example.com/oauth/token'],
  ['API_KEY_HEADER', 'X-Api-Key'],
  ['SECRET_NAME', 'api'],
  ['DB_PASSWORD', '$(OTHER)'],
  ['DB_PASSWORD', '${DB_PASSWORD}'],
  ['DB_PASSWORD', '{{ .Values.password }}'],
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', ' '],
  ['PASSWORD', 'true'],
  ['PASSWORD_LOGIN', 'false'],
  ['DATABASE_URL', 'postgres://$(USER):$(PASSWORD)@db/shop'],
  ['DATABASE_URL', 'postgres://db:5432/shop'],
  ['REDIS_URL', 'redis://:$(REDIS_PASSWORD)@redis:6379'],
  ['REDIS_URL', 'redis://redis:6379'],
  ['TOKEN_TTL', '3600'],
  ['TOKEN_EXPIRES_IN', '7d'],
  ['JWT_EXPIRATION', '15m'],
  ['ACCESS_TOKEN_LIFETIME', '30m'],
  ['MAX_TOKENS', '4096'],
  ['OPENAI_MAX_TOKEN', '4096'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['PASSWORD_REGEX', '^(?=.*[A-Z]).{8,}$'],
  ['PASSWORD_RESET_FROM', 'noreply@example.com'],
  ['PASSWORD_ENCODER', 'bcrypt'],
  ['SALT_ROUNDS', '12'],
  ['BCRYPT_ROUNDS', '12'],
  ['JWT_ALGORITHM', 'RS256'],
  ['JWT_ISSUER', 'https://login.example.com'],
  ['JWT_AUDIENCE', 'shop'],
  ['JWT_PUBLIC_KEY', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo'],
  ['TLS_CERT', '/etc/tls/tls.crt'],
  ['TLS_KEY', '/etc/tls/tls.key'],
  ['TLS_SECRET', 'shop-tls'],
  ['IMAGE_PULL_SECRET', 'regcred'],
  ['EXISTING_SECRET', 'api'],
  ['SESSION_DRIVER', 'redis'],
  ['SESSION_COOKIE', 'shop_session'],
  ['COOKIE_DOMAIN', '.example.com'],
  ['AUTH', 'basic'],
  ['AUTH_TYPE', 'oauth2'],
  ['AUTH_SERVER', 'keycloak.example.com'],
  ['AUTH0_CLIENT_ID', 'aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW'],
  ['GOOGLE_CLIENT_ID', '1234567890-abc.apps.googleusercontent.com'],
  ['KEYCLOAK_URL', 'https://keycloak.example.com'],
  ['ROUTING_KEY', 'orders.created.v1'],
  ['PARTITION_KEY', 'customerId'],
  ['CACHE_KEY', 'shop:prices:v12'],
  ['S3_OBJECT_KEY', 'backups/2026/dump.sql'],
  ['SESSION_KEY', 'user'],
  ['TOKEN_KEY', 'access_token'],
  ['DB_PASSWORD_KEY', 'db-password'],
  ['NEXT_PUBLIC_API_KEY', 'AbCdEf123456'],
  ['VITE_STRIPE_PUBLISHABLE_KEY', join('pk', '_live_', '51AbCdEfGhIjKlMn')],
  ['RECAPTCHA_SITE_KEY', '6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI'],
  ['SENTRY_DSN', 'https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/42'],
  ['GIT_SHA', OPAQUE],
  ['BUILD_VERSION', 'v1.24.3-rc1'],
  ['IMAGE', `shop@sha256:${'0123456789abcdef'.repeat(4)}`],
  ['SSH_AUTH_SOCK', '/tmp/agent.sock'],
  ['COMPASS_HOST', 'compass.example.com'],
  ['BYPASS_AUTH', 'true'],
  ['PASS_THROUGH', 'x-request-id'],
  ['TOKENIZERS_PARALLELISM', 'false'],
  ['SECRETS_PROVIDER', 'infisical'],
  ['SECRET_BACKEND', 'vault'],
  ['VAULT_ADDR', 'https://vault:8200'],
  ['VAULT_TOKEN_PATH', '/var/run/vault/token'],
  ['TOKEN_CLAIM', 'sub'],
  ['PASSWORD_COLUMN', 'pw_hash'],
  ['GITHUB_SCOPES', 'repo,token:read'],
  ['LOG_FORMAT', 'token=%s user=%s'],
  ['LOG_REDACT', 'password,token,secret'],
  ['OTEL_RESOURCE_ATTRIBUTES', 'service.name=shop,deployment.environment=prod'],
  ['ALLOWED_HEADERS', 'Authorization,X-Api-Key'],
  ['AUTHENTICATION_BACKENDS', 'django.contrib.auth.backends.ModelBackend'],
  ['TOKEN_ENDPOINT', '/oauth/token'],
  ['SMTP_FROM', 'Shop <shop@example.com>'],
  ['KEY_PREFIX', 'shop'],
  ['ANALYTICS_ID', 'G-ABCDEF1234'],
  ['SECRET_ROTATION_DAYS', '30'],
];

/** Lines of programs, in which much is called like a credential. */
const WORDS_OF_COMMANDS: readonly [words: string, isCredential: boolean][] = [
  ['--requirepass hunter2', true],
  ['redis-server --masterauth "hunter2"', true],
  ['API_KEY=aZ4kd93jfk deploy', true],
  [`{"url":"postgres://shop:hunter2@db/shop"}`, true],
  ['SECRET=backup-s3-credentials', false],
  ['ACCESS_KEY=$(kubectl get secret s3 -n shop \\', false],
  ['KEY_CONTENT=`kubectl get secret s3`', false],
  ['echo "curl -u elastic:\\$ELASTIC_PASSWORD \\\\"', false],
  ['createdb --no-password \\', false],
  ['password_encryption=scram-sha-256', false],
  ['--secret-field-selector=type!=kubernetes.io/dockercfg', false],
  ['--registryCredentialHelpers=default,google', false],
  ['aws s3api delete-object --key .selftest', false],
  [`--connectionString=user=postgres password='$(PASS)' dbname='shop'`, false],
  [`--connectionString=user=postgres password=hunter2x dbname=shop`, true],
  ['mysqladmin ping -u root -p$${ROOT_PWD}', false],
  ['mysqladmin ping -u root -p"$${ROOT_PWD}"', false],
  ['mysqladmin ping -u root -p$$ROOT_PWD', false],
  ['mysqladmin ping -u root --password=$$(cat /run/secrets/pwd)', false],
  ['mysqladmin ping -u root -p$$uper$ecret', true],
  ['{"user":"%s","password_hash":"%s","write":"^(celery|celery@worker-[0-9]+)$"}', false],
  ['{"timeFieldName":"@timestamp"}', false],
  ['- email:jo@example.com', false],
];

/** A flag, and the word behind it. */
const FLAGS: readonly [flag: string, word: string, isCredential: boolean][] = [
  ['password', 'hunter2', true],
  ['requirepass', 'hunter2', true],
  ['password', '$(TOKEN)', false],
  ['c', 'password_encryption=scram-sha-256', false],
  ['key', '/tls/tls.key', false],
];

describe('a credential in plain text', () => {
  test.each(CREDENTIALS)('is %s=%s', (name, value) => {
    expect(isPlainCredential(name, value)).toBe(true);
  });

  test.each(NONE)('is not %s=%s', (name, value) => {
    expect(isPlainCredential(name, value)).toBe(false);
  });

  test.each(WORDS_OF_COMMANDS)('in the words of a command: %s is %s', (words, isCredential) => {
    expect(hasPlainCredential(words)).toBe(isCredential);
  });

  test.each(FLAGS)('behind a flag: --%s %s is %s', (flag, word, isCredential) => {
    expect(isFlaggedCredential(flag, word)).toBe(isCredential);
  });

  test.each(CREDENTIALS)('is never copied into code: %s=%s', (name, value) => {
    const env = [{ name, value }];
    const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' }, spec: { containers: [{ env }] } };
    expect(credentialsIn(manifest as unknown as Manifest).length).toBeGreaterThan(0);
  });

  test.each(['a', 'a=', '$(', 'password=".', 'secret-', ' ', '${a'])(
    'is looked for in a text of any length: %s',
    (part) => {
      const long = part.repeat(30_000 / part.length);
      expect(isPlainCredential('URL', long)).toBe(false);
      expect(isPlainCredential(long, 'info')).toBe(false);
    },
  );
});
