import { foldersToAsk } from '../../../cli/access/folders-to-ask';
import { keyUsesIn } from '../../../cli/access/key-uses';
import { askVerified } from '../../../cli/access/named-projects';
import { accessReport } from '../../../cli/access-report/access-report';
import type { Folder } from '../../../cli/infisical-api/folder';
import { rolesFor } from '../../../cli/roles/roles';
import { readAs, syncFrom, workload } from '../report/reported';

const ID = '2f1c7f3a-0000-4000-8000-000000000001';
const PROJECTS = [{ slug: 'shop', id: ID }];

/** Two applications of one project: one names it by its slug, the other by its id. */
const MANIFESTS = [
  ...readAs([syncFrom({ projectSlug: 'shop', projectId: undefined }), workload('web', { A: 'A' })], 'dist/web'),
  ...readAs([syncFrom({ projectSlug: undefined, projectId: ID }), workload('api', { B: 'B' })], 'dist/api'),
];

function placesOf(report: ReturnType<typeof accessReport>): Set<string> {
  return new Set(report.rows.flatMap(({ folders }) => folders.map(({ project }) => project)));
}

describe('a project that manifests name by its slug and by its id', () => {
  test('is asked for once by check', () => {
    expect(foldersToAsk(keyUsesIn(MANIFESTS))).toHaveLength(2);
    expect(foldersToAsk(keyUsesIn(MANIFESTS, PROJECTS))).toMatchObject([{ projectSlug: 'shop', projectId: undefined }]);
  });

  test('is one in a report, and has one role', () => {
    expect(placesOf(accessReport(MANIFESTS))).toEqual(new Set(['shop', ID]));
    expect(placesOf(accessReport(MANIFESTS, [], undefined, { projects: PROJECTS }))).toEqual(new Set(['shop']));
    expect(rolesFor('check', MANIFESTS).roles).toHaveLength(2);
    expect(rolesFor('check', MANIFESTS, { projects: PROJECTS }).roles).toHaveLength(1);
  });
});

describe('a pair that is none', () => {
  const SHOP: Folder = {
    host: 'https://a.example',
    projectSlug: 'shop',
    environment: 'prod',
    path: '/',
    recursive: false,
  };
  const asked = (folder: Folder, id: string | undefined) =>
    askVerified(
      async () => [],
      async () => id,
      PROJECTS,
    )(folder);

  test('is found out before the keys of another project are taken for those of this one', async () => {
    await expect(asked(SHOP, 'another-id')).rejects.toThrow(
      `cdk8s-infisical.yaml says that the project "shop" has the id ${ID}, and it has another-id`,
    );
    await expect(asked(SHOP, ID)).resolves.toEqual([]);
    await expect(asked(SHOP, undefined)).resolves.toEqual([]);
    await expect(asked({ ...SHOP, projectSlug: 'other' }, 'another-id')).resolves.toEqual([]);
  });
});
