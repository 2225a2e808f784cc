import { CANARIES } from './canaries';
import { ERRORS, type ErrorRow, environmentNotFound, pathNotFound, projectNotFound } from './error-rows';
import type { Folder, Project, World } from './world';

export interface ListingManners {
  /** Sends values although it is asked not to: of all rows, of those that are imported, or of the last one only. */
  readonly sendsValues?: 'all' | 'imported' | 'last' | 'unmarked';
}

type Row = Record<string, unknown> & { readonly tags: readonly { readonly slug: string }[] };

/** Answers `GET /api/v4/secrets`, and its predecessor with the other names of the parameters. */
export function listing(world: World, query: URLSearchParams, manners: ListingManners, v3: boolean): ErrorRow | object {
  for (const name of [
    'viewSecretValue',
    'expandSecretReferences',
    'recursive',
    v3 ? 'include_imports' : 'includeImports',
  ]) {
    if (!['true', 'false', null].includes(query.get(name))) return ERRORS.notBoolean;
  }
  const id = query.get(v3 ? 'workspaceId' : 'projectId');
  const slug = v3 ? query.get('workspaceSlug') : null;
  const environment = query.get('environment');
  if ((!id && !slug) || !environment) return ERRORS.parameterMissing;
  const project = world.projects.find((one) => (id ? one.id === id : one.slug === slug));
  if (project === undefined) return projectNotFound(id ?? slug ?? '');
  const refusal = refusalOf(project);
  if (refusal) return refusal;
  return rowsOf(project, environment, query, manners);
}

export function refusalOf({ refusal }: Project): ErrorRow | undefined {
  if (refusal === 'not a member') return ERRORS.notAMember;
  if (refusal === 'other organization') return ERRORS.otherOrganization;
  return refusal === 'no permission' ? ERRORS.noPermission : undefined;
}

function rowsOf(project: Project, environment: string, query: URLSearchParams, manners: ListingManners) {
  const path = query.get('secretPath')?.replace(/(.)\/$/, '$1') ?? '/';
  const recursive = query.get('recursive') === 'true';
  const view = query.get('viewSecretValue') !== 'false';
  const folders = project.environments[environment];
  if (folders === undefined && recursive) return environmentNotFound(environment, project.id);
  if (folders?.[path] === undefined) return pathNotFound(path, environment);
  const below = path === '/' ? path : `${path}/`;
  const read = Object.keys(folders).filter((one) => one === path || (recursive && one.startsWith(below)));
  const wanted = query.get('tagSlugs')?.split(',');
  const secrets = read
    .flatMap((one) => rowsIn(folders[one], environment, one, view || manners.sendsValues === 'all'))
    .filter(({ tags }) => wanted === undefined || tags.some(({ slug }) => wanted.includes(slug)));
  const imports = read.flatMap((one) =>
    (folders[one].imports ?? []).map((from) => ({
      secretPath: from.path,
      environment: from.environment,
      folderId: 'folder',
      secrets: rowsIn(
        project.environments[from.environment][from.path],
        from.environment,
        from.path,
        view || manners.sendsValues === 'imported' || manners.sendsValues === 'all',
      ),
    })),
  );
  if (manners.sendsValues === 'last' && secrets.length > 0) {
    Object.assign(secrets[secrets.length - 1], { secretValue: CANARIES[0], secretValueHidden: false });
  }
  // Servers before there was the parameter.
  if (manners.sendsValues === 'unmarked') {
    for (const row of secrets) {
      row.secretValue = CANARIES[0];
      delete row.secretValueHidden;
    }
  }
  const wantsImports = query.get('includeImports') === 'true' && query.get('include_imports') === 'true';
  return wantsImports ? { secrets, imports } : { secrets };
}

function rowsIn({ keys, tags, personal = [] }: Folder, environment: string, secretPath: string, view: boolean): Row[] {
  const about = { environment, secretPath };
  return [
    ...keys.map((key, index) => row(key, index, { ...about, view, type: 'shared', tags: tags?.[key] })),
    ...personal.map((key, index) => row(key, index, { ...about, view: true, type: 'personal' })),
  ];
}

interface AboutRow {
  readonly environment: string;
  readonly secretPath: string;
  readonly view: boolean;
  readonly type: string;
  readonly tags?: readonly string[];
}

function row(secretKey: string, index: number, { view, tags = [], ...about }: AboutRow): Row {
  return {
    id: `id-${index}`,
    _id: `id-${index}`,
    workspace: 'workspace',
    version: 1,
    ...about,
    secretKey,
    secretValue: view ? CANARIES[index % CANARIES.length] : '<hidden-by-infisical>',
    secretValueHidden: !view,
    // Free text, which may hold anything too.
    secretComment: `see ${CANARIES[0]}`,
    secretMetadata: [{ key: 'note', value: CANARIES[1], isEncrypted: false }],
    tags: tags.map((slug) => ({ id: `tag-${slug}`, slug, color: '', name: slug })),
    createdAt: '2025-01-01T00:00:00.000Z',
    updatedAt: '2025-01-01T00:00:00.000Z',
  };
}
