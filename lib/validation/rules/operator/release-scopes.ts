import { namedObject } from '../../../model/address';
import type { Settings } from '../../../model/app-model';
import { isOperatorFrom } from '../../../model/operator-version';
import { namespacesWatchedBy, versionOf } from '../../../model/released-operator';
import type { Release } from '../../../model/releases';
import { isFilledInLater } from '../../../model/resource';
import { quotedNames, shown } from '../../../text/shown';
import { type ExampleObject, ruleOn, Severity } from '../../rule';
import { EarlierReleases } from './earlier-releases';
import { clusterAsTold, operatorReleases, release, scopedRelease } from './releases';

export const X44 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'Each namespace has one operator',
  why: 'Each operator acts on all resources that it sees: a push with generators sends the values of both in turn, and a lease may be taken twice.',
  source: 'operator v0.11.7: cmd/main.go (flag --namespaces; the leader is elected in the namespace of the release)',
  bad: { objects: [scopedRelease('shop', 'first'), release({ installCRDs: false }, 'second', 'second')] },
  good: { objects: [scopedRelease('shop', 'first'), scopedRelease('web', 'second', { installCRDs: false })] },
  check: (app, report) => {
    const earlier = new EarlierReleases();
    for (const one of operatorReleases(app).filter(isScopeKnown)) {
      const cluster = clusterAsTold(one);
      const own = namespacesWatchedBy(one);
      const [ofAll, ...ofNames] = [ALL_NAMESPACES, ...(own ?? [])].map((name) => JSON.stringify([cluster, name]));
      const common = own === undefined ? [cluster] : [ofAll, ...ofNames];
      const [other] = common.flatMap((each) => earlier.beside(one, each) ?? []);
      for (const each of [cluster, ...(own === undefined ? [ofAll] : ofNames)]) earlier.add(one, each);
      const shared = other === undefined ? undefined : sharedBy(other, one);
      if (other === undefined || shared === undefined) continue;
      const first = `the operator of ${namedObject(other.resource.manifest)}`;
      const message = `${first} watches ${shared}, too, and both act on each resource there: give each namespaces of its own, by scopedNamespaces and scopedRBAC: true, or drop one release`;
      const names = one.values.at('scopedNamespaces');
      report(one.resource, names.isGiven ? names : one.values, message);
    }
  },
});

/** No namespace has this name. */
const ALL_NAMESPACES = '*';

/** Whether all that tells of it stands in the release itself: what is filled in later is limited to nobody knows what. */
function isScopeKnown(one: Release): boolean {
  const { values, mayHave } = one;
  const names = ['scopedNamespaces', 'scopedNamespace', 'scopedRBAC'];
  if (['scopedNamespace', 'scopedRBAC'].some(mayHave) || names.some((name) => values.at(name).isUnresolved))
    return false;
  return values.at('scopedRBAC').raw !== true || namespacesWatchedBy(one) !== undefined;
}

function sharedBy(one: Release, other: Release): string | undefined {
  const [own, others] = [namespacesWatchedBy(one), namespacesWatchedBy(other)];
  const narrow = own ?? others;
  if (narrow === undefined) return 'all namespaces';
  const watched = others === undefined ? undefined : new Set(others);
  const shared = narrow.filter((name) => watched?.has(name) ?? true);
  return shared.length === 0 ? undefined : quotedNames(shared);
}

const [SHOP, WEB] = ['shop', 'web'].map((name) => ({ scopedRBAC: true, scopedNamespaces: [name] }));

