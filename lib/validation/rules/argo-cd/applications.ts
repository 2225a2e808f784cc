import { applicationSourcesOf, generatorsOf, isTemplated } from '../../../model/argo-cd';
import type { Field } from '../../../model/field';
import type { Resource } from '../../../model/resource';
import { annotationOf, itemsOf, SYNC_OPTIONS_ANNOTATION } from '../../../model/sync-moments';
import { ruleOn, Severity } from '../../rule';

const REPLACE = 'Replace=true';

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
    // Force=true alone replaces only what cannot be changed.
    if (!autoReload || !itemsOf(options.value).includes(REPLACE)) return;
    report(
      options,
      `each sync replaces the ${resource.manifest.kind} (${REPLACE}), and with it the annotation by which the operator knows that it has restarted it, so that it restarts again: drop ${REPLACE}, or auto-reload`,
    );
  },
});

export const X21 = ruleOn('application', {
  severity: Severity.ERROR,
  title: 'An Argo CD Application has a source and a destination that Argo CD accepts',
  why: 'Argo CD takes the object and never syncs it: its condition is InvalidSpecError.',
  source:
    'Argo CD v3.5.1: util/argo/argo.go (validateSourcePermissions, GetDestinationServer; up to v2.14 ValidateDestination), applicationset/controllers/template/patch.go (applyTemplatePatch), applicationset/generators/generator_spec_processor.go (mergeGeneratorTemplate), util/app/path/path.go (Path)',
  bad: { objects: [{ kind: 'Application', spec: { source: { path: '/dist/prod' } } }] },
  good: { objects: [{ kind: 'Application', spec: { source: { path: 'dist/prod' } } }] },
  check: ({ spec, isSetElsewhere }, report) => {
    const sources = applicationSourcesOf(spec);
    if (sources.length === 0 && !isSetElsewhere) {
      report(spec.at('source'), 'the application has no source: write the repository and the path');
    }
    for (const source of sources) {
      const problems = isSetElsewhere ? [] : missingIn(source);
      for (const [part, problem] of [...problems, ...pathProblem(source)]) report(source.at(part), problem);
    }
    const destination = spec.at('destination');
    const problem = destinationProblem(destination, isSetElsewhere);
    if (problem) report(destination, problem);
  },
});

export const X22 = ruleOn('application', {
  severity: Severity.WARNING,
  title: 'A directory source of Argo CD reads nothing but YAML of dist',
  why: 'In the output folder of cdk8s there may be files that are no manifests. A directory source takes every .yaml, .yml, .json and .jsonnet file for manifests. YAML that is none is left out, JSON that is none fails the whole application.',
  source:
    'Argo CD v3.5.1: docs/user-guide/directory.md, reposerver/repository/repository.go (manifestFile, getObjsFromYAMLOrJSON)',
  bad: { objects: [{ kind: 'Application', spec: { source: { directory: { recurse: true } } } }] },
  good: { objects: [{ kind: 'Application', spec: { source: { directory: { recurse: true, include: '*.yaml' } } } }] },
  check: ({ resource, spec }, report) => {
    for (const source of applicationSourcesOf(spec)) {
      if (!isOfDist(source, resource)) continue;
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

type Problem = readonly [part: string, problem: string];

function missingIn(source: Field): Problem[] {
  const [repository, path, chart, ref] = ['repoURL', 'path', 'chart', 'ref'].map((part) => source.text(part));
  const problems: Problem[] = [];
  if (repository.isEmpty) problems.push(['repoURL', 'the source has no repository: write repoURL']);
  // Others of a list may refer to files of one by its ref.
  const isReferred = typeof source.key === 'number' && !ref.isEmpty;
  if (path.isEmpty && chart.isEmpty && !isReferred) {
    problems.push(['path', 'the source has no path: write for example "dist/prod"']);
  }
  return problems;
}

function pathProblem(source: Field): Problem[] {
  const folder = source.text('path').value;
  if (folder === undefined || !leadsOut(folder)) return [];
  return [
    [
      'path',
      `the path "${folder}" leads out of the repository: write one that starts at its root, such as "dist/prod"`,
    ],
  ];
}

function leadsOut(path: string): boolean {
  if (path.startsWith('/')) return true;
  let depth = 0;
  for (const name of path.split('/')) {
    if (name === '..') depth -= 1;
    else if (name !== '' && name !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function destinationProblem(destination: Field, isSetElsewhere: boolean): string | undefined {
  const [server, name] = [destination.text('server'), destination.text('name')];
  if (server.isEmpty && name.isEmpty) {
    return isSetElsewhere
      ? undefined
      : 'the destination names no cluster: write server, for example "https://kubernetes.default.svc"';
  }
  if (server.isEmpty || name.isEmpty) return undefined;
  return `the destination names its cluster twice, by server and by name "${name.value ?? ''}", and Argo CD takes one only: drop one of both`;
}

/** The output folder of cdk8s, of this library too, whose other files are known. */
const OUTPUT_FOLDER = 'dist';

function isOfDist(source: Field, resource: Resource): boolean {
  const path = source.text('path').value ?? '';
  const folders = isTemplated(path)
    ? generatorsOf(resource).flatMap((generator) => generator.at('git', 'directories').items())
    : [];
  return [path, ...folders.map((one) => (one.at('exclude').raw === true ? '' : (one.text('path').value ?? '')))].some(
    (folder) => folder.split('/').includes(OUTPUT_FOLDER),
  );
}
