import { accessIn, keyUsesIn } from '../../../cli/access/key-uses';
import { accessReport } from '../../../cli/access-report/access-report';
import { rolesFor } from '../../../cli/roles/roles';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { IDENTITY_ID, infisicalAuth, infisicalConnection, secret, staticSecret } from '../../validation/manifests';
import { readAs, workload } from '../report/reported';

const identityIdRef = { name: 'identity', namespace: 'infisical', key: 'id' };
const serviceAccountRef = { name: 'infisical', namespace: 'infisical' };
const TEAM = { namespace: 'infisical', name: 'team-login' };
const LOGIN = [
  infisicalConnection({ address: 'https://secrets.example.com' }, TEAM),
  infisicalAuth(
    {
      infisicalConnectionRef: TEAM,
      method: 'kubernetes',
      universal: undefined,
      kubernetes: { identityIdRef, serviceAccountRef },
    },
    TEAM,
  ),
  secret('identity', { stringData: { id: IDENTITY_ID } }, { namespace: 'infisical' }),
];
const SYNC = [
  staticSecret({ infisicalAuthRef: TEAM, targets: [{ kind: 'Secret', name: 'api-secrets', namespace: 'shop' }] }),
  workload('web', { A: 'A' }),
];
const ENVIRONMENTS = ['dist/dev', 'dist/prod'].flatMap((folder) => readAs(SYNC, folder));

const hostsOf = (...folders: (readonly [folder: string, manifests: Manifest[]])[]) => {
  const others = folders.flatMap(([folder, manifests]) => readAs(manifests, folder));
  const uses = keyUsesIn([...ENVIRONMENTS, ...others]).filter(({ workload }) => workload !== undefined);
  return uses.map(({ sources: [{ host, hostAssumed }] }) => (hostAssumed ? 'assumed' : host));
};
const elsewhere = (address: string, spec: Fields = {}) => infisicalConnection({ address, ...spec }, TEAM);

describe('a login that another folder has', () => {
  test('says which Infisical is read', () => {
    expect(hostsOf(['dist/login', LOGIN])).toEqual(['https://secrets.example.com', 'https://secrets.example.com']);
    expect(
      accessReport([...ENVIRONMENTS, ...readAs(LOGIN, 'dist/login')]).wholeFolders.map(
        ({ folders }) => folders[0].host,
      ),
    ).toEqual(['https://secrets.example.com', 'https://secrets.example.com']);
  });

  test('may stand in several, all the same', () => {
    expect(hostsOf(['dist/login-eu', LOGIN], ['dist/login-us', LOGIN])).not.toContain('assumed');
  });

  test('is not known where they differ: they are of several clusters', () => {
    const other = [elsewhere('https://evil.example.com'), ...LOGIN.slice(1)];
    expect(hostsOf(['dist/login-eu', LOGIN], ['dist/login-us', other])).toEqual(['assumed', 'assumed']);
  });

  test('counts for nothing where the folder has its own', () => {
    const own = [elsewhere('https://own.example.com'), ...LOGIN.slice(1)];
    expect(hostsOf(['dist/login', LOGIN], ['dist/dev', own])).toEqual(['https://own.example.com', 'assumed']);
  });

  test('has one role, for the identity, in whatever environments', () => {
    const { roles } = rolesFor('operator', [...ENVIRONMENTS, ...readAs(LOGIN, 'dist/login')]);
    expect(roles.map(({ identity, slug, host }) => [identity, slug, host])).toEqual([
      [`the machine identity ${IDENTITY_ID}`, 'operator-2f1c7f3a', 'https://secrets.example.com'],
    ]);
    expect(roles[0].permissions[0].conditions.secretName).toEqual({ $in: ['A'] });
  });

  test('makes nothing arrive in another folder', () => {
    const uses = keyUsesIn([...readAs(LOGIN, 'dist/login'), ...ENVIRONMENTS]);
    expect(uses.map(({ folder }) => folder)).toEqual(['dist/dev', 'dist/prod']);
  });

  test('is told alike where the models of the folders are known already, but for those that others deliver to', () => {
    const apart = readAs([SYNC[0]], 'k8s/secrets');
    const all = [...readAs(LOGIN, 'dist/login'), ...ENVIRONMENTS, ...apart, ...readAs([SYNC[1]], 'k8s/apps')];
    const access = accessIn(all);
    expect([...access.models.keys()]).not.toContain('k8s/apps');
    expect(accessIn(all, [], {}, access.models).uses).toEqual(access.uses);
    expect(accessReport(all, [], undefined, { access })).toEqual(accessReport(all));
  });
});
