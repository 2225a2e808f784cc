import { terraform } from '../../../cli/report/role/terraform';
import { type Purpose, rolesFor } from '../../../cli/roles/roles';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { goGuard } from '../../../lib/sync/go-template';
import {
  clusterGenerator,
  dynamicSecret,
  IDENTITY_ID,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  kubernetesAuth,
  managedSecret,
  PROJECT_ID,
  pushSecret,
  secret,
  secretsScope,
  source,
  staticSecret,
  target,
} from '../../validation/manifests';
import { readAs, syncFrom, taker, workload } from '../report/reported';

const roles = (...manifests: Manifest[]) => rolesFor('operator', readAs(manifests));
const permissions = (...manifests: Manifest[]) => roles(...manifests).roles.flatMap((role) => role.permissions);
const notes = (...manifests: Manifest[]) =>
  roles(...manifests)
    .roles.flatMap((role) => role.notes)
    .join('\n');
const SELECTED = { data: { A: '{{ .A.Value }}' } };

test('an identity that is not made yet is told apart by its service account, in each cluster', () => {
  const kubernetes = kubernetesAuth({
    identityId: '00000000-0000-0000-0000-000000000000',
    secretsScope: secretsScope(),
  });
  const sync = infisicalSecret({ authentication: { kubernetesAuth: kubernetes } });
  const found = rolesFor('operator', [...readAs([sync]), ...readAs([sync], 'dist/staging')]).roles;
  expect(found.map(({ identity }) => identity)).toEqual([
    'the machine identity of the service account shop/infisical-login in dist/prod',
    'the machine identity of the service account shop/infisical-login in dist/staging',
  ]);
});

