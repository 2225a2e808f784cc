import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Fields } from '../../../lib/json/json';
import {
  infisicalAuth,
  infisicalConnection,
  managedSecret,
  PROJECT_ID,
  source,
  staticSecret,
  target,
} from '../../validation/manifests';
import { envFrom, pod } from '../../validation/pods';
import { commandLine } from '../command-line';
import { shop } from '../infisical-double/world';
import { check, double, folderWith, lineOf, statuses, sync, tidyUp, UNIVERSAL, user, yaml } from './workplace';

afterAll(tidyUp);

const PROD = { prod: { '/api': ['PORT', 'DATABASE_URL'] } };

describe('a key that a workload needs', () => {
  test.concurrent('and that exists is fine', async () => {
    const infisical = await double({ world: shop(PROD) });
    const ran = await check(infisical, [sync(infisical.url), user(['PORT', 'DATABASE_URL'])]);
    expect(ran).toMatchObject({
      status: 0,
      stdout: `prod of project shop ${infisical.url}\n2 ok\n`,
      stderr: '',
    });
  });

  test.concurrent('and that is missing is a finding, with the line that needs it and the key that was meant', async () => {
    const infisical = await double({ world: shop(PROD) });
    const ran = await check(infisical, [sync(infisical.url), user(['PORT', 'DATABSE_URL'])]);
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain('1 ok, 1 missing or not visible, 1 unused\n');
    const line = lineOf(ran, '- name: DATABSE_URL');
    expect(ran.stdout.split('\n')).toContain(
      `  missing or not visible  DATABSE_URL  prod:/api  dist/prod/shop.yaml:${line}  Deployment shop/api  did you mean "DATABASE_URL"?`,
    );
    expect(ran.stdout).toContain('unused: DATABASE_URL at prod:/api\n');
  });

  test.concurrent('but could do without is no finding, unless that is wanted', async () => {
    const infisical = await double({ world: shop(PROD) });
    const manifests = [sync(infisical.url), user(['PORT', 'DATABASE_URL', 'TRACING'], { optional: true })];
    const ran = await check(infisical, manifests, ['--json']);
    expect(ran.status).toBe(0);
    expect(statuses(ran)).toContain('TRACING: optional-missing');
    expect(await check(infisical, manifests, ['--fail-on', 'missing,optional-missing'])).toMatchObject({
      status: 1,
    });
  });

  test.concurrent('in a folder or an environment that does not exist is missing, with the reason', async () => {
    const infisical = await double({ world: shop(PROD) });
    for (const scope of [{ secretsPath: '/nowhere' }, { envSlug: 'qa' }, { envSlug: 'qa', recursive: true }]) {
      const { status, stdout } = await check(infisical, [sync(infisical.url, scope), user(['PORT'])]);
      expect(status).toBe(1);
      expect(stdout).toMatch(/missing or not visible +PORT .* there is no such environment/);
    }
  });

  test.concurrent('in a project that does not exist is missing, by slug and by id', async () => {
    const infisical = await double({ world: shop(PROD) });
    for (const scope of [{ projectSlug: 'shp' }, { projectSlug: undefined, projectId: PROJECT_ID.replace('1', '2') }]) {
      const { status, stdout } = await check(infisical, [sync(infisical.url, scope), user(['PORT'])]);
      expect(status).toBe(1);
      expect(stdout).toContain('there is no such project (404 NotFound, request req-DoubleRequest1)');
    }
  });

  test.concurrent('of a project that only a service token names cannot be checked', async () => {
    const infisical = await double({ world: shop(PROD) });
    const authentication = {
      serviceToken: {
        serviceTokenSecretReference: { secretName: 'token', secretNamespace: 'shop' },
        secretsScope: { envSlug: 'prod', secretsPath: '/api' },
      },
    };
    const { status, stdout } = await check(infisical, [sync(infisical.url, {}, { authentication }), user(['PORT'])]);
    expect(status).toBe(2);
    expect(stdout).toContain(
      'not checked: prod:/api (PORT): the manifests name no project: where a service token decides',
    );
  });

  test.concurrent('in a whole Secret is any key, of a folder that exists', async () => {
    const infisical = await double({ world: shop(PROD) });
    const whole = pod(envFrom('api-secrets'));
    const fine = await check(infisical, [sync(infisical.url), whole], ['--json', '--fail-on', 'unused']);
    expect(fine.status).toBe(0);
    expect(statuses(fine)).toEqual(['*: ok']);
    const { status, stdout } = await check(infisical, [sync(infisical.url, { secretsPath: '/none' }), whole]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/missing or not visible +\(every key\) .* there is no such environment or folder/);
  });

  test.concurrent('is not called unused where something unread may use it, and the run cannot say so', async () => {
    const infisical = await double({ world: shop({ prod: { '/api': ['PORT', 'OTHER'] } }) });
    const cwd = folderWith({
      'dist/prod/shop.yaml': yaml([sync(infisical.url), user(['PORT'])]),
      'dist/prod/vendor.yaml': 'apiVersion: v1\nkind: Pod\nspec: { a: 1, a: 2 }\n',
      'cdk8s-infisical.yaml': 'unread: [{ files: dist/prod/vendor.yaml, reason: rendered by nobody }]\n',
    });
    const run = (...args: string[]) =>
      commandLine(['check', '--host', infisical.url, ...args], { cwd, env: UNIVERSAL });
    const report = await run();
    expect(report.status).toBe(0);
    expect(report.stdout).toContain(
      'perhaps unused: OTHER at prod:/api: what is unread may use it: dist/prod/vendor.yaml:3',
    );
    expect((await run('--fail-on', 'unused')).status).toBe(2);
    rmSync(join(cwd, 'dist/prod/vendor.yaml'));
    expect((await run('--fail-on', 'unused')).status).toBe(1);
  });

  test.concurrent('only for a template is needed by the resource that has the template', async () => {
    const infisical = await double({ world: shop(PROD) });
    const template = { data: { DSN: '{{ .PORT.Value }}{{ .DB_HOST.Value }}' } };
    const { status, stdout } = await check(infisical, [
      sync(infisical.url, {}, { managedKubeSecretReferences: [managedSecret({ template })] }),
      user(['DSN']),
    ]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/DB_HOST .*InfisicalSecret shop\/api, the template of the Secret api-secrets/s);
  });

  test.concurrent('may be at any source of a v1beta1 resource', async () => {
    const infisical = await double({ world: shop({ prod: { '/a': ['A', 'BOTH'], '/b': ['B', 'BOTH'] } }) });
    const manifests = [
      infisicalConnection({ address: infisical.url }),
      infisicalAuth(),
      staticSecret({
        sources: [source({ secretPath: '/a' }), source({ secretPath: '/b' })],
        targets: [target({ name: 'api-secrets' })],
      }),
      user(['A', 'B', 'BOTH', 'C']),
    ];
    const ran = await check(infisical, manifests, ['--json']);
    expect(statuses(ran)).toEqual(['A: ok', 'B: ok', 'BOTH: duplicate', 'C: missing']);
    expect(infisical.to('/api/v4/secrets').map(({ query }) => query.get('projectId'))).toEqual([
      PROJECT_ID,
      PROJECT_ID,
    ]);
  });

  test.concurrent('is missing at a source with tags where it has none of them, however many others read the folder', async () => {
    const web = { keys: ['A', 'B'], tags: { A: ['other', 'web'], B: ['other'] } };
    const infisical = await double({ world: shop({ prod: { '/a': web } }) });
    const manifests = (...tags: string[][]) => [
      infisicalConnection({ address: infisical.url }),
      infisicalAuth(),
      ...tags.map((tagSlugs, index) =>
        staticSecret(
          {
            sources: [source({ secretPath: '/a', tagSlugs })],
            targets: [target({ name: `${index === 0 ? 'api' : 'more'}-secrets` })],
          },
          { name: `sync-${index}` },
        ),
      ),
      user(['A', 'B']),
    ];
    expect(statuses(await check(infisical, manifests(['web']), ['--json']))).toEqual(['A: ok', 'B: missing']);
    expect(statuses(await check(infisical, manifests(['web'], []), ['--json']))).toEqual(['A: ok', 'B: missing']);
    expect(statuses(await check(infisical, manifests(['web', 'other']), ['--json']))).toEqual(['A: ok', 'B: ok']);
    const none = await check(infisical, manifests(['nobody']));
    expect(none).toMatchObject({ status: 1, stdout: expect.stringContaining('prod:/a (tags: nobody)') });
    expect(none.stdout).toContain('give the secret the tag');
  });
});

