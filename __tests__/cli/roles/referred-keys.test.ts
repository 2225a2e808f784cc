import { referredKeys } from '../../../cli/roles/referred-keys';
import { rolesFor } from '../../../cli/roles/roles';
import type { Manifest } from '../../../lib/model/manifest';
import {
  dynamicSecret,
  infisicalSecret,
  managedSecret,
  PROJECT_ID,
  secretsScope,
  universalAuth,
} from '../../validation/manifests';
import { readAs, syncFrom, taker, workload } from '../report/reported';

function rolesWith(manifests: readonly Manifest[], ...also: string[]) {
  return rolesFor('operator', readAs(manifests), { referred: referredKeys(also) }).roles;
}

/** What is allowed to be read: which keys of which folder; `*` for all of them. */
function allowed(manifests: readonly Manifest[], ...also: string[]): [folder: string, keys: readonly string[]][] {
  return rolesWith(manifests, ...also).flatMap(({ projectSlug, projectId, permissions }) =>
    permissions
      .filter(({ subject }) => subject === 'secrets')
      .map(({ conditions: { environment, secretPath, secretName } }) => {
        const [path] = Object.values(secretPath);
        return [`${projectSlug ?? projectId} ${environment.$eq}:${path}`, secretName?.$in ?? ['*']];
      }),
  );
}

/** A folder that is read into a Secret of its own, of which a workload takes the key `A`. */
function reader(name: string, scope: object): Manifest[] {
  const authentication = { universalAuth: universalAuth({ secretsScope: secretsScope({ ...scope }) }) };
  const template = { data: { A: '{{ .A.Value }}' } };
  const references = [managedSecret({ secretName: `${name}-secrets`, template })];
  return [infisicalSecret({ authentication, managedKubeSecretReferences: references }, { name })];
}

const API = [syncFrom({}), workload('web', { A: 'A' })];
const TWO = [...API, ...reader('orders', { secretsPath: '/orders' })];

describe('a key that a value refers to is allowed beside those that are named', () => {
  test('in every folder that is read by names', () => {
    expect(allowed(TWO, 'DB_USER', 'DB_PASSWORD')).toEqual([
      ['shop prod:/api', ['A', 'DB_PASSWORD', 'DB_USER']],
      ['shop prod:/orders', ['A', 'DB_PASSWORD', 'DB_USER']],
    ]);
  });

  test.each(['prod:/orders:DB_USER', 'shop prod:/orders:DB_USER', 'prod:/orders/:DB_USER'])('in one: %s', (also) => {
    expect(allowed(TWO, also)).toEqual([
      ['shop prod:/api', ['A']],
      ['shop prod:/orders', ['A', 'DB_USER']],
    ]);
  });

  test('in that of one project, where two have a folder of the name', () => {
    const other = reader('bank', { projectSlug: undefined, projectId: PROJECT_ID });
    expect(allowed([...API, ...other], `${PROJECT_ID} prod:/api:DB_USER`)).toEqual([
      [`${PROJECT_ID} prod:/api`, ['A', 'DB_USER']],
      ['shop prod:/api', ['A']],
    ]);
    expect(allowed([...API, ...other], 'prod:/api:DB_USER').map(([, keys]) => keys)).toEqual([
      ['A', 'DB_USER'],
      ['A', 'DB_USER'],
    ]);
  });

  test.each([
    ['below a folder that is read with all below it', 'prod:/api/db:DB_USER', ['shop prod:/api/db', ['DB_USER']]],
    ['in such a folder alone', 'prod:/api:DB_USER', ['shop prod:/api', ['DB_USER']]],
  ])('%s', (_, also, more) => {
    const recursive = [syncFrom({ recursive: true }), workload('web', { A: 'A' })];
    expect(allowed(recursive, also)).toEqual(expect.arrayContaining([['shop prod:/api/**', ['A']], more]));
  });

  test('in such a folder with all below it', () => {
    const recursive = [syncFrom({ recursive: true }), workload('web', { A: 'A' })];
    for (const also of ['DB_USER', 'prod:/api/**:DB_USER'])
      expect(allowed(recursive, also)).toEqual([['shop prod:/api/**', ['A', 'DB_USER']]]);
    const root = [syncFrom({ recursive: true, secretsPath: '/' }), workload('web', { A: 'A' })];
    expect(allowed(root, 'prod:/**:DB_USER')).toEqual([['shop prod:/**', ['A', 'DB_USER']]]);
  });

  test('where one secret is all that a resource reads', () => {
    expect(allowed([syncFrom({ secretName: 'ONE' })], 'DB_USER')).toEqual([['shop prod:/api', ['DB_USER', 'ONE']]]);
  });

  test('with the actions of the folder, and a note', () => {
    const [{ permissions, notes }] = rolesWith(API, 'DB_USER');
    expect(permissions).toHaveLength(1);
    expect(permissions[0].action).toEqual(['describeSecret', 'readValue']);
    expect(notes).toContain('DB_USER of prod:/api: --also names it, for a value that refers to it.');
  });
});

