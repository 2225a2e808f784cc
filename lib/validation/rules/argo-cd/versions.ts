import type { AppModel } from '../../../model/app-model';
import { applicationsIn, argoObjects } from '../../../model/argo-cd';
import {
  isArgoCdBefore,
  NAMED_KINDS,
  NEWER_ANNOTATIONS,
  NEWER_HOOKS,
  NEWER_IN_APPLICATION,
  NEWER_IN_APPLICATION_SET,
  NEWER_IN_PROJECT,
  NEWER_SYNC_OPTIONS,
  type Newer,
} from '../../../model/argo-cd-version';
import type { Field } from '../../../model/field';
import { type Resource, specOf } from '../../../model/resource';
import { annotationOf, HOOK_ANNOTATION, itemsOf, SYNC_OPTIONS_ANNOTATION } from '../../../model/sync-moments';
import { asLine } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';

export const X33 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'Argo CD knows what its objects and annotations say',
  why: 'An older Argo CD drops a field that it does not know, or takes no notice of an annotation, and does something else without a word: the source hydrator renders the folder by itself where the plugin is not known.',
  source:
    'Argo CD v2.8.0 to v3.5.1: pkg/apis/application/v1alpha1/types.go (SourceHydrator, DrySource, SyncPolicyAutomated), applicationset_types.go, app_project_types.go; gitops-engine/pkg/sync/common/types.go; where `argoCd.version` tells of an older one',
  bad: {
    settings: { argoCdVersion: '3.2' },
    objects: [applicationWith({ plugin: { name: 'cdk8s' } })],
  },
  good: {
    settings: { argoCdVersion: '3.3' },
    objects: [applicationWith({ plugin: { name: 'cdk8s' } })],
  },
  check: (app, report) => {
    const { argoCdVersion } = app.settings;
    if (argoCdVersion === undefined) return;
    for (const [resource, at, what, newer] of newerIn(app)) {
      if (!isArgoCdBefore(argoCdVersion, newer.since)) continue;
      report(
        resource,
        at,
        `${what} needs Argo CD ${newer.since}, and yours is ${asLine(argoCdVersion)}, which ${newer.before}: do without it, or upgrade Argo CD and tell its version`,
      );
    }
  },
});

function applicationWith(drySource: object) {
  return {
    kind: 'Application' as const,
    spec: {
      source: null,
      sourceHydrator: {
        drySource: { repoURL: 'https://git.example.com/shop.git', path: '.', targetRevision: 'main', ...drySource },
        syncSource: { targetBranch: 'environments/prod', path: 'shop' },
      },
    },
  };
}

type Use = readonly [resource: Resource, at: Field, what: string, newer: Newer];

function newerIn(app: AppModel): Use[] {
  return [
    ...applicationsIn(app).flatMap(({ resource, spec }) => fieldsIn(resource, spec, NEWER_IN_APPLICATION)),
    ...argoObjects(app, 'ApplicationSet').flatMap((one) => fieldsIn(one, specOf(one), NEWER_IN_APPLICATION_SET)),
    ...argoObjects(app, 'AppProject').flatMap((one) => [
      ...fieldsIn(one, specOf(one), NEWER_IN_PROJECT),
      ...namedKindsIn(one),
    ]),
    ...app.resources.flatMap(annotationsIn),
  ];
}

function fieldsIn(resource: Resource, spec: Field, newer: typeof NEWER_IN_APPLICATION): Use[] {
  return newer.flatMap((one): Use[] => {
    const field = spec.at(...one.at);
    return field.isGiven ? [[resource, field, one.at.join('.'), one]] : [];
  });
}

function namedKindsIn(project: Resource): Use[] {
  return ['clusterResourceWhitelist', 'clusterResourceBlacklist'].flatMap((list) =>
    specOf(project)
      .at(list)
      .items()
      .filter((item) => item.at('name').isGiven)
      .map((item): Use => [project, item.at('name'), `a name in ${list}`, NAMED_KINDS]),
  );
}

function annotationsIn(resource: Resource): Use[] {
  const listed = [
    [SYNC_OPTIONS_ANNOTATION, NEWER_SYNC_OPTIONS, 'the sync option'],
    [HOOK_ANNOTATION, NEWER_HOOKS, 'the hook'],
  ] as const;
  const items = listed.flatMap(([annotation, newer, what]) => {
    const field = annotationOf(resource, annotation);
    return itemsOf(field.value).flatMap((item): Use[] => {
      const known = newer.get(item);
      return known === undefined ? [] : [[resource, field, `${what} ${item}`, known]];
    });
  });
  const whole = [...NEWER_ANNOTATIONS].flatMap(([annotation, newer]): Use[] => {
    const field = annotationOf(resource, annotation);
    return field.isGiven ? [[resource, field, `the annotation ${annotation}`, newer]] : [];
  });
  return [...items, ...whole];
}
