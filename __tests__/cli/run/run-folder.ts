import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ODD_VALUES } from '../../e2e/odd-values';

const PROGRAMS = join(__dirname, '../../e2e/programs');
const STAND_IN_PATH = [PROGRAMS, process.env.PATH].join(delimiter);

/** In every value, so that it is seen where one comes out. */
export const CANARY = 'canary-9c1';

/** All that a variable can have. */
export const ODD = ODD_VALUES.filter(({ value }) => !value.includes('\0')).map(({ value }) => value);

const oddKeys = ODD.map((_, index) => [`ODD_${index}`, `_WEB__ODD_${index}`]);

/** Two applications with a key of one name in a folder of their own, and one place with folders below. */
export const COMPOSE = `# Made by cdk8s-infisical from your cdk8s program: change that instead.
services:
  orders:
    environment:
      DB_URL: '\${_ORDERS__DATABASE_URL-}'
      DSN: 'pg://u:\${_ORDERS__PW-}@db?a=$$1'
      EMPTY: '\${_ORDERS__EMPTY-}'
      LOG_LEVEL: debug
  web:
    environment:
      DB_URL: '\${_WEB__DATABASE_URL-}'
  odd:
    environment:
${oddKeys.map(([key, name]) => `      ${key}: '\${${name}-}'\n`).join('')}x-infisical:
  host: https://app.infisical.com
  reads:
    - from:
        - project:
            id: shop
          environment: dev
          path: /orders
        - project:
            id: common
            slug: common
          environment: dev
          path: /shared
          recursive: true
      keys:
        DATABASE_URL: _ORDERS__DATABASE_URL
        PW: _ORDERS__PW
        EMPTY: _ORDERS__EMPTY
    - from:
        - project:
            id: shop
          environment: dev
          path: /web
      keys:
        DATABASE_URL: _WEB__DATABASE_URL
${oddKeys.map(([key, name]) => `        ${key}: ${name}\n`).join('')}`;

export const SECRETS = {
  session: 'user',
  projects: {
    shop: {
      dev: {
        '/orders': { DATABASE_URL: `orders-${CANARY}`, EMPTY: '', HUGE: 'x'.repeat(140_000), DOCKER_HOST: CANARY },
        '/web': {
          DATABASE_URL: `web-${CANARY}`,
          ...Object.fromEntries(ODD.map((value, index) => [`ODD_${index}`, value])),
        },
      },
      test: { '/orders': { DATABASE_URL: `test-${CANARY}`, EMPTY: '' } },
    },
    common: {
      dev: { '/shared': { DATABASE_URL: `shared-${CANARY}` }, '/shared/db': { PW: `pw$-${CANARY}` } },
      test: { '/shared': { PW: `test-pw-${CANARY}` } },
    },
  },
};

export type Made = ReturnType<typeof runFolder>;

/** A folder with a record, and an Infisical CLI that has the secrets. */
export function runFolder(secrets: object = SECRETS, files: Record<string, string> = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'run-')));
  for (const [file, text] of Object.entries({ 'project/compose.yaml': COMPOSE, ...files })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const give = (next: object) => writeFileSync(join(root, 'secrets.json'), JSON.stringify(next));
  give(secrets);
  const env = { PATH: STAND_IN_PATH, STAND_IN_SECRETS: join(root, 'secrets.json'), STAND_IN_LOG: join(root, 'log') };
  return { root, cwd: join(root, 'project'), env, give, remove: () => rmSync(root, { recursive: true }) };
}
