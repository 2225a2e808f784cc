/** What stands in the `x-infisical` of a compose file; `undefined` leaves a field out. */
export interface Told {
  readonly host?: string;
  readonly caFile?: string;
  /** Of the only place from which keys are read. */
  readonly project?: string;
  readonly environment?: string;
  readonly path?: string;
  readonly recursive?: string;
  /** In place of the key of each name. */
  readonly keys?: string;
  /** In place of all that is said of places and keys. */
  readonly reads?: string;
}

const TOLD: Told = {
  project: '\n            id: 6f1c2d7e-8a3b-4c5d-9e6f-000000000001\n            slug: shop',
  environment: 'dev',
  path: '/api',
};

const KEYS = `
        DATABASE_URL: _API__DATABASE_URL
        PORT: _API__PORT
        POSTGRES_PASSWORD: _API__POSTGRES_PASSWORD`;

/** A compose file as `LocalStack` writes it. */
export function asTerminalText(told: Told = {}, services = SERVICES): string {
  const { host = 'https://app.infisical.com', caFile, keys = KEYS, reads, ...place } = { ...told };
  const fields = fieldLines({ ...TOLD, ...place });
  const [first = '', ...others] = fields;
  const from = `\n    - from:\n        - ${first}${others.map((field) => `          ${field}`).join('')}      keys:${keys}`;
  const all = { ...('host' in told && told.host === undefined ? {} : { host }), caFile, reads: reads ?? from };
  const own = fieldLines(all).map((field) => `  ${field}`);
  return `# Made by cdk8s-infisical from your cdk8s program: change that instead.\n${services}x-infisical:\n${own.join('')}`;
}

function fieldLines(all: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(all).flatMap(([field, text]) =>
    text === undefined ? [] : [`${field}:${String(text).startsWith('\n') ? '' : ' '}${text}\n`],
  );
}

const SERVICES = `services:
  app:
    image: app
    environment:
      DATABASE_URL: '\${_API__DATABASE_URL-}'
      PORT: '\${_API__PORT-}'
  postgres:
    image: postgres
    environment:
      LOG: debug
      PGPASSWORD: '\${_API__POSTGRES_PASSWORD-}'
  cache:
    image: redis
`;
