import { grouped } from '../../../collections/grouped';
import { namedObject } from '../../../model/address';
import { perApp } from '../../../model/app-model';
import type { Field } from '../../../model/field';
import { isOneObject } from '../../../model/one-object';
import { OPERATOR_CHART, type Release, releasesOf } from '../../../model/releases';
import { type ExampleObject, ruleOn, Severity } from '../../rule';

/** The operator, as Flux installs it. */
export function release(values: object, name = 'operator', namespace = 'infisical'): ExampleObject {
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace },
    spec: { chart: { spec: { chart: OPERATOR_CHART } }, values },
  };
}

/** The operator, limited to a namespace, in one that is called after its release. */
export function scopedRelease(namespace: string, name: string, values: object = {}): ExampleObject {
  return release({ scopedRBAC: true, scopedNamespaces: [namespace], ...values }, name, name);
}

export const X3 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A namespace-scoped operator has scopedRBAC',
  why: 'Without one of the two the chart takes no notice of the other: the operator watches all namespaces, and may read and write every Secret of the cluster.',
  source:
    'operator v0.11.7: helm-charts/secrets-operator/templates/deployment.yaml, helm-charts/secrets-operator/templates/manager-rbac.yaml',
  bad: { objects: [release({ scopedNamespaces: ['shop'] })] },
  good: { objects: [release({ scopedNamespaces: ['shop'], scopedRBAC: true })] },
  check: (app, report) => {
    for (const { resource, chart, values, mayHave } of releasesOf(app)) {
      if (chart !== undefined && chart !== OPERATOR_CHART) continue;
      const scoped = values.flag('scopedRBAC');
      // The singular is the older one, and no better.
      const both = [values.at('scopedNamespaces'), values.at('scopedNamespace')];
      const namespaces = both.find(isNamed);
      if (scoped.value !== true && namespaces !== undefined && !mayHave('scopedRBAC')) {
        report(resource, namespaces, `${namespaces.key} has no effect without scopedRBAC: add scopedRBAC: true`);
      }
      if (scoped.value !== true || namespaces !== undefined || mayHave('scopedNamespace')) continue;
      if (both.some(({ isUnresolved }) => isUnresolved)) continue;
      const message = `scopedRBAC has no effect without scopedNamespaces, and the operator gets the rights of the whole cluster: name its namespaces`;
      report(resource, scoped, message);
    }
  },
});

function isNamed({ raw }: Field): boolean {
  return (Array.isArray(raw) || typeof raw === 'string') && raw.length > 0;
}

export const X7 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'One release of the operator installs the CRDs',
  why: 'Helm refuses to install what belongs to another release, and Argo CD lets two applications fight over it.',
  source: 'operator v0.11.7: helm-charts/secrets-operator/templates/, in which each CRD depends on installCRDs',
  bad: { objects: [release({}), release({}, 'second', 'second')] },
  good: { objects: [scopedRelease('shop', 'first'), scopedRelease('web', 'second', { installCRDs: false })] },
  check: (app, report) => {
    for (const [first, ...others] of grouped(operatorReleases(app).filter(installsCrds), clusterAsTold).values()) {
      for (const { resource, values } of others) {
        if (isOneObject(resource, first.resource)) continue;
        report(
          resource,
          values,
          `the CRDs are already installed by ${namedObject(first.resource.manifest)}: set installCRDs: false here`,
        );
      }
    }
  },
});

/** It does where nobody says otherwise, here or elsewhere. */
function installsCrds({ values, mayHave }: Release): boolean {
  const told = values.flag('installCRDs').value;
  return told ?? !mayHave('installCRDs');
}

export const X14 = ruleOn('operator', {
  severity: Severity.WARNING,
  title: 'Resources with a finalizer are not removed together with the operator',
  why: 'Only the operator removes its finalizer. Once it is gone, the resource and its namespace stay in Terminating.',
  source:
    'operator v0.11.7: internal/controller/infisicalpushsecret_controller.go, internal/controller/infisicaldynamicsecret_controller.go (Reconcile)',
  bad: { objects: [{ kind: 'InfisicalDynamicSecret' }, release({})] },
  good: { objects: [{ kind: 'InfisicalDynamicSecret' }] },
  check: ({ kind }, report, app) => {
    if (kind !== 'InfisicalPushSecret' && kind !== 'InfisicalDynamicSecret') return;
    if (operatorReleases(app).length === 0) return;
    report(
      ['kind'],
      `the ${kind} stands in one app with the operator, whose finalizer would block its deletion once the operator is gone: put it into an app that is deleted first`,
    );
  },
});

export const operatorReleases = perApp((app): Release[] =>
  releasesOf(app).filter(({ chart }) => chart === OPERATOR_CHART),
);

/**
 * What two releases of one cluster have in common, as far as files tell: where the releases do not name it, nobody knows
 * which cluster reads a folder.
 */
export function clusterAsTold({ cluster, resource: { file = '' } }: Release): string {
  return cluster === '' ? `folder ${file.replace(/[^/\\]*$/, '')}` : `cluster ${cluster}`;
}