test('a folder that is allowed as a whole stays so: the key is allowed already', () => {
  const whole = [syncFrom({}), taker('job')];
  for (const also of ['DB_USER', 'prod:/api:DB_USER']) expect(rolesWith(whole, also)).toEqual(rolesWith(whole));
});

test('nothing else changes by a key that is named already', () => {
  const [before] = rolesWith(API);
  expect(rolesWith(API, 'A')[0].permissions).toEqual(before.permissions);
});

const FORM = 'write DB_USER, or prod:/orders:DB_USER';

describe('it is refused', () => {
  test.each([
    ['that is empty', '', 'the key is empty'],
    ['that is empty in a folder', 'prod:/api:', 'the key is empty'],
    ['that no folder can have', 'DB USER', 'the key is a text of 7 characters that is no name of a key'],
    ['that no folder can have, in one', 'prod:/api:DB/USER', 'the key is a text of 7 characters that is no name'],
    ['that would leave its comment', 'A\nresource "x" "y" {}', 'that is no name of a key'],
    ['that is a template', '${DB_USER}', 'that is no name of a key'],
    ['with an environment alone', 'prod:DB_USER', FORM],
    ['with a path that has no slash', 'prod:api:DB_USER', FORM],
    ['without an environment', ':/api:DB_USER', FORM],
    ['with too much', 'shop eu prod:/api:DB_USER', FORM],
  ])('a key %s', (_, also, message) => {
    expect(() => rolesWith(API, also)).toThrow(message);
  });

  test.each([
    ['a value', 'sk_live_4242424242424242'],
    ['a value in a folder', 'prod:/api:sk_live_4242424242424242'],
    ['an address with a password', 'postgres://shop:hunter2pass@db:5432/shop'],
  ])('%s, which is not repeated', (_, also) => {
    expect(() => rolesWith(API, also)).toThrow(/^--also: (?!.*(?:4242|hunter2))/);
  });

  test.each([
    ['environment', 'prd:/api:A', 'reads the folder "prd:/api": did you mean "prod:/api"?'],
    ['path', 'prod:/apis:A', 'reads the folder "prod:/apis": did you mean "prod:/api"?'],
    ['folder', 'staging:/web:A', 'reads the folder "staging:/web": they read prod:/api'],
    ['folder below one that is read alone', 'prod:/api/db:A', 'reads the folder "prod:/api/db": they read prod:/api'],
    ['folders below one that is read alone', 'prod:/api/**:A', 'reads the folder "prod:/api/**"'],
    ['project', 'bank prod:/api:A', 'reads the folder "bank prod:/api": they read shop prod:/api'],
    ['name of a project', 'shopp prod:/api:A', 'did you mean "shop prod:/api"?'],
  ])('a %s that no role reads', (_, also, message) => {
    expect(() => rolesWith(API, also)).toThrow(message);
  });

  test('a pattern of folders: a role would take it for a name', () => {
    const recursive = [syncFrom({ recursive: true }), workload('web', { A: 'A' })];
    expect(() => rolesWith(recursive, 'prod:/api/*:A')).toThrow('reads the folder "prod:/api/*"');
  });

  test('any key, where nothing is read', () => {
    expect(() => rolesWith([dynamicSecret()], 'A')).toThrow('--also: no role for these manifests reads a secret');
    expect(() => rolesWith([dynamicSecret()], 'prod:/database:A')).toThrow('they read none');
  });

  test('together with all others', () => {
    expect(() => rolesWith(API, '', 'prod:DB_USER')).toThrow(/is empty.*\n.*write DB_USER/);
    expect(() => rolesWith(API, 'dev:/x:A', 'dev:/y:A')).toThrow(/"dev:\/x".*\n.*"dev:\/y"/);
  });
});