describe('a key at several places that one resource reads', () => {
  const duplicates = async (scope: Fields, folders: Parameters<typeof shop>[0], keys = ['PORT']) => {
    const infisical = await double({ world: shop(folders) });
    return check(infisical, [sync(infisical.url, scope), user(keys)], ['--fail-on', 'duplicate']);
  };

  test.concurrent('in folders below is a duplicate', async () => {
    const folders = { prod: { '/': ['PORT'], '/api': ['PORT'], '/web': ['OTHER'] } };
    const { status, stdout } = await duplicates({ secretsPath: '/', recursive: true }, folders);
    expect(status).toBe(1);
    expect(stdout).toMatch(/duplicate +PORT +prod:\/ .*\n +prod:\/api\n/);
  });

  test.concurrent('in an import is a duplicate; a key that is only there exists', async () => {
    const api = { keys: ['PORT'], imports: [{ environment: 'prod', path: '/shared' }] };
    const folders = { prod: { '/api': api, '/shared': ['PORT', 'DSN'] } };
    const { status, stdout } = await duplicates({}, folders, ['PORT', 'DSN']);
    expect(status).toBe(1);
    expect(stdout).toContain('1 ok, 1 duplicate\n');
    expect(stdout).toContain('prod:/shared (imported)');
  });

  test.concurrent('is none for a resource that reads one of them', async () => {
    const { status } = await duplicates({ secretsPath: '/' }, { prod: { '/': ['PORT'], '/api': ['PORT'] } });
    expect(status).toBe(0);
  });
});

describe('what the identity may not see', () => {
  test.concurrent('looks as if it were missing: where it sees nothing at all, that is said', async () => {
    const infisical = await double({ world: shop({ prod: { '/api': [] } }) });
    const { status, stdout } = await check(infisical, [sync(infisical.url), user(['PORT'])]);
    expect(status).toBe(1);
    expect(stdout).toContain('no key at all is visible there, so that the identity may lack describeSecret for it');
  });

  test.concurrent('is known by a canary, without which nothing is called missing', async () => {
    const infisical = await double({ world: shop({ prod: { '/api': ['PORT'] }, staging: { '/api': ['CANARY'] } }) });
    const at = async (envSlug: string) =>
      check(infisical, [sync(infisical.url, { envSlug }), user(['PORT', 'DSN'])], ['--canary', 'CANARY', '--json']);
    const blind = await at('prod');
    expect(blind.status).toBe(2);
    expect(statuses(blind)).toEqual(['DSN: unchecked', 'PORT: ok']);
    const seeing = await at('staging');
    expect(seeing.status).toBe(1);
    expect(statuses(seeing)).toEqual(['CANARY: unused', 'DSN: missing', 'PORT: missing']);
  });
});
