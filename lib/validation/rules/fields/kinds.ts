import { groupOf } from '../../../model/cluster-scoped-kinds';
import { OPERATOR_GROUP } from '../../../model/kinds';
import { serviceNameProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes, NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../../model/kubernetes-version';
import { isList } from '../../../model/manifest';
import {
  isGroupOfKubernetes,
  kindsOfGroup,
  SERVED_GROUPS,
  servedAs,
  servedKind,
  servedKinds,
} from '../../../schemas/served-by-cluster';
import { closest } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { remembered } from '../../../text/remembered';
import { type ExampleObject, ruleOn, Severity } from '../../rule';
import { lifetimeProblem } from './lifetime-problem';

const RELEASES = `${OLDEST_KUBERNETES} to ${NEWEST_KUBERNETES}`;

const budget = (apiVersion: string): ExampleObject => ({ kind: 'PodDisruptionBudget', apiVersion });

export const F5 = ruleOn('resource', {
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'The kind of an object is one that the cluster serves',
  why: 'kubectl and Argo CD find no matches for the kind, and apply nothing of it.',
  source: `Kubernetes ${RELEASES}: pkg/controlplane/instance.go, and of each type in staging/src/k8s.io/api its APILifecycleRemoved`,
  bad: { objects: [budget('policy/v1beta1')] },
  good: { objects: [budget('policy/v1')] },
  check: ({ manifest, failure }, report, { settings }) => {
    if (failure !== undefined) return;
    const { apiVersion } = manifest;
    const kind: string = manifest.kind;
    for (const name of ['apiVersion', 'kind'] as const) {
      if (manifest[name].length > 0) continue;
      report(
        [name],
        `the object has no ${name}: write that of what it is, such as ${name === 'kind' ? 'Deployment' : 'apps/v1'}`,
      );
    }
    if (apiVersion === '' || kind === '' || isList(manifest) || groupOf(apiVersion) === OPERATOR_GROUP) return;
    const problem =
      formProblem(apiVersion, kind) ?? kindProblem([settings.kubernetesVersion, apiVersion, kind].join(' '));
    if (problem !== undefined) report([problem.at], problem.message);
  },
});

/** Of a list of objects of one kind, that kind. */
export function singular(kind: string): string {
  return kind.replace(/(?<=.)List$/, '');
}

interface Problem {
  readonly at: 'apiVersion' | 'kind';
  readonly message: string;
}

/** What is wrong with them whoever serves them. */
function formProblem(apiVersion: string, kind: string): Problem | undefined {
  const [group, version, ...more] = apiVersion.split('/');
  const isOfGroup = more.length === 0 && subdomainProblem(group) === undefined;
  if (version === undefined ? !/^v\d+\w*$/.test(group) : !isOfGroup || serviceNameProblem(version) !== undefined) {
    const remedy = 'write a group and its version, such as "apps/v1"';
    return { at: 'apiVersion', message: `the apiVersion ${quotedText(apiVersion)} is none: ${remedy}` };
  }
  const isKind = serviceNameProblem(kind.toLowerCase()) === undefined;
  return isKind
    ? undefined
    : { at: 'kind', message: `the kind ${quotedText(kind)} is no name of a kind: write letters and digits` };
}

/** Of a kind in a release: `1.34 apps/v1 Deployment`. Many objects are of the same few. */
const kindProblem = remembered((asked): Problem | undefined => {
  const [told, apiVersion, kind] = asked.split(' ');
  const version = told || undefined;
  const served = servedKind(apiVersion, kind) ?? servedKind(apiVersion, singular(kind));
  if (served !== undefined) {
    const problem = lifetimeProblem(served, version);
    return problem === undefined
      ? undefined
      : { at: 'apiVersion', message: `the kind ${kind} of ${apiVersion} ${problem}` };
  }
  // What a newer release serves nobody here knows.
  if (isBeyond(version)) return undefined;
  const group = groupOf(apiVersion);
  const elsewhere = servedAs(kind).find((one) => lifetimeProblem(one, version) === undefined);
  if (!isGroupOfKubernetes(group) && !isMisspelt(group, kind)) return undefined;
  const found = `no Kubernetes from ${RELEASES} serves the kind ${quotedText(kind)} in ${quotedText(apiVersion)}`;
  if (elsewhere !== undefined) {
    return { at: 'apiVersion', message: `${found}: write the apiVersion ${elsewhere.apiVersion}` };
  }
  if (!SERVED_GROUPS.includes(group) && group !== FORMER_GROUP) {
    return { at: 'apiVersion', message: `${found}: ${groupRemedy(kind, group)}` };
  }
  return { at: 'kind', message: `${found}: ${remedyFor(kind, group)}` };
});

/** Kubernetes has had all its kinds in it, and moved or dropped them. */
const FORMER_GROUP = 'extensions';

/** Of a group without a domain that Kubernetes does not have: nobody can have a kind in it. */
function groupRemedy(kind: string, group: string): string {
  const near = closest(group, SERVED_GROUPS);
  const meant = near === undefined ? undefined : closest(kind, kindsOfGroup(near));
  return meant === undefined
    ? 'write the group of a kind of your own with its domain, such as example.com/v1'
    : didYouMean(meant);
}

/** A group with a domain can be anybody's: it is only told of where nearly the same group has the kind. */
function isMisspelt(group: string, kind: string): boolean {
  const near = closest(
    group,
    SERVED_GROUPS.filter((one) => one.includes('.')),
  );
  return near !== undefined && kindsOfGroup(near).includes(kind);
}

function remedyFor(kind: string, group: string): string {
  const near = closest(kind, kindsOfGroup(group)) ?? closest(kind, servedKinds());
  return near === undefined ? 'drop it, or write what has come in its place' : didYouMean(near);
}

function didYouMean(kind: string): string {
  const [{ apiVersion }] = servedAs(kind);
  return `did you mean "${kind}" of ${apiVersion}?`;
}

function isBeyond(version: string | undefined): boolean {
  const [major, minor] = NEWEST_KUBERNETES.split('.');
  return isKubernetes(version, `${major}.${Number(minor) + 1}`);
}
