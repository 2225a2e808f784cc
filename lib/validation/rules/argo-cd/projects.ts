import { applicationsIn, argoObjects, hasGlobalProjects, isTemplated } from '../../../model/argo-cd';
import type { Field } from '../../../model/field';
import { type Resource, specOf } from '../../../model/resource';
import { didYouMean } from '../../../text/did-you-mean';
import { ruleOn, Severity } from '../../rule';

export const X23 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'An AppProject names repositories and destinations',
  why: 'An AppProject allows only what it names: without repositories or destinations Argo CD refuses every application of it.',
  source:
    'Argo CD v3.5.1: pkg/apis/application/v1alpha1/app_project_types.go (IsSourcePermitted, IsDestinationPermitted), util/argo/argo.go (mergeVirtualProject)',
  bad: { objects: [{ kind: 'AppProject', spec: { destinations: null } }] },
  good: { objects: [{ kind: 'AppProject' }] },
  check: (app, report) => {
    if (hasGlobalProjects(app)) return;
    const used = new Set(applicationsIn(app).map(({ spec }) => spec.at('project').raw));
    for (const resource of argoObjects(app, 'AppProject')) {
      if (isForOthers(resource) && !used.has(resource.manifest.metadata.name)) continue;
      for (const name of ['sourceRepos', 'destinations']) {
        const field = specOf(resource).list(name);
        if ((field.value?.length ?? 0) > 0 || isClosed(resource, field)) continue;
        report(
          resource,
          field,
          `the project has no ${name}, so that Argo CD would refuse every application: name them`,
        );
      }
    }
  },
});

/** A project without both may be a global one, from which others inherit what it says of kinds. */
function isForOthers(resource: Resource): boolean {
  return ['sourceRepos', 'destinations'].every((name) => specOf(resource).at(name).state === 'absent');
}

/** Argo CD always has the project `default`, which nobody can delete: who empties it wants no application in it. */
function isClosed({ manifest }: Resource, { value }: Field<readonly unknown[]>): boolean {
  return manifest.metadata.name === BUILT_IN && value?.length === 0;
}

export const X25 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'An Argo CD Application names no AppProject by a misspelt name',
  why: 'An application whose AppProject does not exist is never synced, and nothing but its own condition says so.',
  source: 'Argo CD v3.5.1: controller/appcontroller.go ("Application referencing project ... which does not exist")',
  bad: { objects: [{ kind: 'Application', spec: { project: 'shopp' } }, { kind: 'AppProject' }] },
  good: { objects: [{ kind: 'Application', spec: { project: 'shop' } }, { kind: 'AppProject' }] },
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
});

/** Argo CD always has it. */
const BUILT_IN = 'default';

/** Nobody mixes up `team-a` and `team-b`, or `shop-eu` and `shop-us`. */
function familyOf(name: string): string {
  return name.replaceAll(/\d+|(?<![a-z\d])[a-z]{1,2}(?![a-z\d])/g, '#');
}
