import { rolesFor } from '../../../cli/roles/roles';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { infisicalAuth, infisicalConnection, PROJECT_ID, staticSecretPush } from '../../validation/manifests';
import { readAs } from '../report/reported';

const roles = (...manifests: Manifest[]) => rolesFor('operator', readAs(manifests));
const permissions = (...manifests: Manifest[]) => roles(...manifests).roles.flatMap((role) => role.permissions);
const notes = (...manifests: Manifest[]) =>
  roles(...manifests)
    .roles.flatMap((role) => role.notes)
    .join('\n');

describe('a push of v1beta1', () => {
  const TARGET = { projectId: PROJECT_ID, environmentSlug: 'prod', secretPath: '/a/b/c' };
  const pushing = (...targets: Fields[]) => staticSecretPush({ targets, createMissingFolders: undefined });
  const PUSHING = ['create', 'delete', 'describeSecret', 'edit', 'readValue'];

  test('reads, creates, edits and deletes at each target', () => {
    const found = permissions(pushing(TARGET, { ...TARGET, environmentSlug: 'dev' }));
    expect(found.map(({ action }) => action)).toEqual([PUSHING, PUSHING]);
    expect(found.map(({ conditions }) => conditions)).toEqual([
      { environment: { $eq: 'dev' }, secretPath: { $eq: '/a/b/c' } },
      { environment: { $eq: 'prod' }, secretPath: { $eq: '/a/b/c' } },
    ]);
    expect(notes(pushing(TARGET))).toContain('see that each of its targets is in this role');
  });

  test.each([
    ['in the spec', { targets: [TARGET], createMissingFolders: true }],
    ['in a target', { targets: [{ ...TARGET, createMissingFolders: true }], createMissingFolders: undefined }],
  ])('creates folders where it says so %s: each in the one above it', (_, spec) => {
    const [folders] = permissions(staticSecretPush(spec)).filter(({ subject }) => subject === 'secret-folders');
    expect(folders).toEqual({
      subject: 'secret-folders',
      action: ['create'],
      inverted: false,
      conditions: { environment: { $eq: 'prod' }, secretPath: { $in: ['/', '/a', '/a/b'] } },
    });
    expect(notes(staticSecretPush(spec))).toContain('creates the folders that are missing on the way to prod:/a/b/c');
  });

  test.each<[string, Fields]>([
    ['it does not say so', { targets: [TARGET], createMissingFolders: false }],
    ['it says so with a text', { targets: [TARGET], createMissingFolders: 'true' }],
    ['the root is there', { targets: [{ ...TARGET, secretPath: '/' }], createMissingFolders: true }],
  ])('creates none where %s', (_, spec) => {
    expect(permissions(staticSecretPush(spec)).map(({ subject }) => subject)).toEqual(['secrets']);
  });

  test.each<[string, Fields[], number]>([
    ['nothing that looks like a target', [{ place: 'prod' }], 0],
    ['a target without a project', [TARGET, { ...TARGET, projectId: undefined }], 1],
    ['a target without an environment', [TARGET, { ...TARGET, environmentSlug: undefined }], 1],
  ])('with %s is told: a role for a part is not enough', (_, targets, count) => {
    const { roles: found, without } = roles(pushing(...targets));
    expect(found.flatMap((role) => role.permissions)).toHaveLength(count);
    expect(without).toEqual([
      expect.stringMatching(/^InfisicalStaticSecretPush shop\/push-web has a target that nobody here can read/),
    ]);
  });

  test('has the identity of its InfisicalAuth', () => {
    const { roles: found } = roles(pushing(TARGET), infisicalAuth(), infisicalConnection());
    expect(found).toMatchObject([{ identity: expect.stringContaining('the machine identity of the Secret') }]);
  });
});
