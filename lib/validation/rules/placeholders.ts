import { isPlaceholder } from '../placeholder';
import { type Rule, Severity } from '../rule';
import type { Subject } from '../subject';
import type { AppView } from '../view/app-view';
import { hostsOf, urlProblem } from '../view/hosts';
import { identityIdsOf } from '../view/identity-ids';

/** Gaps of an example that nobody has filled in. */
export const PLACEHOLDER_RULES: readonly Rule[] = [
  {
    id: 'S9',
    severity: Severity.WARNING,
    title: 'Nothing is still a placeholder',
    check: (app, report) => {
      for (const [subject, what, value] of valuesToFillIn(app)) {
        if (isPlaceholder(value)) report(subject, `${what} is still a placeholder: write the real one`);
      }
    },
  },
];

/** The values by which Infisical is told what to do, each with its name for messages. */
function valuesToFillIn(app: AppView): [Subject, string, string][] {
  const places = app.places.flatMap(({ subject, what, projectId, projectSlug, environment, path }) =>
    Object.entries({ projectId, projectSlug, environment, 'secret path': path }).map(
      ([name, value = '']): [Subject, string, string] => [subject, `the ${name} "${value}" of the ${what}`, value],
    ),
  );
  const ids = identityIdsOf(app).map(({ subject, what, id }): [Subject, string, string] => [subject, what, id]);
  const hosts = hostsOf(app).flatMap(({ subject, url }): [Subject, string, string][] =>
    urlProblem(url) ? [] : [[subject, `the host "${url}"`, url]],
  );
  return [...places, ...ids, ...hosts];
}
