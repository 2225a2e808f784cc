import { folderPath } from '../../../model/folder';
import { isPlaceholder } from '../../../text/placeholder';
import { shown } from '../../../text/shown';
import { unsetPartOf } from '../../../text/unset-text';
import { isUuid } from '../../../text/uuid';
import { ruleOn, Severity } from '../../rule';
import { reading } from './reading';

/** An id of which a part was lost on the way. */
const HALF_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]*$|^[0-9a-f]{31,}$/i;
/** What a slug looks like; whatever else may be filled in before it is applied, such as `${PROJECT_ID}`, is not known. */
const SLUG = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/i;
/** Ids of projects that are older than UUIDs. */
const OLD_ID = /^[0-9a-f]{24}$/i;

export const S13 = ruleOn('folder', {
  severity: Severity.ERROR,
  title: 'A slug is no id, and an id no slug',
  why: 'Infisical finds no project of that name (404), and every sync fails with what it answers.',
  source:
    'operator v0.11.7: internal/api/secrets_v4.go (ListSecrets), internal/api/projects.go (FindProjectBySlug), internal/api/api.go (CallGetProjectBySlugV2)',
  bad: reading({ projectSlug: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001' }),
  good: reading({ projectSlug: null, projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001' }),
  check: ({ what, projectId, projectSlug, environment }, report) => {
    const [id, slug, environmentSlug] = [projectId, projectSlug, environment].map(({ value = '' }) => value);
    if (isUuid(slug)) {
      report(projectSlug, `the projectSlug "${slug}" of the ${what} is the id of a project: write it as projectId`);
    }
    if (HALF_UUID.test(id) && !isUuid(id)) {
      report(projectId, `the projectId "${id}" of the ${what} is no UUID: copy the id as Infisical shows it`);
    } else if (isSlug(id)) {
      report(projectId, `the projectId "${id}" of the ${what} is a slug, and no id: write it as projectSlug`);
    } else if (/\s/.test(id) && isWritten(id)) {
      report(projectId, `the projectId "${id}" of the ${what} is a name, and no id: copy the id as Infisical shows it`);
    }
    if (isUuid(environmentSlug)) {
      const message = `the environment "${environmentSlug}" of the ${what} is an id: write the slug, for example "staging"`;
      report(environment, message);
    }
  },
});

function isSlug(id: string): boolean {
  return SLUG.test(id) && !isUuid(id) && !OLD_ID.test(id) && isWritten(id);
}

/** Whether it is what Infisical is asked for: nothing else is put in before, and it is no example's gap. */
function isWritten(text: string): boolean {
  return !/[$<]|\{\{/.test(text) && !isPlaceholder(text) && unsetPartOf(text) === undefined;
}

export const S14 = ruleOn('folder', {
  severity: Severity.ERROR,
  title: 'Slugs and the names of folders have the characters that Infisical gives them',
  why: 'A slug is in lower case and has no blanks, a folder is letters, digits, "-" and "_": nothing else is ever found, and every sync fails.',
  source:
    'Infisical/infisical: backend/src/server/lib/schemas.ts (slugSchema, projectSlugSchema), backend/src/services/secret-folder/secret-folder-dal.ts (findBySecretPath), backend/src/lib/validator/validate-folder-name.ts',
  bad: reading({ projectSlug: 'My Shop', envSlug: 'Production' }),
  good: reading({ projectSlug: 'my-shop', envSlug: 'prod' }),
  check: ({ what, projectSlug, environment, path, isRoot }, report) => {
    for (const [name, field, pattern, example] of [
      ['projectSlug', projectSlug, PROJECT_SLUG, 'my-shop-x1y2'],
      ['environment', environment, ENVIRONMENT_SLUG, 'prod'],
    ] as const) {
      const slug = field.value;
      if (!slug || pattern.test(slug) || !isWritten(slug)) continue;
      const remedy = `write its slug, as Infisical shows it, for example "${example}"`;
      report(field, `the ${name} "${slug}" of the ${what} is a name, and no slug: ${remedy}`);
    }
    const place = isRoot ? '' : (path.value ?? '');
    const remedy = pathRemedy(place);
    if (remedy && isWritten(place)) report(path, `the secret path "${place}" of the ${what} ${remedy}`);
  },
});

const PROJECT_SLUG = /^[a-z0-9_-]+$/;
/** Older releases took any text, in lower case. */
const ENVIRONMENT_SLUG = /^[^\s/\p{Lu}]+$/u;

function pathRemedy(path: string): string | undefined {
  const [odd] = /[^/\w-]/.exec(path) ?? [];
  if (odd === undefined) return undefined;
  if (/[*?[\]{}]/.test(odd)) {
    return 'has wildcards, which Infisical takes as they stand: write one folder, and recursive for what lies below it';
  }
  // As lists of places write it: the environment is said apart.
  const behind = path.replace(/^[\w-]+:(?=\/)/, '');
  const remedy = /[^/\w-]/.test(behind) ? 'write the folder as Infisical shows it' : `write "${folderPath(behind)}"`;
  return `has ${shown(odd)}, and folders have names of letters, digits, "-" and "_": ${remedy}`;
}
