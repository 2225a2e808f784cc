import { placesOf, type Scope } from '../../model/sources';
import { Severity } from '../severity';
import type { AcrossRule, EnvironmentResources } from './environment';

/**
 * `source: { environment: 'staging' }` was copied into the chart of prod: its pods run with the keys of staging, and
 * nothing else shows it.
 */
export const OTHER_SLUG_RULE: AcrossRule = {
  id: 'E2',
  severity: Severity.WARNING,
  title: 'An environment reads its own keys',
  check: (environments, report) => {
    for (const { environment, slug, project, resources } of environments) {
      if (slug === undefined) continue;
      for (const place of resources.flatMap(placesOf)) {
        const { resource, what, environment: read } = place;
        const other = environments.find((one) => one.slug === read);
        if (read === slug || other === undefined || isElsewhere(place, project)) continue;
        report(
          resource,
          [environment, other.environment],
          `the ${what} of the environment ${nameOf(environment, slug)} names "${read}", which is that of "${other.environment}": write "${slug}"`,
        );
      }
    }
  },
};

/** Another project has environments of its own, and may call them otherwise. */
function isElsewhere(place: Scope, project: EnvironmentResources['project'] = {}): boolean {
  const isKnown = project.projectSlug !== undefined || project.projectId !== undefined;
  const named = [
    [place.projectSlug, project.projectSlug],
    [place.projectId, project.projectId],
  ].filter(([name]) => name !== undefined);
  return isKnown && named.length > 0 && named.every(([name, own]) => name !== own);
}

function nameOf(environment: string, slug: string): string {
  return environment === slug ? `"${environment}"` : `"${environment}" (slug "${slug}")`;
}
