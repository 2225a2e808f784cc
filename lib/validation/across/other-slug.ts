import { Severity } from '../rule';
import { placesOf } from '../view/scopes';
import type { AcrossRule } from './environment';

/**
 * `source: { environment: 'staging' }` was copied into the chart of prod: its pods run with the keys of staging, and
 * nothing else shows it.
 */
export const OTHER_SLUG_RULE: AcrossRule = {
  id: 'E2',
  severity: Severity.WARNING,
  title: 'An environment reads its own keys',
  check: (environments, report) => {
    for (const { environment, slug, subjects } of environments) {
      if (slug === undefined) continue;
      for (const { subject, what, environment: read } of subjects.flatMap(placesOf)) {
        const other = environments.find((one) => one.slug === read);
        if (read === slug || other === undefined) continue;
        report(
          subject,
          [environment, other.environment],
          `the ${what} of the environment ${nameOf(environment, slug)} names "${read}", which is that of "${other.environment}": write "${slug}"`,
        );
      }
    }
  },
};

function nameOf(environment: string, slug: string): string {
  return environment === slug ? `"${environment}"` : `"${environment}" (slug "${slug}")`;
}