describe('the operator may read', () => {
  test('the keys that are declared, in their folder and environment, and no others', () => {
    expect(permissions(syncFrom({}), workload('web', { A: 'A', B: 'B' }), workload('job', { B: 'B' }))).toEqual([
      {
        subject: 'secrets',
        action: ['describeSecret', 'readValue'],
        inverted: false,
        conditions: { environment: { $eq: 'prod' }, secretPath: { $eq: '/api' }, secretName: { $in: ['A', 'B'] } },
      },
    ]);
  });

  test('what a template needs, not what it makes of it', () => {
    const template = { data: { URL: '{{ .USER.Value }}:{{ .PASSWORD.Value }}' } };
    const sync = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template })] });
    expect(permissions(sync, workload('web', { URL: 'URL' }))[0].conditions.secretName).toEqual({
      $in: ['PASSWORD', 'USER'],
    });
  });

  const withTemplate = (data: unknown) =>
    infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template: { data } })] });

  test.each<[string, string]>([
    ['goes through all', '{{ range $k, $v := . }}{{ $k }}={{ $v.Value }}{{ end }}'],
    ['goes through some of them', '{{ range $k, $v := . }}{{ if hasPrefix "DB_" $k }}{{ $v.Value }}{{ end }}{{ end }}'],
    ['writes all as one text', '{{ . | toJson }}'],
    ['takes those of folders that it finds', '{{ range foldersIn "/api" }}{{ (secretFrom .Path "A").Value }}{{ end }}'],
  ])('all keys, where a template %s, and says so', (_, value) => {
    const manifests = [withTemplate({ FILE: value, ONE: '{{ .A.Value }}' }), workload('web', { ONE: 'ONE' })];
    expect(permissions(...manifests)[0].conditions).not.toHaveProperty('secretName');
    expect(notes(...manifests)).toContain(
      'prod:/api is allowed as a whole, because a template of Secret shop/api-secrets makes a value of whatever is there',
    );
  });

  test.each<[string, string, string[]]>([
    ['searches for a key that it names', `${goGuard('a-b', 'x')}{{ (index . "a-b").Value }}`, ['a-b']],
    ['takes a key of a folder that it names', '{{ (secretFrom "/api" "B").Value }}', ['B']],
    ['takes keys and text', '{{ .A.Value }} {{ .B.Value }} range', ['A', 'B']],
  ])('those that are named, where a template %s', (_, value, keys) => {
    expect(permissions(withTemplate({ FILE: value }))[0].conditions.secretName).toEqual({ $in: keys });
  });

  test('all keys, where one text makes a value of them, and the named ones, where it writes each under its name', () => {
    const each = '{{ range $k, $v := . }}\n{{ $k }}: {{ $v.Value | quote }}\n{{ end }}\n';
    const file = 'FILE: {{ . | toJson | quote }}\n';
    const of = (data: string) => {
      const target = {
        kind: 'Secret',
        name: 'api-secrets',
        namespace: 'shop',
        creationPolicy: 'Owner',
        template: { data },
      };
      return permissions(
        infisicalConnection(),
        infisicalAuth(),
        staticSecret({ targets: [target] }),
        workload('web', { A: 'A' }),
      );
    };
    expect(of(each)[0].conditions.secretName).toEqual({ $in: ['A'] });
    expect(of(file + each)[0].conditions).not.toHaveProperty('secretName');
    expect(of(`FILE: |-\n  {{ range $k, $v := . }}{{ $k }}{{ end }}\n`)[0].conditions).not.toHaveProperty('secretName');
  });

  test('the folders below a recursive one too', () => {
    const paths = (secretsPath: string) =>
      permissions(syncFrom({ secretsPath, recursive: true }), workload('web', { A: 'A' }))[0].conditions.secretPath;
    expect(paths('/api')).toEqual({ $glob: '/api/**' });
    expect(paths('/')).toEqual({ $glob: '/**' });
    expect(paths('/a*[b]')).toEqual({ $glob: '/a\\*\\[b\\]/**' });
  });

  test('one secret, if that is all a resource reads', () => {
    expect(permissions(syncFrom({ secretName: 'ONE' }))[0].conditions.secretName).toEqual({ $in: ['ONE'] });
  });

  test('each of several sources', () => {
    const sources = [source(), source({ secretPath: '/shared' })];
    const target = { kind: 'Secret', name: 'api-secrets', namespace: 'shop', creationPolicy: 'Owner' };
    const found = permissions(
      infisicalConnection(),
      infisicalAuth(),
      staticSecret({ sources, targets: [target] }),
      workload('web', { A: 'A' }),
    );
    expect(found.map(({ conditions }) => conditions.secretPath)).toEqual([{ $eq: '/shared' }, { $eq: '/web' }]);
    expect(found.map(({ conditions }) => conditions.secretName)).toEqual([{ $in: ['A'] }, { $in: ['A'] }]);
  });

  test('all of the folders that a template lists: it sees those of the secrets that may be read', () => {
    const listing = {
      engineVersion: 'v1',
      data: { A: '{{ range foldersIn "/api" }}{{ .Name }}{{ end }}', B: '{{ .B.Value }}' },
    };
    const sync = staticSecret({ sources: [source({ recursive: true })], targets: [target({ template: listing })] });
    const [{ conditions }] = permissions(infisicalConnection(), infisicalAuth(), sync);
    expect(conditions).not.toHaveProperty('secretName');
  });

  test('nothing where a template takes no key, which is told: its list is refused', () => {
    const template = { data: { MODE: 'production' } };
    const sync = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template })] });
    const { roles: none, without } = roles(sync, workload('web', { MODE: 'MODE' }));
    expect(none).toEqual([]);
    expect(without).toEqual([expect.stringMatching(/^InfisicalSecret shop\/api takes no key of prod:\/api, and asks/)]);
  });

  test('nothing of a source of which no key is taken, unless another resource of the identity reads it', () => {
    const selected = (path: string) => ({
      engineVersion: 'v1',
      data: { K: `{{ (secretFrom "${path}" "K").Value }}` },
    });
    const both = [source({ secretPath: '/a' }), source({ secretPath: '/b' })];
    const of = (name: string, path: string) =>
      staticSecret({ sources: both, targets: [target({ name, template: selected(path) })] }, { name });
    const login = [infisicalConnection(), infisicalAuth()];
    expect(roles(...login, of('one', '/a')).without).toEqual([expect.stringContaining('one takes no key of prod:/b')]);
    expect(roles(...login, of('one', '/a'), of('two', '/b')).without).toEqual([]);
  });

  test('a lease in the folder of such a source does not describe it', () => {
    const template = { data: { MODE: 'production' } };
    const sync = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template })] });
    const lease = dynamicSecret({
      dynamicSecret: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/api', secretName: 'database' },
    });
    expect(roles(sync, lease).without).toEqual([expect.stringContaining('api takes no key of prod:/api')]);
  });

  test('leases are another subject, without a condition on the name', () => {
    expect(permissions(dynamicSecret())).toEqual([
      {
        subject: 'dynamic-secrets',
        action: ['lease'],
        inverted: false,
        conditions: { environment: { $eq: 'prod' }, secretPath: { $eq: '/database' } },
      },
    ]);
    expect(notes(dynamicSecret())).toContain('each one in prod:/database can be leased');
  });

  test('what is pushed has to be written', () => {
    expect(permissions(pushSecret(), clusterGenerator())).toMatchObject([
      { action: ['create', 'delete', 'describeSecret', 'edit', 'readValue'] },
    ]);
  });
});

