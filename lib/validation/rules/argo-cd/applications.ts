import { applicationSourcesOf } from '../../../model/argo-cd';
import type { Field } from '../../../model/field';
import { annotationOf, itemsOf, SYNC_OPTIONS_ANNOTATION } from '../../../model/sync-moments';
import { ruleOn, Severity } from '../../rule';

export const X20 = ruleOn('workload', {
  severity: Severity.WARNING,
  title: 'Argo CD does not replace a workload that the operator restarts',
  why: 'The operator restarts a workload by an annotation of its pod template. A sync that replaces the workload drops the annotation, which restarts it, and v1alpha1 puts it back at its next run, which restarts it once more.',
  source:
    'Argo CD v3.5.1: gitops-engine/pkg/sync/sync_context.go (applyObject); operator v0.11.7: internal/controllerhelpers/controllerhelpers.go (ReconcileDeployment)',
  bad: {
    objects: [
      { kind: 'InfisicalSecret' },
      {
        kind: 'Deployment',
        metadata: {
          annotations: {
            'secrets.infisical.com/auto-reload': 'true',
            'argocd.argoproj.io/sync-options': 'Replace=true',
          },
        },
      },
    ],
  },
  good: {
    objects: [
      { kind: 'InfisicalSecret' },
      { kind: 'Deployment', metadata: { annotations: { 'secrets.infisical.com/auto-reload': 'true' } } },
    ],
  },
  check: ({ resource, autoReload }, report) => {
    const options = annotationOf(resource, SYNC_OPTIONS_ANNOTATION);
    const found = itemsOf(options.value).find((option) => option === 'Replace=true' || option === 'Force=true');
    if (!autoReload || found === undefined) return;
    report(
      options,
      `each sync replaces the ${resource.manifest.kind} (${found}), and with it the annotation by which the operator knows that it has restarted it, so that it restarts again: drop ${found}, or auto-reload`,
    );
  },
});

export const X21 = ruleOn('application', {
  severity: Severity.ERROR,
  title: 'An Argo CD Application has a source and a destination that Argo CD accepts',
  why: 'Argo CD takes the object and never syncs it: its condition is InvalidSpecError.',
  source:
    'Argo CD v3.5.1: util/argo/argo.go (validateSourcePermissions, GetDestinationServer), util/app/path/path.go (Path)',
  bad: { objects: [{ kind: 'Application', spec: { source: { path: '/dist/prod' } } }] },
  good: { objects: [{ kind: 'Application', spec: { source: { path: 'dist/prod' } } }] },
  check: ({ spec }, report) => {
    const sources = applicationSourcesOf(spec);
    if (sources.length === 0) {
      report(spec.at('source'), 'the application has no source: write the repository and the path');
    }
    for (const source of sources) {
      for (const [part, problem] of sourceProblems(source)) report(source.at(part), problem);
    }
    const destination = spec.at('destination');
    const problem = destinationProblem(destination);
    if (problem) report(destination, problem);
  },
});

export const X22 = ruleOn('application', {
  severity: Severity.WARNING,
  title: 'A directory source of Argo CD reads nothing but YAML',
  why: 'A directory source takes every .yaml, .yml, .json and .jsonnet file for manifests. YAML that is none is left out, JSON that is none fails the whole application.',
  source:
    'Argo CD v3.5.1: docs/user-guide/directory.md, reposerver/repository/repository.go (manifestFile, getObjsFromYAMLOrJSON)',
  bad: { objects: [{ kind: 'Application', spec: { source: { directory: { recurse: true } } } }] },
  good: { objects: [{ kind: 'Application', spec: { source: { directory: { recurse: true, include: '*.yaml' } } } }] },
  check: ({ spec }, report) => {
    for (const source of applicationSourcesOf(spec)) {
      const directory = source.at('directory');
      const isNarrowed =
        directory.at('include').isGiven || (directory.text('exclude').value?.includes('json') ?? false);
      if (!directory.isGiven || isNarrowed) continue;
      report(
        directory,
        `the directory source also reads files such as construct-metadata.json, and one that is no Kubernetes object stops the whole application: write directory.include: '*.yaml'`,
      );
    }
  },
});

function sourceProblems(source: Field): [string, string][] {
  const [repository, path, chart, ref] = ['repoURL', 'path', 'chart', 'ref'].map((part) => source.text(part));
  const folder = path.value;
  const problems: [string, string][] = [];
  if (repository.isEmpty) problems.push(['repoURL', 'the source has no repository: write repoURL']);
  if (path.isEmpty && chart.isEmpty && ref.isEmpty) {
    problems.push(['path', 'the source has no path: write for example "dist/prod"']);
  }
  if (folder !== undefined && (folder.startsWith('/') || folder.split('/').includes('..'))) {
    problems.push([
      'path',
      `the path "${folder}" leads out of the repository: write one that starts at its root, such as "dist/prod"`,
    ]);
  }
  return problems;
}

function destinationProblem(destination: Field): string | undefined {
  const [server, name] = [destination.text('server'), destination.text('name')];
  if (server.isEmpty && name.isEmpty) {
    return 'the destination names no cluster: write server, for example "https://kubernetes.default.svc"';
  }
  if (server.isEmpty || name.isEmpty) return undefined;
  return `the destination names its cluster twice, by server and by name "${name.value ?? ''}", and Argo CD takes one only: drop one of both`;
}
