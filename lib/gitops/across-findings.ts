import type { EnvironmentSubjects } from '../validation/across/environment';
import { findingsAcross } from '../validation/across/findings-across';
import { allSubjectsIn } from '../validation/construct-tree';
import { subjectFinding } from '../validation/report/app-findings';
import type { FindingRecord } from '../validation/report/finding-record';
import { ProjectEnvironment, type ProjectFolder } from './project-environment';

/** What the environments of a project do to each other, and to its folders. */
export function acrossFindings(
  apps: readonly (ProjectEnvironment | ProjectFolder)[],
  above: string | undefined,
): FindingRecord[] {
  // Also a folder may have Applications of Argo CD that tell where environments go.
  if (apps.length < 2) return [];
  const all = apps.map((app): EnvironmentSubjects => {
    const common = {
      environment: app.name,
      folder: above === undefined ? app.name : `${above}/${app.name}`,
      subjects: allSubjectsIn(app),
    };
    if (!(app instanceof ProjectEnvironment)) return common;
    const { slug, namespace, cluster, deployed } = app;
    return {
      ...common,
      slug,
      deployed,
      ...(namespace !== undefined && { namespace }),
      ...(cluster !== undefined && { cluster }),
    };
  });
  return findingsAcross(all).flatMap((finding) => subjectFinding(finding).map((one) => one.finding));
}
