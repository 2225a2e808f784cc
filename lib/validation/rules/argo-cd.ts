import { type Fields, fields, text } from '../../json/json';
import { applicationsIn, sourcesOf } from '../../model/argo-cd';
import { isEmpty, isGiven } from '../../model/presence';
import { itemsOf, SYNC_OPTIONS_ANNOTATION } from '../../model/sync-moments';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** What Argo CD is told to do. */
export const ARGO_CD_RULES: readonly Rule[] = [
  {
    id: 'X20',
    severity: Severity.WARNING,
    title: 'Argo CD does not replace a workload that the operator restarts',
    check: ({ workloads }, report) => {
      for (const { resource, autoReload } of workloads) {
        const { kind, metadata } = resource.manifest;
        const options = itemsOf(fields(metadata.annotations)[SYNC_OPTIONS_ANNOTATION]);
        const found = options.find((option) => option === 'Replace=true' || option === 'Force=true');
        if (!autoReload || found === undefined) continue;
        report(
          resource,
          `each sync replaces the ${kind} (${found}), and with it the annotation by which the operator knows that it has restarted it, so that it restarts again: drop ${found}, or auto-reload`,
        );
      }
    },
  },
  {
    id: 'X21',
    severity: Severity.ERROR,
    title: 'An Argo CD Application has a source and a destination that Argo CD accepts',
    check: (app, report) => {
      for (const { resource, spec } of applicationsIn(app)) {
        const sources = sourcesOf(spec);
        if (sources.length === 0) report(resource, 'the application has no source: write the repository and the path');
        for (const problem of sources.flatMap(sourceProblems)) report(resource, problem);
        const problem = destinationProblem(fields(spec.destination));
        if (problem) report(resource, problem);
      }
    },
  },
  {
    id: 'X22',
    severity: Severity.WARNING,
    title: 'A directory source of Argo CD reads nothing but YAML',
    check: (app, report) => {
      for (const { resource, spec } of applicationsIn(app)) {
        for (const { directory } of sourcesOf(spec)) {
          const { include, exclude } = fields(directory);
          if (!isGiven(directory) || isGiven(include) || text(exclude)?.includes('json')) continue;
          report(
            resource,
            `the directory source also reads files such as construct-metadata.json, and one that is no Kubernetes object stops the whole application: write directory.include: '*.yaml'`,
          );
        }
      }
    },
  },
];

function sourceProblems({ repoURL, path, chart, ref }: Fields): string[] {
  const folder = text(path);
  const problems = isEmpty(repoURL) ? ['the source has no repository: write repoURL'] : [];
  if (isEmpty(path) && isEmpty(chart) && isEmpty(ref))
    problems.push('the source has no path: write for example "dist/prod"');
  if (folder !== undefined && (folder.startsWith('/') || folder.split('/').includes('..'))) {
    problems.push(
      `the path "${folder}" leads out of the repository: write one that starts at its root, such as "dist/prod"`,
    );
  }
  return problems;
}

function destinationProblem({ server, name }: Fields): string | undefined {
  if (isEmpty(server) && isEmpty(name)) {
    return 'the destination names no cluster: write server, for example "https://kubernetes.default.svc"';
  }
  if (isEmpty(server) || isEmpty(name)) return undefined;
  return `the destination names its cluster twice, by server and by name "${text(name) ?? ''}", and Argo CD takes one only: drop one of both`;
}
