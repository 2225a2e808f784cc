import { grouped } from '../../../lib/collections/grouped';
import { type Fields, fields, list, text } from '../../../lib/json/json';
import { isOperatorFrom, NEWEST_OPERATOR } from '../../../lib/model/operator-version';
import { listed } from '../../../lib/text/listed';
import type { Answer } from '../../kubectl/answer';
import { shellWord } from '../../shell/word';
import { type Line, linesOf } from '../line';
import { unansweredLine } from './cluster';
import { imageVersion } from './image-version';

const { ok, wrong, notKnown } = linesOf('cluster');

/** What its chart writes on the Deployment; `control-plane` is common to most operators. */
export const OPERATOR_SELECTOR = 'control-plane=controller-manager';
const RELEASE = 'app.kubernetes.io/instance';
const CHART = /^secrets-operator-/;
const IMAGE = /(?:^|\/)infisical\/kubernetes-operator(?=[:@]|$)/;

/** A Deployment of the operator. */
interface FoundOperator {
  readonly namespace: string;
  readonly name: string;
  /** What Helm calls it. */
  readonly release?: string;
  readonly version?: string;
  readonly isReady: boolean;
}

function operatorsIn(deployments: readonly Fields[]): FoundOperator[] {
  return deployments.flatMap((deployment) => {
    const { namespace, name, labels } = fields(deployment.metadata);
    const { 'helm.sh/chart': chart, 'app.kubernetes.io/version': labelled, [RELEASE]: release } = fields(labels);
    const pod = fields(fields(fields(deployment.spec).template).spec);
    const images = list(pod.containers).map(({ image }) => text(image) ?? '');
    const image = images.find((one) => IMAGE.test(one));
    if (image === undefined && !CHART.test(text(chart) ?? '')) return [];
    const version = imageVersion(image ?? '') ?? text(labelled);
    const isReady = Number(fields(deployment.status).readyReplicas ?? 0) > 0;
    return [{ namespace: text(namespace) ?? '', name: text(name) ?? '', release: text(release), version, isReady }];
  });
}

/** What is judged of it: what the configuration says, and what the manifests need that a version does not have. */
export interface OperatorJudge {
  readonly told?: string;
  readonly tooNewFor: (version: string) => readonly string[];
}

/** With its address, as nobody knows which repositories of charts somebody has added. */
const CHART_NAME = 'secrets-operator --repo https://dl.cloudsmith.io/public/infisical/helm-charts/helm/charts/';
const INSTALL = `helm install infisical-operator ${CHART_NAME} --namespace infisical-operator --create-namespace`;

/** @param isServed whether the cluster has any kind of it */
export function operatorLines(
  deployments: Answer<readonly Fields[]>,
  isServed: boolean | undefined,
  judge: OperatorJudge,
): Line[] {
  const what = 'the operator';
  if ('notKnown' in deployments) return [unansweredLine(what, deployments, 'list deployments.apps --all-namespaces')];
  const found = operatorsIn(deployments.value);
  if (found.length > 0) return found.flatMap((one) => operatorLine(one, judge));
  return isServed
    ? [notKnown(what, 'its kinds are there, and no Deployment has the labels or the image of its chart')]
    : [wrong(what, 'it is not installed', INSTALL)];
}

function operatorLine(found: FoundOperator, { told, tooNewFor }: OperatorJudge): Line {
  const { namespace, name, version } = found;
  const what = `the operator in ${namespace}`;
  if (!found.isReady) {
    const next = `kubectl -n ${shellWord(namespace)} rollout status deployment/${shellWord(name)}`;
    return wrong(what, `no pod of ${name} is ready${version === undefined ? '' : ` (${version})`}`, next);
  }
  if (version === undefined) return notKnown(what, 'its image names no version');
  const lacks = tooNewFor(version);
  if (lacks.length > 0) return wrong(what, lacks.join('; '), upgradeCommand(found));
  if (told !== undefined && !isOperatorFrom(version, told)) {
    const detail = `it is ${version}, and cdk8s-infisical.yaml says ${told}: rules let pass what it does not have`;
    return wrong(what, detail, `write operator: { version: ${version} } into cdk8s-infisical.yaml, or upgrade it`);
  }
  const untold = told === undefined && !isOperatorFrom(version, NEWEST_OPERATOR);
  return ok(
    what,
    untold ? `${version}; rules take it for ${NEWEST_OPERATOR} until cdk8s-infisical.yaml names it` : version,
  );
}

function upgradeCommand({ namespace, release }: FoundOperator): string {
  if (release === undefined) return `helm -n ${shellWord(namespace)} list`;
  return `helm -n ${shellWord(namespace)} upgrade ${shellWord(release)} ${CHART_NAME}`;
}

const SERVED = 'kubectl api-resources --api-group=secrets.infisical.com';

/** A kind that the manifests use, and those that the cluster has of its group and version. */
export interface AskedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly served: Answer<readonly string[]>;
}

export function kindLines(kinds: readonly AskedKind[]): Line[] {
  const byVersion = grouped(kinds, ({ apiVersion }) => apiVersion);
  return [...byVersion].map(([apiVersion, own]) => {
    const [{ served }] = own;
    const names = own.map(({ kind }) => kind).sort();
    if ('notKnown' in served && served.notKnown.reason !== 'not served') return unansweredLine(apiVersion, served);
    const there = 'value' in served ? served.value : [];
    const missing = names.filter((name) => !there.includes(name));
    if (missing.length === 0) return ok(apiVersion, `the cluster has ${listed(names)}`);
    return wrong(
      apiVersion,
      `the cluster does not have ${listed(missing)}: the operator is missing, or too old`,
      SERVED,
    );
  });
}