describe('a role says honestly', () => {
  test('that a folder is allowed as a whole because a workload gets every key', () => {
    const manifests = [syncFrom({}), workload('web', { A: 'A' }), taker('job')];
    expect(permissions(...manifests)[0].conditions).not.toHaveProperty('secretName');
    expect(notes(...manifests)).toContain(
      'prod:/api is allowed as a whole, because Deployment shop/job gets every key of it: names in the condition would make the other keys vanish',
    );
  });

  test('that it is because no workload names a key', () => {
    expect(permissions(syncFrom({}))[0].conditions).not.toHaveProperty('secretName');
    expect(notes(syncFrom({}))).toContain('no workload of these manifests names a key of InfisicalSecret shop/api');
  });

  test('that a Secret without projection gets fewer keys by it', () => {
    expect(notes(syncFrom({}), workload('web', { A: 'A' }))).toContain(
      'Secret shop/api-secrets has no projection: with this role it holds only those keys of prod:/api',
    );
    const selected = syncFrom({}, { managedKubeSecretReferences: [managedSecret({ template: SELECTED })] });
    expect(notes(selected, workload('web', { A: 'A' }))).not.toContain('projection');
    expect(permissions(selected, taker('job'))[0].conditions.secretName).toEqual({ $in: ['A'] });
  });

  test('that a value may refer to a key that is not allowed, of the same folder too, and what that does', () => {
    const all = notes(syncFrom({}), workload('web', { A: 'A' }));
    expect(all).toContain('also to one of the same folder');
    expect(all).toContain('refuse the whole list (403), and nothing syncs any more');
    expect(all).toContain('name them by --also');
    expect(all).toContain('from another folder needs a permission of its own there');
  });

  test('that it is for an identity of its own, as that of check stops the sync of the operator', () => {
    const read = readAs([syncFrom({}), workload('web', { A: 'A' })]);
    const notesFor = (purpose: Purpose) => rolesFor(purpose, read).roles.flatMap((role) => role.notes);
    expect(notesFor('operator')).toContainEqual(expect.stringMatching(/^For an identity of its own: .*check.*\(403\)/));
    expect(notesFor('check')).toContainEqual(expect.stringMatching(/^For an identity of its own, never .*operator/));
    for (const purpose of ['operator', 'check'] as const)
      expect(terraform(rolesFor(purpose, read))).toContain('\n# For an identity of its own');
  });

  test.each([
    ['environment', { envSlug: '${ENV}' }, 'shop ${ENV}:/api'],
    ['path', { secretsPath: '/{{ .Values.path }}' }, 'shop prod:/{{ .Values.path }}'],
    ['project', { projectSlug: '$(PROJECT)' }, '$(PROJECT) prod:/api'],
  ])('that the %s is filled in later', (_, scope, where) => {
    for (const purpose of ['operator', 'check'] as const) {
      const [{ notes: told }] = rolesFor(purpose, readAs([syncFrom(scope), workload('web', { A: 'A' })])).roles;
      expect(told).toContainEqual(
        expect.stringContaining(`${where} has a variable that something else fills in later`),
      );
    }
    expect(notes(syncFrom({ secretsPath: '/a{b}[c]' }))).not.toContain('fills in later');
  });

  test('that instant updates need more', () => {
    const sync = syncFrom({}, { syncConfig: { resyncInterval: '1h', instantUpdates: true } });
    expect(notes(sync)).toContain('Instant updates need the permission to subscribe');
    expect(notes(syncFrom({}))).not.toContain('Instant');
  });

  test('that a service token has none', () => {
    const reference = { secretName: 'token', secretNamespace: 'shop' };
    const serviceToken = { secretsScope: secretsScope(), serviceTokenSecretReference: reference };
    expect(roles(infisicalSecret({ authentication: { serviceToken } }))).toEqual({
      roles: [],
      without: [
        'InfisicalSecret shop/api logs in with a service token or service account, which has scopes of its own instead of a role',
      ],
    });
  });
});

