/** What stands in the `x-infisical` of a compose file; `undefined` leaves a field out. */
export interface Told {
  readonly host?: string;
  readonly project?: string;
  readonly environment?: string;
  readonly paths?: string;
  readonly keys?: string;
}

const TOLD: Told = {
  host: 'https://app.infisical.com',
  project: '\n    id: 6f1c2d7e-8a3b-4c5d-9e6f-000000000001\n    slug: shop',
  environment: 'dev',
  paths: '\n    - /api',
  keys: '\n    app:\n      - PORT\n      - DATABASE_URL\n    postgres:\n      - POSTGRES_PASSWORD',
};

/** A compose file as `LocalStack` writes it. */
export function asTerminalText(told: Told = {}, services = SERVICES): string {
  const fields = Object.entries({ ...TOLD, ...told }).flatMap(([field, text]) =>
    text === undefined ? [] : [`  ${field}:${text.startsWith('\n') ? '' : ' '}${text}\n`],
  );
  return `# Made by cdk8s-infisical from your cdk8s program: change that instead.\n${services}x-infisical:\n${fields.join('')}`;
}

const SERVICES = `services:
  app:
    image: app
    environment:
      - DATABASE_URL
      - PORT
  postgres:
    image: postgres
    environment:
      LOG: debug
      PGPASSWORD: '\${POSTGRES_PASSWORD?the key POSTGRES_PASSWORD is missing in Infisical (dev:/api)}'
  cache:
    image: redis
`;
