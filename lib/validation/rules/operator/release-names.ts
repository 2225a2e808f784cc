import { namedObject } from '../../../model/address';
import { isOneObject } from '../../../model/one-object';
import { OPERATOR_CHART, type Release } from '../../../model/releases';
import { ruleOn, Severity } from '../../rule';
import { clusterAsTold, operatorReleases, release, scopedRelease } from './releases';

export const X36 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'Releases of the operator differ in the first 15 characters of their names',
  why: 'The chart keeps no more of the name for its ClusterRoles and their bindings, whichever namespaces it is limited to: Helm refuses what belongs to another release, and with Argo CD one operator gets the rights of the other and loses its own.',
  source:
    'operator v0.10.4 to v0.11.7: helm-charts/secrets-operator/templates/_helpers.tpl (secrets-operator.fullname), templates/metrics-auth-rbac.yaml, metrics-reader-rbac.yaml, manager-rbac.yaml',
  bad: {
    objects: [release({}, 'infisical-operator-shop'), release({ installCRDs: false }, 'infisical-operator-web', 'web')],
  },
  good: {
    objects: [scopedRelease('shop', 'shop-operator'), scopedRelease('web', 'web-operator', { installCRDs: false })],
  },
  check: (app, report) => {
    const names = new Map<string, Release>();
    for (const one of operatorReleases(app)) {
      const name = fullName(one);
      if (name === undefined || !hasClusterObjects(one)) continue;
      const key = `${clusterAsTold(one)} ${name}`;
      const first = names.get(key);
      if (first === undefined) {
        names.set(key, one);
        continue;
      }
      if (isOneObject(first.resource, one.resource)) continue;
      report(
        one.resource,
        one.values,
        `the release "${one.name}" of the operator names its ClusterRoles "${name}-…", as the release "${first.name}" of ${namedObject(first.resource.manifest)} does: the chart keeps 15 characters. Set fullnameOverride, to a name of at most 15 characters that no other has`,
      );
    }
  },
});

/** What the chart puts before the names of all its objects; undefined where that cannot be known. */
function fullName({ name, values, mayHave }: Release): string | undefined {
  const [full, part] = [values.text('fullnameOverride'), values.text('nameOverride')];
  // "fullnameOverride" has the other in it, but for its capital.
  if (mayHave('fullnameOverride') || mayHave('nameOverride') || full.isUnresolved || part.isUnresolved)
    return undefined;
  if (full.value) return shortenedName(full.value);
  const own = part.value || OPERATOR_CHART;
  if (name === undefined) return undefined;
  return shortenedName(name.includes(own) ? name : `${name}-${own}`);
}

function shortenedName(name: string): string {
  return name.slice(0, 15).replace(/-$/, '');
}

/** Only the deprecated scopedNamespace makes Roles of the ClusterRoles for metrics. */
function hasClusterObjects({ values, mayHave }: Release): boolean {
  const isScoped = !values.at('scopedNamespace').isEmpty && values.flag('scopedRBAC').value === true;
  return !isScoped && !mayHave('scopedNamespace');
}