describe('there is a role for each identity of a project', () => {
  const login = (identityId: string, scope = {}) => ({
    authentication: { kubernetesAuth: kubernetesAuth({ identityId, secretsScope: secretsScope(scope) }) },
  });
  const OTHER_ID = '00000000-6c0d-4a43-9b57-3d0f0c5c9f11';
  const slugs = (...manifests: Manifest[]) =>
    roles(...manifests).roles.map(({ projectSlug, projectId, identity, slug }) => [
      projectSlug ?? projectId,
      slug,
      identity,
    ]);

  test('told by its id', () => {
    expect(
      slugs(
        infisicalSecret(login(IDENTITY_ID)),
        infisicalSecret(login(OTHER_ID), { name: 'b' }),
        infisicalSecret(login(OTHER_ID, { projectSlug: 'bank' }), { name: 'c' }),
      ),
    ).toEqual([
      ['bank', 'operator-00000000', `the machine identity ${OTHER_ID}`],
      ['shop', 'operator-00000000', `the machine identity ${OTHER_ID}`],
      ['shop', 'operator-2f1c7f3a', `the machine identity ${IDENTITY_ID}`],
    ]);
  });

  test('else by where its credentials are', () => {
    expect(slugs(syncFrom({}))).toEqual([
      [
        'shop',
        'operator-prod-shop-infisical-credentials',
        'the machine identity of the Secret shop/infisical-credentials in dist/prod',
      ],
    ]);
  });

  test('that is this folder where the manifests are in it', () => {
    const [{ identity }] = rolesFor('operator', readAs([syncFrom({})], '.')).roles;
    expect(identity).toBe('the machine identity of the Secret shop/infisical-credentials in this folder');
  });

  describe('with v1beta1', () => {
    const serviceAccountRef = { name: 'infisical-login', namespace: 'shop' };
    const identityIdRef = { name: 'identity', namespace: 'shop', key: 'id' };
    const v1beta1 = (stored: Fields, auth: Fields = {}) => [
      infisicalConnection(),
      infisicalAuth({
        method: 'kubernetes',
        universal: undefined,
        kubernetes: { identityIdRef, serviceAccountRef },
        ...auth,
      }),
      staticSecret(),
      secret('identity', stored),
    ];

    test('one for the identity whose id is in a Secret, in whatever environments', () => {
      const read = ['dist/dev', 'dist/prod'].flatMap((folder) =>
        readAs(v1beta1({ stringData: { id: IDENTITY_ID } }), folder),
      );
      expect(rolesFor('operator', read).roles).toEqual([
        expect.objectContaining({ slug: 'operator-2f1c7f3a', identity: `the machine identity ${IDENTITY_ID}` }),
      ]);
    });

    const TOKEN = 'f00dfeed';
    const byPlace = [
      PROJECT_ID,
      'operator-prod-shop-identity',
      'the machine identity of the Secret shop/identity in dist/prod',
    ];

    test.each<[string, Fields]>([
      ['has not the form of an id', { stringData: { id: TOKEN } }],
      ['is not in the open', { data: { id: btoa(IDENTITY_ID) } }],
      [
        'is in the open under another key only',
        { data: { id: btoa(IDENTITY_ID) }, stringData: { other: IDENTITY_ID } },
      ],
    ])('one by the place of the Secret where the id %s', (_, stored) => {
      const found = roles(...v1beta1(stored));
      expect(slugs(...v1beta1(stored))).toEqual([byPlace]);
      expect(JSON.stringify(found)).not.toMatch(new RegExp(`${TOKEN}|${IDENTITY_ID}`));
    });

    test('one by the place of the Secret where somebody logs in with the same key', () => {
      const universal = {
        clientIdRef: { ...identityIdRef, key: 'clientId' },
        clientSecretRef: identityIdRef,
      };
      const other = infisicalAuth({ universal }, { name: 'other' });
      const all = [...v1beta1({ stringData: { id: IDENTITY_ID } }), other];
      expect(slugs(...all)).toEqual([byPlace]);
    });

    test('one with the id of a resource that has it inline', () => {
      const [, ...others] = slugs(infisicalSecret(login(IDENTITY_ID)), ...v1beta1({ data: { id: btoa(IDENTITY_ID) } }));
      expect(others.flat()).not.toContain('operator-prod-shop-identity');
    });
  });
});

test('check needs only the names, of all keys in the folders', () => {
  const { roles: found } = rolesFor(
    'check',
    readAs([syncFrom({}), workload('web', { A: 'A' }), dynamicSecret(), pushSecret()]),
  );
  expect(found).toMatchObject([{ slug: 'check', projectSlug: 'shop' }]);
  expect(found[0].permissions).toEqual([
    {
      subject: 'secrets',
      action: ['describeSecret'],
      inverted: false,
      conditions: { environment: { $eq: 'prod' }, secretPath: { $eq: '/api' } },
    },
    expect.objectContaining({ action: ['describeSecret'] }),
  ]);
});
