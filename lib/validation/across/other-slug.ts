import { foldersOf } from '../../model/app-model';
import type { Source } from '../../model/operator-resource';
import { Severity } from '../severity';
import type { AcrossRule, EnvironmentResources } from './environment';

export const E2: AcrossRule = {
  severity: Severity.WARNING,
  title: 'An environment reads its own keys',
  why: 'A source was copied into the chart of another environment with the slug in it: pods of prod run with the keys of staging, and nothing else shows it.',
  source: 'https://infisical.com/docs/documentation/platform/project (environments)',
  bad: `new SyncedSecret(stagingChart, 'secrets', { secretPath: '/orders' });
new SyncedSecret(prodChart, 'secrets', { source: { environment: 'staging', path: '/orders' } });`,
  good: `new SyncedSecret(stagingChart, 'secrets', { secretPath: '/orders' });
new SyncedSecret(prodChart, 'secrets', { secretPath: '/orders' });`,
  check: (environments, report) => {
    for (const { environment, slug, project, resources } of environments) {
      if (slug === undefined) continue;
      for (const folder of resources.flatMap(foldersOf)) {
        const { owner, what } = folder;
        const read = folder.environment.value;
        // That of a source which names none is another rule's.
        const other = read === undefined ? undefined : environments.find((one) => one.slug === read);
        if (read === slug || other === undefined || isElsewhere(folder, project)) continue;
        report(
          owner.resource,
          folder.environment,
          [environment, other.environment],
          `the ${what} of the environment ${nameOf(environment, slug)} names "${read}", which is that of "${other.environment}": write "${slug}"`,
        );
      }
    }
  },
};

/** Another project has environments of its own, and may call them otherwise. */
function isElsewhere({ projectSlug, projectId }: Source, project: EnvironmentResources['project'] = {}): boolean {
  const isKnown = project.projectSlug !== undefined || project.projectId !== undefined;
  const named = [
    [projectSlug.value, project.projectSlug],
    [projectId.value, project.projectId],
  ].filter(([name]) => name !== undefined);
  return isKnown && named.length > 0 && named.every(([name, own]) => name !== own);
}

function nameOf(environment: string, slug: string): string {
  return environment === slug ? `"${environment}"` : `"${environment}" (slug "${slug}")`;
}