export const X47 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'Releases of the operator are in namespaces of their own',
  why: 'Operators in one namespace elect one leader among them: the others wait for ever, and nobody acts on what they watch.',
  source:
    'operator v0.11.5: cmd/main.go (LeaderElectionID), helm-charts/secrets-operator/values.yaml (--leader-elect); controller-runtime: pkg/leaderelection/leader_election.go (NewResourceLock)',
  bad: { objects: [release(SHOP, 'shop-operator'), release({ ...WEB, installCRDs: false }, 'web-operator')] },
  good: {
    objects: [scopedRelease('shop', 'shop-operator'), scopedRelease('web', 'web-operator', { installCRDs: false })],
  },
  check: (app, report) => {
    const earlier = new EarlierReleases();
    for (const one of operatorReleases(app).filter(electsLeader)) {
      const { namespace } = one;
      const common = JSON.stringify([clusterAsTold(one), namespace]);
      const other = earlier.beside(one, common);
      earlier.add(one, common);
      if (other === undefined || namespace === undefined || isFilledInLater(one.resource, namespace)) continue;
      const first = `the operator of ${namedObject(other.resource.manifest)}`;
      const message = `${first} is in the namespace "${namespace}", too, where both elect one leader, and the other one never acts: put this one into a namespace of its own, or drop one release`;
      report(one.resource, one.resource.manifest.kind === 'HelmRelease' ? ['spec'] : ['spec', 'destination'], message);
    }
  },
});

/** Arguments of the chart's user replace those by which it does. */
function electsLeader({ values, mayHave }: Release): boolean {
  return values.at('controllerManager', 'manager', 'args').isEmpty && !mayHave('args');
}

const RELEASE = releaseOfVersion('v0.11.5');

export const X45 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'What is told of the operator is what its release installs',
  why: 'Every rule goes by what is told: what the operator of the release does otherwise is found in the cluster only.',
  source: 'cdk8s-infisical: operator in cdk8s-infisical.yaml, InfisicalOperator.configure',
  bad: { objects: [RELEASE], settings: { operatorVersion: 'v0.11.7' } },
  good: { objects: [RELEASE], settings: { operatorVersion: 'v0.11.5' } },
  check: (app, report) => {
    const releases = operatorReleases(app);
    const problems = releases.map((one) => versionProblem(one, app.settings));
    // Clusters may have several versions, of which one only can be told.
    const isOneOfSeveral = releases.some((one, i) => versionOf(one) !== undefined && problems[i] === undefined);
    releases.forEach((one, i) => {
      const problem = problems[i];
      if (problem !== undefined && !isOneOfSeveral) report(one.resource, one.version, problem);
    });
    const [only] = releases;
    const namespaces = releases.length === 1 ? namespacesProblem(only, app.settings) : undefined;
    if (namespaces !== undefined) report(only.resource, only.values.at('scopedNamespaces'), namespaces);
  },
});

function versionProblem(one: Release, { operatorVersion: told }: Settings): string | undefined {
  const installed = versionOf(one);
  if (told === undefined || installed === undefined || isSame(told, installed)) return undefined;
  return `the release installs the operator ${shown(installed)}, and what is told of it is version ${shown(told)}: tell nothing, as the release says it (operator.version in cdk8s-infisical.yaml${orInCode(one, 'version')}), or install that one`;
}

function isSame(one: string, other: string): boolean {
  return isOperatorFrom(one, other) && isOperatorFrom(other, one);
}

function namespacesProblem(one: Release, { watchedNamespaces: told }: Settings): string | undefined {
  const watched = namespacesWatchedBy(one);
  if (told === undefined || told.length === 0 || watched === undefined) return undefined;
  const missing = told.filter((name) => !watched.includes(name));
  if (missing.length === 0) return undefined;
  return `the operator of the release watches ${quotedNames(watched)} only, and what is told of it is that it watches ${quotedNames(missing)}, too: tell nothing, as the release says it (operator.watchedNamespaces in cdk8s-infisical.yaml${orInCode(one, 'watchedNamespaces')}), or add it to scopedNamespaces`;
}

function orInCode({ resource }: Release, option: string): string {
  return resource.construct === undefined ? '' : `, ${option} of InfisicalOperator.configure`;
}

function releaseOfVersion(version: string): ExampleObject {
  return {
    ...release({}),
    spec: { chart: { spec: { chart: 'secrets-operator', version } } },
  };
}
