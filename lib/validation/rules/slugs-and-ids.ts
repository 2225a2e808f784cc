import { isPlaceholder } from '../../text/placeholder';
import { unsetPartOf } from '../../text/unset-text';
import { isUuid } from '../../text/uuid';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** An id of which a part was lost on the way. */
const HALF_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]*$|^[0-9a-f]{31,}$/i;
/** What a slug looks like; whatever else may be filled in before it is applied, such as `${PROJECT_ID}`, is not known. */
const SLUG = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/i;
/** Ids of projects that are older than UUIDs. */
const OLD_ID = /^[0-9a-f]{24}$/i;

/**
 * Infisical answers a slug that is given as an id with "project not found" (404), and an id that is given as a slug
 * likewise, which the operator repeats as a login or a network that fails.
 */
export const SLUG_RULES: readonly Rule[] = [
  {
    id: 'S13',
    severity: Severity.ERROR,
    title: 'A slug is no id, and an id no slug',
    check: ({ places }, report) => {
      for (const { resource, what, projectId = '', projectSlug = '', environment = '' } of places) {
        if (isUuid(projectSlug)) {
          report(
            resource,
            `the projectSlug "${projectSlug}" of the ${what} is the id of a project: write it as projectId`,
          );
        }
        if (HALF_UUID.test(projectId) && !isUuid(projectId)) {
          report(resource, `the projectId "${projectId}" of the ${what} is no UUID: copy the id as Infisical shows it`);
        } else if (isSlug(projectId)) {
          report(resource, `the projectId "${projectId}" of the ${what} is a slug, and no id: write it as projectSlug`);
        }
        if (isUuid(environment)) {
          report(
            resource,
            `the environment "${environment}" of the ${what} is an id: write the slug, for example "staging"`,
          );
        }
      }
    },
  },
];

function isSlug(id: string): boolean {
  return SLUG.test(id) && !isUuid(id) && !OLD_ID.test(id) && !isPlaceholder(id) && unsetPartOf(id) === undefined;
}
