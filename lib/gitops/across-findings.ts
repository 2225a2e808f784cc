import { resourceFinding } from '../evaluation/report/app-findings';
import type { FindingRecord } from '../evaluation/report/finding-record';
import type { EnvironmentResources } from '../validation/across/environment';
import { findingsAcross } from '../validation/across/findings-across';
import type { AppSynthesis } from './app-synthesis';
import type { GitOpsApp } from './gitops-app';
import type { ProjectFolder } from './project-folder';

/** An environment of a project, as those see it who check and write the whole. */
export interface EnvironmentApp extends GitOpsApp {
  readonly name: string;
  readonly slug: string;
  readonly namespace?: string;
  readonly cluster?: string;
  readonly deployed: boolean;
  readonly project: {
    readonly projectSlug?: string;
    readonly projectId?: string;
    readonly _clusterOfDeployer?: string;
  };
  readonly _mistakes: readonly FindingRecord[];
}

/** An environment or a folder of a project, and the synthesis that reads it. */
export interface AppOfProject {
  readonly app: EnvironmentApp | ProjectFolder;
  readonly synthesis: AppSynthesis;
}

/** What the environments of a project do to each other, and to its folders. */
export function acrossFindings(apps: readonly AppOfProject[], above: string | undefined): FindingRecord[] {
  // Also a folder may have Applications of Argo CD that tell where environments go.
  if (apps.length < 2) return [];
  const all = apps.map(({ app, synthesis }): EnvironmentResources => {
    const common = {
      environment: app.name,
      folder: above === undefined ? app.name : `${above}/${app.name}`,
      resources: synthesis.resources(),
    };
    if (!('deployed' in app)) return common;
    const { slug, project, namespace, deployed } = app;
    const cluster = app.cluster ?? project._clusterOfDeployer;
    return {
      ...common,
      slug,
      project,
      deployed,
      ...(namespace !== undefined && { namespace }),
      ...(cluster !== undefined && { cluster }),
    };
  });
  return findingsAcross(all).flatMap((finding) => resourceFinding(finding).map((one) => one.finding));
}
