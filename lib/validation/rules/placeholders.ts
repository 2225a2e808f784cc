import type { AppModel } from '../../model/app-model';
import { hostsOf, urlProblem } from '../../model/hosts';
import { identityIdsOf } from '../../model/identity-ids';
import type { Resource } from '../../model/resource';
import { isPlaceholder } from '../../text/placeholder';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** Gaps of an example that nobody has filled in. */
export const PLACEHOLDER_RULES: readonly Rule[] = [
  {
    id: 'S9',
    severity: Severity.WARNING,
    title: 'Nothing is still a placeholder',
    check: (app, report) => {
      for (const [resource, what, value] of valuesToFillIn(app)) {
        if (isPlaceholder(value)) report(resource, `${what} is still a placeholder: write the real one`);
      }
    },
  },
];

/** The values by which Infisical is told what to do, each with its name for messages. */
function valuesToFillIn(app: AppModel): [Resource, string, string][] {
  const places = app.places.flatMap(({ resource, what, projectId, projectSlug, environment, path }) =>
    Object.entries({ projectId, projectSlug, environment, 'secret path': path }).map(
      ([name, value = '']): [Resource, string, string] => [resource, `the ${name} "${value}" of the ${what}`, value],
    ),
  );
  const ids = identityIdsOf(app).map(({ resource, what, id }): [Resource, string, string] => [resource, what, id]);
  const hosts = hostsOf(app).flatMap(({ resource, url }): [Resource, string, string][] =>
    urlProblem(url) ? [] : [[resource, `the host "${url}"`, url]],
  );
  return [...places, ...ids, ...hosts];
}
