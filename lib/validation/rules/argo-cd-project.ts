import {
  applicationSourcesOf,
  applicationsIn,
  argoObjects,
  deployedApplications,
  isTemplated,
} from '../../model/argo-cd';
import type { Field } from '../../model/field';
import { specOf } from '../../model/read-object';
import { didYouMean } from '../../text/did-you-mean';
import { quotedNames } from '../../text/shown';
import type { Rule } from '../rule';
import { Severity } from '../severity';

export const X23: Rule = {
  id: 'X23',
  severity: Severity.ERROR,
  title: 'An AppProject names repositories and destinations',
  why: 'An AppProject allows only what it names: without repositories or destinations Argo CD refuses every application of it.',
  source:
    'Argo CD v3.5.1: pkg/apis/application/v1alpha1/app_project_types.go (IsSourcePermitted, IsDestinationPermitted)',
  bad: { objects: [{ kind: 'AppProject', spec: { destinations: null } }] },
  good: { objects: [{ kind: 'AppProject' }] },
  on: 'app',
  check: (app, report) => {
    for (const resource of argoObjects(app, 'AppProject')) {
      for (const name of ['sourceRepos', 'destinations']) {
        const field = specOf(resource).list(name);
        if ((field.value?.length ?? 0) > 0) continue;
        report(
          resource,
          field,
          `the project has no ${name}, so that Argo CD would refuse every application: name them`,
        );
      }
    }
  },
};

export const X24: Rule = {
  id: 'X24',
  severity: Severity.ERROR,
  title: 'An Argo CD Application keeps to its AppProject',
  why: 'Argo CD never syncs an application whose repository, cluster or namespace its AppProject does not allow.',
  source:
    'Argo CD v3.5.1: pkg/apis/application/v1alpha1/app_project_types.go (IsSourcePermitted, IsDestinationPermitted, IsGroupKindNamePermitted)',
  bad: {
    objects: [
      { kind: 'Application', spec: { project: 'shop', source: { repoURL: 'https://git.example.com/other.git' } } },
      { kind: 'AppProject' },
    ],
  },
  good: { objects: [{ kind: 'Application', spec: { project: 'shop' } }, { kind: 'AppProject' }] },
  on: 'app',
  check: (app, report) => {
    const projects = new Map(argoObjects(app, 'AppProject').map((one) => [one.manifest.metadata.name, specOf(one)]));
    for (const { resource, spec } of projects.size === 0 ? [] : deployedApplications(app)) {
      const name = spec.text('project').value ?? '';
      // It may belong to another app.
      const allowed = projects.get(name);
      if (allowed === undefined) continue;
      for (const find of [repositoryProblem, destinationProblem, namespaceProblem]) {
        const [at, problem] = find(spec, allowed) ?? [];
        if (at !== undefined) report(resource, at, `AppProject "${name}" ${problem}, or allow it there`);
      }
    }
  },
};

export const X25: Rule = {
  id: 'X25',
  severity: Severity.WARNING,
  title: 'An Argo CD Application names no AppProject by a misspelt name',
  why: 'An application whose AppProject does not exist is never synced, and nothing but its own condition says so.',
  source: 'Argo CD v3.5.1: controller/appcontroller.go ("Application referencing project ... which does not exist")',
  bad: { objects: [{ kind: 'Application', spec: { project: 'shopp' } }, { kind: 'AppProject' }] },
  good: { objects: [{ kind: 'Application', spec: { project: 'shop' } }, { kind: 'AppProject' }] },
  on: 'app',
  check: (app, report) => {
    const names = argoObjects(app, 'AppProject').map(({ manifest }) => manifest.metadata.name ?? '');
    for (const { resource, spec } of names.length === 0 ? [] : applicationsIn(app)) {
      const project = spec.text('project');
      const name = project.value ?? '';
      if (names.includes(name) || name === BUILT_IN || isTemplated(name)) continue;
      const close = names.filter((one) => familyOf(one) !== familyOf(name));
      // Any other name may be that of a project which is declared elsewhere.
      const question = didYouMean(name, close, '');
      if (question !== '') report(resource, project, `no AppProject "${name}" is declared here: ${question}`);
    }
  },
};

/** Argo CD always has it. */
const BUILT_IN = 'default';

type Problem = readonly [at: Field, problem: string];

/** Nobody mixes up `team-a` and `team-b`, or `shop-eu` and `shop-us`. */
function familyOf(name: string): string {
  return name.replaceAll(/\d+|(?<![a-z\d])[a-z]{1,2}(?![a-z\d])/g, '#');
}

function repositoryProblem(spec: Field, project: Field): Problem | undefined {
  const allowed = project.at('sourceRepos').texts();
  const refused = applicationSourcesOf(spec)
    .map((source) => source.text('repoURL'))
    .find(({ value }) => value && !isTemplated(value) && !matchesAny(allowed.map(comparable), comparable(value)));
  if (refused === undefined || allowed.length === 0) return undefined;
  return [refused, `does not allow the repository "${refused.value}": use one of ${quotedNames(allowed)}`];
}

/** Git takes no notice of the ending, nor Argo CD of the case. */
function comparable(url: string): string {
  return url.toLowerCase().replace(/(\.git)?\/*$/, '');
}

function destinationProblem(spec: Field, project: Field): Problem | undefined {
  const destination = spec.at('destination');
  const { server, name, namespace = '' } = textsOf(destination);
  const allowed = project.at('destinations').items().map(textsOf);
  if (allowed.length === 0 || [server, name, namespace].some((value) => isTemplated(value ?? ''))) return undefined;
  // A cluster may be named by its server here, and by its name there.
  const here = allowed.filter(
    (one) =>
      matchesAny([one.server ?? '*'], server ?? one.server ?? '') &&
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
function namespaceProblem(spec: Field, project: Field): Problem | undefined {
  const options = spec.at('syncPolicy', 'syncOptions');
  if (!options.texts().includes('CreateNamespace=true')) return undefined;
  const isAllowed = project
    .at('clusterResourceWhitelist')
    .items()
    .some(
      (one) =>
        matchesAny([one.text('group').value ?? ''], '') && matchesAny([one.text('kind').value ?? ''], 'Namespace'),
    );
  if (isAllowed) return undefined;
  return [options, 'does not allow the kind Namespace, which CreateNamespace=true makes: drop that option'];
}

function textsOf(destination: Field) {
  const [server, name, namespace] = ['server', 'name', 'namespace'].map((part) => destination.text(part).value);
  return { server: server || undefined, name: name || undefined, namespace };
}

function matchesAny(patterns: readonly string[], value: string): boolean {
  // What is denied, and what is more than a wildcard, is left to Argo CD.
  return patterns.some((pattern) => /^!|[[\]{}]/.test(pattern) || glob(pattern).test(value));
}

function glob(pattern: string): RegExp {
  const parts = pattern
    .replace(/[.+^$()|\\]/g, '\\$&')
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${parts}$`, 's');
}
