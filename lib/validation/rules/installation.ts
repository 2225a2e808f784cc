import { grouped } from '../../collections/grouped';
import type { AppModel } from '../../model/app-model';
import { pathText } from '../../model/field';
import { labelProblem } from '../../model/kubernetes-names';
import { perApp } from '../../model/per-app';
import { namespacesOf } from '../../model/references';
import { OPERATOR_CHART, type Release, releasesOf } from '../../model/releases';
import { quotedNames } from '../../text/shown';
import { unsetPartOf } from '../../text/unset-text';
import type { ExampleObject } from '../example';
import type { Rule } from '../rule';
import { Severity } from '../severity';

/** The operator, as Flux installs it. */
function release(values: object, name = 'operator'): ExampleObject {
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace: 'infisical' },
    spec: { chart: { spec: { chart: OPERATOR_CHART } }, values },
  };
}

export const X2: Rule = {
  id: 'X2',
  severity: Severity.ERROR,
  title: 'The operator watches every namespace that its resources name',
  why: 'An operator that is limited to namespaces never sees the resource, or may not read what it refers to.',
  source: 'operator v0.11.7: cmd/main.go (flag --namespaces), helm-charts/secrets-operator/templates/manager-rbac.yaml',
  bad: { objects: [{ kind: 'InfisicalSecret' }], settings: { watchedNamespaces: ['billing'] } },
  good: { objects: [{ kind: 'InfisicalSecret' }], settings: { watchedNamespaces: ['shop'] } },
  on: 'operator',
  check: ({ resource, kind }, report, app) => {
    const watched = watchedNamespaces(app);
    if (watched.length === 0 || kind === 'ClusterGenerator') return;
    for (const [namespace = '', places] of grouped(namespacesOf(resource), ({ value }) => value)) {
      if (watched.includes(namespace) || isNone(namespace)) continue;
      const named = places.map(({ path }) => pathText(path));
      const where = named.includes('metadata.namespace') ? '' : ` (${named.join(', ')})`;
      report(
        resource,
        places[0],
        `the namespace "${namespace}"${where} is none of those that the operator watches, ${quotedNames(watched)}: choose one of these, or have it watch "${namespace}"`,
      );
    }
  },
};

export const X3: Rule = {
  id: 'X3',
  severity: Severity.ERROR,
  title: 'A namespace-scoped operator has scopedRBAC',
  why: 'Without scopedRBAC the chart takes no notice of scopedNamespaces: the operator has the rights of the whole cluster.',
  source:
    'operator v0.11.7: helm-charts/secrets-operator/templates/deployment.yaml, helm-charts/secrets-operator/templates/manager-rbac.yaml',
  bad: { objects: [release({ scopedNamespaces: ['shop'] })] },
  good: { objects: [release({ scopedNamespaces: ['shop'], scopedRBAC: true })] },
  on: 'app',
  check: (app, report) => {
    for (const { resource, chart, values } of releasesOf(app)) {
      const namespaces = values.at('scopedNamespaces');
      const isList = Array.isArray(namespaces.raw) || typeof namespaces.raw === 'string';
      const isEmpty = namespaces.isEmpty || (Array.isArray(namespaces.raw) && namespaces.raw.length === 0);
      if (!isList || isEmpty || values.flag('scopedRBAC').value === true) continue;
      if (chart !== undefined && chart !== OPERATOR_CHART) continue;
      report(resource, namespaces, 'scopedNamespaces has no effect without scopedRBAC: add scopedRBAC: true');
    }
  },
};

export const X4: Rule = {
  id: 'X4',
  severity: Severity.ERROR,
  title: 'Generators have an operator for the whole cluster',
  why: 'A ClusterGenerator is in no namespace, and the Roles of an operator that is limited to namespaces do not reach it: it waits for it for ever, also with its other pushes.',
  source:
    'operator v0.11.7: helm-charts/secrets-operator/templates/manager-rbac.yaml, internal/services/infisicalpushsecret/reconciler.go (processGenerators); the waiting seen with v0.11.5',
  bad: {
    objects: [
      {
        kind: 'InfisicalPushSecret',
        spec: {
          push: {
            secret: null,
            generators: [{ destinationSecretName: 'PASSWORD', generatorRef: { kind: 'Password', name: 'password' } }],
          },
        },
      },
    ],
    settings: { watchedNamespaces: ['shop'] },
  },
  good: { objects: [{ kind: 'InfisicalPushSecret' }], settings: { watchedNamespaces: ['shop'] } },
  on: 'InfisicalPushSecret',
  check: ({ resource, spec }, report, app) => {
    const watched = watchedNamespaces(app);
    const generators = spec.at('push', 'generators');
    if (watched.length === 0 || generators.items().length === 0) return;
    report(
      resource,
      generators,
      `push.generators needs an operator for the whole cluster, as a ClusterGenerator is in no namespace, and this one watches only ${quotedNames(watched)}: push a Secret instead`,
    );
  },
};

export const X7: Rule = {
  id: 'X7',
  severity: Severity.WARNING,
  title: 'One release of the operator installs the CRDs',
  why: 'Helm refuses to install what belongs to another release, and Argo CD lets two applications fight over it.',
  source: 'operator v0.11.7: helm-charts/secrets-operator/templates/, in which each CRD depends on installCRDs',
  bad: { objects: [release({}), release({}, 'second')] },
  good: { objects: [release({}), release({ installCRDs: false }, 'second')] },
  on: 'app',
  check: (app, report) => {
    const installing = operatorReleases(app).filter(({ values }) => values.flag('installCRDs').value !== false);
    const [first, ...others] = installing;
    for (const { resource, values } of others) {
      report(
        resource,
        values,
        `the CRDs are already installed by ${first.resource.manifest.kind} "${first.resource.manifest.metadata.name ?? ''}": set installCRDs: false here`,
      );
    }
  },
};

export const X14: Rule = {
  id: 'X14',
  severity: Severity.WARNING,
  title: 'Resources with a finalizer are not removed together with the operator',
  why: 'Only the operator removes its finalizer. Once it is gone, the resource and its namespace stay in Terminating.',
  source:
    'operator v0.11.7: internal/controller/infisicalpushsecret_controller.go, internal/controller/infisicaldynamicsecret_controller.go (Reconcile)',
  bad: { objects: [{ kind: 'InfisicalDynamicSecret' }, release({})] },
  good: { objects: [{ kind: 'InfisicalDynamicSecret' }] },
  on: 'operator',
  check: ({ resource, kind }, report, app) => {
    if (kind !== 'InfisicalPushSecret' && kind !== 'InfisicalDynamicSecret') return;
    if (operatorReleases(app).length === 0) return;
    report(
      resource,
      ['kind'],
      `the ${kind} stands in one app with the operator, whose finalizer would block its deletion once the operator is gone: put it into an app that is deleted first`,
    );
  },
};

/** What is no namespace at all is told by A4, N2 and N6. */
function isNone(namespace: string): boolean {
  return labelProblem(namespace) !== undefined || unsetPartOf(namespace) !== undefined;
}

/** An empty list means, as for the chart, the whole cluster. */
function watchedNamespaces({ settings }: AppModel): readonly string[] {
  return settings.watchedNamespaces ?? [];
}

const operatorReleases = perApp((app): Release[] => releasesOf(app).filter(({ chart }) => chart === OPERATOR_CHART));
