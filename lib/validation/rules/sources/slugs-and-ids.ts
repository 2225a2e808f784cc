import { isPlaceholder } from '../../../text/placeholder';
import { unsetPartOf } from '../../../text/unset-text';
import { isUuid } from '../../../text/uuid';
import { ruleOn } from '../../rule';
import { reading } from './reading';

/** An id of which a part was lost on the way. */
const HALF_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]*$|^[0-9a-f]{31,}$/i;
/** What a slug looks like; whatever else may be filled in before it is applied, such as `${PROJECT_ID}`, is not known. */
const SLUG = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/i;
/** Ids of projects that are older than UUIDs. */
const OLD_ID = /^[0-9a-f]{24}$/i;

export const S13 = ruleOn('folder', {
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
    }
    if (isUuid(environmentSlug)) {
      const message = `the environment "${environmentSlug}" of the ${what} is an id: write the slug, for example "staging"`;
      report(environment, message);
    }
  },
});

function isSlug(id: string): boolean {
  return SLUG.test(id) && !isUuid(id) && !OLD_ID.test(id) && !isPlaceholder(id) && unsetPartOf(id) === undefined;
}
