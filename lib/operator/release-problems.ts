import { configuredSettings, releasedVersion } from '../evaluation/settings';
import { settingsProblems } from '../evaluation/settings-problems';
import type { ProjectEnvironment } from '../gitops';
import { canonicalHost } from '../model/host';
import { labelProblem, subdomainProblem } from '../model/kubernetes-names';
import type { Manifest } from '../model/manifest';
import { NEWEST_OPERATOR } from '../model/operator-version';
import { namespacesWatchedBy } from '../model/released-operator';
import { releasesIn } from '../model/releases-in';
import type { PropsProblem } from '../props/props-problem';
import { withoutCredentials } from '../text/credential-text';
import { shown } from '../text/shown';
import { connectionOf, isScoped, misplacedValues, watchedBy } from './chart-values';
import type { OperatorReleaseProps } from './operator-release-props';
import { servedEnvironments } from './served-environments';

/** Helm keeps room for what charts add. */
const MOST_OF_NAME = 53;

/** What is wrong with a release, now that all is declared. */
export function releaseProblems(props: OperatorReleaseProps, name: string): PropsProblem[] {
  return [
    ...settingsProblems({ operatorVersion: props.version }, () => 'version'),
    ...settingsProblems({ defaultConnection: props.host?.url }, () => 'host'),
    ...nameProblems(props, name),
    ...repositoryProblems(props),
    ...valueProblems(props),
    ...scopeProblems(props),
    ...[...new Set(servedEnvironments(props))].flatMap((environment) => contradictions(props, environment)),
  ];
}

/** What the finished object says otherwise, by a patch: the rules of environments go by the props. */
export function patchProblems(props: OperatorReleaseProps, version: string, manifest: unknown): PropsProblem[] {
  if (manifest === undefined) return [];
  const [release] = releasesIn([{ manifest: manifest as Manifest }]);
  if (release === undefined) return [];
  const found: string[] = [];
  const installed = release.version.raw;
  if (installed !== version) {
    found.push(`a patch makes the version ${shown(installed)} of ${shown(version)}: give it as version`);
  }
  const watched = new Set(namespacesWatchedBy(release));
  const wanted = isScoped(props) ? watchedBy(props) : [];
  if (watched.size !== new Set(wanted).size || wanted.some((name) => !watched.has(name))) {
    found.push('a patch changes which namespaces are watched: say it by watchedNamespaces, or by watchesCluster');
  }
  return found.map((message) => ({ rule: 'X45', message: `${message}, as the rules of its environments go by that` }));
}

function nameProblems(props: OperatorReleaseProps, name: string): PropsProblem[] {
  const { namespace, serviceAccountName, watchedNamespaces = [] } = props;
  const ofName = name.length > MOST_OF_NAME ? `has ${name.length} characters, ${MOST_OF_NAME} are allowed` : undefined;
  const named: [what: string, value: string | undefined, problem: (value: string) => string | undefined][] = [
    ['namespace', namespace, labelProblem],
    ['serviceAccountName', serviceAccountName, subdomainProblem],
    ...watchedNamespaces.map((one, i): (typeof named)[number] => [`watchedNamespaces[${i}]`, one, labelProblem]),
  ];
  return [
    ...(ofName === undefined ? [] : [problem(`the name ${shown(name)} of the release ${ofName}`)]),
    ...named.flatMap(([what, value, problemOf]) => {
      const wrong = value === undefined ? undefined : problemOf(value);
      return wrong === undefined ? [] : [problem(`${what} ${shown(value)} ${wrong}`)];
    }),
  ];
}

function repositoryProblems({ chartRepository: url }: OperatorReleaseProps): PropsProblem[] {
  if (url === undefined) return [];
  const remedy = 'write a URL, for example "https://charts.example.com" or "oci://registry.example.com/charts"';
  const shownUrl = shown(withoutCredentials(url));
  if (!URL.canParse(url) || !/^(https?|oci):\/\//i.test(url)) {
    return [problem(`chartRepository ${shownUrl} is not the URL of a repository: ${remedy}`)];
  }
  const { username, password } = new URL(url);
  if (username === '' && password === '') return [];
  return [problem(`chartRepository ${shownUrl} carries credentials, which must never stand in a manifest: ${remedy}`)];
}

function valueProblems({ values = {} }: OperatorReleaseProps): PropsProblem[] {
  return misplacedValues(values).map(([path, prop]) =>
    problem(`values.${path} would be overwritten: say it by the prop ${prop}`),
  );
}

function scopeProblems(props: OperatorReleaseProps): PropsProblem[] {
  const { projects, watchedNamespaces, watchesCluster, cluster } = props;
  if (watchesCluster && watchedNamespaces !== undefined) {
    return [problem('watchesCluster is every namespace, so that watchedNamespaces say nothing: drop one of both')];
  }
  if (!isScoped(props) || watchedBy(props).length > 0) return [];
  // What is no namespace is told of the environment.
  if (servedEnvironments(props).some(({ namespace }) => namespace !== undefined)) return [];
  const where = cluster === undefined ? '' : ` to the cluster ${shown(cluster)}`;
  const missing =
    projects === undefined
      ? 'watchedNamespaces are empty'
      : `no environment of its projects is deployed${where} with a namespace`;
  return [
    problem(
      `${missing}, and to the chart no namespaces are all: name those that the operator watches, or write watchesCluster: true`,
    ),
  ];
}

/** What the program says of the operator of an environment, and a release that serves it does not. */
function contradictions(props: OperatorReleaseProps, environment: ProjectEnvironment): PropsProblem[] {
  const { operatorVersion, defaultConnection, watchedNamespaces } = configuredSettings(environment);
  const version = withV(props.version ?? NEWEST_OPERATOR);
  const connection = connectionOf(props);
  const told = (what: string) => `of the operator of the environment "${environment.name}" ${what}`;
  const remedy = 'let the release alone say it, or say the same';
  const found: PropsProblem[] = [];
  if (operatorVersion !== undefined && withV(operatorVersion) !== version) {
    const message = `${told(`is told that it is ${shown(operatorVersion)}`)}, and this release installs ${shown(version)}`;
    found.push({ rule: 'X45', message: `${message}: ${remedy}` });
  }
  const ofOther = releasedVersion(environment);
  if (operatorVersion === undefined && ofOther !== undefined && ofOther !== version) {
    const message = `another release that serves the environment "${environment.name}" installs ${shown(ofOther)}, and this one ${shown(version)}`;
    found.push({ rule: 'X45', message: `${message}: give both the same version, or serve it by one` });
  }
  if (defaultConnection !== undefined && canonicalHost(connection?.url ?? '') !== canonicalHost(defaultConnection)) {
    const here = connection === undefined ? 'makes none' : `leads it to ${shown(withoutCredentials(connection.url))}`;
    const message = `${told(`is told that its connection leads to ${shown(withoutCredentials(defaultConnection))}`)}, and this release ${here}`;
    found.push({ rule: 'X45', message: `${message}: ${remedy}` });
  }
  const unwatched = isScoped(props)
    ? [...(watchedNamespaces ?? [])].find((one) => !watchedBy(props).includes(one))
    : undefined;
  if (unwatched !== undefined) {
    const message = `${told(`is told that it watches ${shown(unwatched)}`)}, and this release does not have it do so`;
    found.push({ rule: 'X45', message: `${message}: add it to watchedNamespaces of the release, or ${remedy}` });
  }
  return found;
}

/** As the chart calls its versions. */
export function withV(version: string): string {
  return version.startsWith('v') ? version : `v${version}`;
}

function problem(message: string): PropsProblem {
  return { rule: 'X46', message };
}
