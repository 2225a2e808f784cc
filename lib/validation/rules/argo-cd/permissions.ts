import type { AppModel } from '../../../model/app-model';
import {
  applicationSourcesOf,
  argoObjects,
  deployedApplications,
  hasGlobalProjects,
  isTemplated,
} from '../../../model/argo-cd';
import { namespacesOfCluster } from '../../../model/existing-namespaces';
import type { Field } from '../../../model/field';
import { isFilledInLater, type Resource, specOf } from '../../../model/resource';
import { quotedNames } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';

export const X24 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'An Argo CD Application keeps to its AppProject',
  why: 'Argo CD never syncs an application whose repository, cluster or namespace its AppProject does not allow.',
  source:
    'Argo CD v3.5.1: pkg/apis/application/v1alpha1/app_project_types.go (IsSourcePermitted, IsDestinationPermitted, IsGroupKindNamePermitted; up to v3.2 IsGroupKindPermitted), util/argo/argo.go (mergeVirtualProject), util/git/git.go (NormalizeGitURL)',
  bad: {
    objects: [
      { kind: 'Application', spec: { project: 'shop', source: { repoURL: 'https://git.example.com/other.git' } } },
      { kind: 'AppProject' },
    ],
  },
  good: { objects: [{ kind: 'Application', spec: { project: 'shop' } }, { kind: 'AppProject' }] },
  check: (app, report) => {
    if (hasGlobalProjects(app)) return;
    const projects = new Map(argoObjects(app, 'AppProject').map((one) => [one.manifest.metadata.name, one]));
    for (const { resource, spec, isSetElsewhere } of projects.size === 0 ? [] : deployedApplications(app)) {
      const name = spec.text('project').value ?? '';
      // It may belong to another app.
      const project = projects.get(name);
      if (project === undefined || isSetElsewhere || permitsWhatIsFilledIn(project)) continue;
      const allowed = specOf(project);
      for (const find of [repositoryProblem, destinationProblem, namespaceProblem(app)]) {
        const [at, problem] = find(spec, allowed, resource) ?? [];
        if (at !== undefined) report(resource, at, `AppProject "${name}" ${problem}, or allow it there`);
      }
    }
  },
});

function permitsWhatIsFilledIn(project: Resource): boolean {
  const spec = specOf(project);
  const destinations = spec.at('destinations').items().map(textsOf).flatMap(Object.values);
  return [...spec.at('sourceRepos').texts(), ...destinations].some((text) => isFilledInLater(project, text));
}

type Problem = readonly [at: Field, problem: string];

function repositoryProblem(spec: Field, project: Field, resource: Resource): Problem | undefined {
  const allowed = project.at('sourceRepos').texts();
  const isOpen = (url: string) => isTemplated(url) || isFilledInLater(resource, url);
  const refused = applicationSourcesOf(spec)
    .map((source) => source.text('repoURL'))
    .find(({ value }) => value && !isOpen(value) && !matchesAny(allowed.map(comparableUrl), comparableUrl(value)));
  if (refused === undefined || allowed.length === 0) return undefined;
  return [refused, `does not allow the repository "${refused.value}": use one of ${quotedNames(allowed)}`];
}

/** Git takes no notice of the ending, nor Argo CD of the case, or of how SSH is written. */
function comparableUrl(url: string): string {
  const plain = url
    .trim()
    .toLowerCase()
    .replace(/(\.git)?\/*$/, '');
  if (plain.startsWith('ssh://')) return plain.slice('ssh://'.length);
  return /^[^/:]*@[^@]+$/.test(plain) ? plain.replace(':', '/') : plain;
}

function destinationProblem(spec: Field, project: Field, resource: Resource): Problem | undefined {
  const destination = spec.at('destination');
  const { server, name, namespace = '' } = textsOf(destination);
  const allowed = project.at('destinations').items().map(textsOf);
  const isOpen = (value = '') => isTemplated(value) || isFilledInLater(resource, value);
  if (allowed.length === 0 || [server, name, namespace].some(isOpen)) return undefined;
  // X21 tells of a destination that names none.
  if (server === undefined && name === undefined) return undefined;
  // A cluster may be named by its server here, and by its name there.
  const here = allowed.filter(
    (one) =>
      matchesAny([one.server ?? '*'], server?.replace(/\/+$/, '') ?? one.server ?? '') &&
      matchesAny([one.name ?? '*'], name ?? one.name ?? ''),
  );
  const namespaces = here.map((one) => one.namespace ?? '');
  if (matchesAny(namespaces, namespace)) return undefined;
  const what = namespace === '' ? 'an application without a namespace' : `the namespace "${namespace}"`;
  const where = server ?? name;
  if (here.length === 0) {
    return [destination, `does not allow the cluster "${where}": use one of its destinations`];
  }
  return [
    destination.at('namespace'),
    `does not allow ${what} in "${where}": write destination.namespace as one of ${quotedNames(new Set(namespaces))}`,
  ];
}

/** Argo CD makes the namespace as an object of the application, and fails where the project does not allow that. */
const namespaceProblem = (app: AppModel) => (spec: Field, project: Field) => {
  const options = spec.at('syncPolicy', 'syncOptions');
  if (!options.texts().includes('CreateNamespace=true')) return undefined;
  // Where it is there already, Argo CD has nothing to make.
  if (namespacesOfCluster(app).has(spec.at('destination', 'namespace').raw)) return undefined;
  const isAllowed = project
    .at('clusterResourceWhitelist')
    .items()
    .some(
      (one) =>
        matchesAny([one.text('group').value ?? ''], '') && matchesAny([one.text('kind').value ?? ''], 'Namespace'),
    );
  if (isAllowed) return undefined;
  return [options, 'does not allow the kind Namespace, which CreateNamespace=true makes: drop that option'] as const;
};

function textsOf(destination: Field) {
  const [server, name, namespace] = ['server', 'name', 'namespace'].map((part) => destination.text(part).value);
  return { server: server || undefined, name: name || undefined, namespace };
}

function matchesAny(patterns: readonly string[], value: string): boolean {
  // What is denied, and what is more than a wildcard, is left to Argo CD.
  return patterns.some((pattern) => /^!|[[\]{}]/.test(pattern) || globPattern(pattern).test(value));
}

function globPattern(pattern: string): RegExp {
  const parts = pattern
    .replace(/[.+^$()|\\]/g, '\\$&')
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${parts}$`, 's');
}
