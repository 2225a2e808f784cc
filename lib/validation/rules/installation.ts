import { grouped } from '../../collections/grouped';
import { fields, list } from '../../json/json';
import type { AppModel } from '../../model/app-model';
import { labelProblem } from '../../model/kubernetes-names';
import { infisicalOfKind, namespacesOf } from '../../model/references';
import { OPERATOR_CHART, type Release, releasesOf } from '../../model/releases';
import { quotedNames } from '../../text/shown';
import { unsetPartOf } from '../../text/unset-text';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** The operator's installation, and whether it fits what the app asks of it. */
export const INSTALLATION_RULES: readonly Rule[] = [
  {
    id: 'X2',
    severity: Severity.ERROR,
    title: 'The operator watches every namespace that its resources name',
    check: (app, report) => {
      const watched = watchedNamespaces(app);
      if (watched.length === 0) return;
      for (const resource of app.infisical) {
        if (resource.manifest.kind === 'ClusterGenerator') continue;
        for (const [namespace, places] of grouped(namespacesOf(resource), ([, named]) => named)) {
          if (watched.includes(namespace) || isNone(namespace)) continue;
          const named = places.map(([place]) => place);
          const where = named.includes('metadata.namespace') ? '' : ` (${named.join(', ')})`;
          report(
            resource,
            `the namespace "${namespace}"${where} is none of those that the operator watches, ${quotedNames(watched)}: choose one of these, or have it watch "${namespace}"`,
          );
        }
      }
    },
  },
  {
    id: 'X3',
    severity: Severity.ERROR,
    title: 'A namespace-scoped operator has scopedRBAC',
    check: (app, report) => {
      for (const { resource, chart, values } of releasesOf(app)) {
        const { raw: namespaces } = values.at('scopedNamespaces');
        const isList = Array.isArray(namespaces) || typeof namespaces === 'string';
        if (!isList || namespaces.length === 0 || values.flag('scopedRBAC').value === true) continue;
        if (chart !== undefined && chart !== OPERATOR_CHART) continue;
        report(resource, 'scopedNamespaces has no effect without scopedRBAC: add scopedRBAC: true');
      }
    },
  },
  {
    id: 'X4',
    severity: Severity.ERROR,
    title: 'Generators have an operator for the whole cluster',
    check: (app, report) => {
      const watched = watchedNamespaces(app);
      if (watched.length === 0) return;
      for (const resource of infisicalOfKind(app, 'InfisicalPushSecret')) {
        if (list(fields(fields(resource.manifest.spec).push).generators).length === 0) continue;
        report(
          resource,
          `push.generators needs an operator for the whole cluster, as a ClusterGenerator is in no namespace, and this one watches only ${quotedNames(watched)}: push a Secret instead`,
        );
      }
    },
  },
  {
    id: 'X7',
    severity: Severity.WARNING,
    title: 'One release of the operator installs the CRDs',
    check: (app, report) => {
      const [first, ...others] = operatorReleases(app).filter(
        ({ values }) => values.flag('installCRDs').value !== false,
      );
      for (const { resource } of others) {
        report(
          resource,
          `the CRDs are already installed by ${first.resource.manifest.kind} "${first.resource.manifest.metadata.name ?? ''}": set installCRDs: false here`,
        );
      }
    },
  },
  {
    id: 'X14',
    severity: Severity.WARNING,
    title: 'Resources with a finalizer are not removed together with the operator',
    check: (app, report) => {
      if (operatorReleases(app).length === 0) return;
      for (const resource of app.infisical) {
        const { kind } = resource.manifest;
        if (kind !== 'InfisicalPushSecret' && kind !== 'InfisicalDynamicSecret') continue;
        report(
          resource,
          `the ${kind} stands in one app with the operator, whose finalizer would block its deletion once the operator is gone: put it into an app that is deleted first`,
        );
      }
    },
  },
];

/** What is no namespace at all is told by A4, N2 and N6. */
function isNone(namespace: string): boolean {
  return labelProblem(namespace) !== undefined || unsetPartOf(namespace) !== undefined;
}

/** An empty list means, as for the chart, the whole cluster. */
function watchedNamespaces({ settings }: AppModel): readonly string[] {
  return settings.watchedNamespaces ?? [];
}

function operatorReleases(app: AppModel): Release[] {
  return releasesOf(app).filter(({ chart }) => chart === OPERATOR_CHART);
}
