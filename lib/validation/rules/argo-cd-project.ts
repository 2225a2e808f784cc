import { type Fields, fields, list, text } from '../../json/json';
import { applicationsIn, argoObjects, deployedApplications, isTemplated, sourcesOf } from '../../model/argo-cd';
import { didYouMean } from '../../text/did-you-mean';
import { quotedNames } from '../../text/shown';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** Whether AppProjects allow what the app declares. */
export const ARGO_CD_PROJECT_RULES: readonly Rule[] = [
  {
    id: 'X23',
    severity: Severity.ERROR,
    title: 'An AppProject names repositories and destinations',
    check: (app, report) => {
      for (const resource of argoObjects(app, 'AppProject')) {
        const spec = fields(resource.manifest.spec);
        for (const field of ['sourceRepos', 'destinations']) {
          if (Array.isArray(spec[field]) && spec[field].length > 0) continue;
          report(resource, `the project has no ${field}, so that Argo CD would refuse every application: name them`);
        }
      }
    },
  },
  {
    id: 'X24',
    severity: Severity.ERROR,
    title: 'An Argo CD Application keeps to its AppProject',
    check: (app, report) => {
      const projects = new Map(
        argoObjects(app, 'AppProject').map(({ manifest }) => [manifest.metadata.name, manifest]),
      );
      for (const { resource, spec } of projects.size === 0 ? [] : deployedApplications(app)) {
        const name = text(spec.project) ?? '';
        // It may belong to another app.
        const project = projects.get(name);
        if (project === undefined) continue;
        const allowed = fields(project.spec);
        const problems = [repositoryProblem, destinationProblem, namespaceProblem].map((find) => find(spec, allowed));
        for (const problem of problems) {
          if (problem) report(resource, `AppProject "${name}" ${problem}, or allow it there`);
        }
      }
    },
  },
  {
    id: 'X25',
    severity: Severity.WARNING,
    title: 'An Argo CD Application names no AppProject by a misspelt name',
    check: (app, report) => {
      const names = argoObjects(app, 'AppProject').map(({ manifest }) => manifest.metadata.name ?? '');
      for (const { resource, spec } of names.length === 0 ? [] : applicationsIn(app)) {
        const name = text(spec.project) ?? '';
        if (names.includes(name) || name === BUILT_IN || isTemplated(name)) continue;
        const close = names.filter((one) => familyOf(one) !== familyOf(name));
        // Any other name may be that of a project which is declared elsewhere.
        const question = didYouMean(name, close, '');
        if (question !== '') report(resource, `no AppProject "${name}" is declared here: ${question}`);
      }
    },
  },
];

/** Argo CD always has it. */
const BUILT_IN = 'default';

/** Nobody mixes up `team-a` and `team-b`, or `shop-eu` and `shop-us`. */
function familyOf(name: string): string {
  return name.replaceAll(/\d+|(?<![a-z\d])[a-z]{1,2}(?![a-z\d])/g, '#');
}

function repositoryProblem(spec: Fields, { sourceRepos }: Fields): string | undefined {
  const allowed = (Array.isArray(sourceRepos) ? sourceRepos : []).flatMap((repository) => text(repository) ?? []);
  const refused = sourcesOf(spec)
    .flatMap(({ repoURL }) => text(repoURL) || [])
    .find((url) => !isTemplated(url) && !matchesAny(allowed.map(comparable), comparable(url)));
  if (refused === undefined || allowed.length === 0) return undefined;
  return `does not allow the repository "${refused}": use one of ${quotedNames(allowed)}`;
}

/** Git takes no notice of the ending, nor Argo CD of the case. */
function comparable(url: string): string {
  return url.toLowerCase().replace(/(\.git)?\/*$/, '');
}

function destinationProblem(spec: Fields, { destinations }: Fields): string | undefined {
  const { server, name, namespace = '' } = texts(fields(spec.destination));
  const allowed = list(destinations).map(texts);
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
  if (here.length === 0) return `does not allow the cluster "${where}": use one of its destinations`;
  return `does not allow ${what} in "${where}": write destination.namespace as one of ${quotedNames(new Set(namespaces))}`;
}

/** Argo CD makes the namespace as an object of the application, and fails where the project does not allow that. */
function namespaceProblem({ syncPolicy }: Fields, { clusterResourceWhitelist }: Fields): string | undefined {
  const { syncOptions } = fields(syncPolicy);
  if (!Array.isArray(syncOptions) || !syncOptions.includes('CreateNamespace=true')) return undefined;
  const isAllowed = list(clusterResourceWhitelist).some(
    ({ group, kind }) => matchesAny([text(group) ?? ''], '') && matchesAny([text(kind) ?? ''], 'Namespace'),
  );
  return isAllowed
    ? undefined
    : 'does not allow the kind Namespace, which CreateNamespace=true makes: drop that option';
}

function texts({ server, name, namespace }: Fields) {
  return { server: text(server) || undefined, name: text(name) || undefined, namespace: text(namespace) };
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
