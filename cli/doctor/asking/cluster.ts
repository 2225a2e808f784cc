import type { Configuration } from '../../../lib/configuration/configuration';
import { fields, text } from '../../../lib/json/json';
import { groupOf } from '../../../lib/model/cluster-scoped-kinds';
import { OPERATOR_GROUP } from '../../../lib/model/kinds';
import { findingsInFolders } from '../../findings/findings-in-folders';
import { Kubectl } from '../../kubectl/kubectl';
import type { KubectlOptions } from '../../kubectl/options';
import type { ReadManifest } from '../../manifests/read-manifests';
import { atCluster } from '../checks/at-cluster';
import { contextLine, versionLine } from '../checks/cluster';
import { accountLine, secretLine } from '../checks/cluster-objects';
import { ARGO_CD, type DeliveryTool, deliveryLine, FLUX } from '../checks/delivery';
import { namespaceLines } from '../checks/namespaces';
import type { NeededOfCluster, PlacedName } from '../checks/needed-of-cluster';
import { type AskedKind, kindLines, OPERATOR_SELECTOR, operatorLines } from '../checks/operator';
import type { Line } from '../line';
import { neededOfCluster } from './needed-of-cluster';

/** Long enough for a cluster far away; nobody waits for one that is gone. */
const LIMITS = { seconds: 10, bytes: 256 * 1024 * 1024 };

/** What the cluster of the context has of what the manifests need. Nothing in it is changed. */
export async function clusterLines(
  manifests: readonly ReadManifest[],
  configuration: Configuration,
  options: KubectlOptions,
): Promise<Line[]> {
  return atCluster(await linesOfCluster(manifests, configuration, options), options);
}

async function linesOfCluster(
  manifests: readonly ReadManifest[],
  configuration: Configuration,
  options: KubectlOptions,
): Promise<Line[]> {
  const found = Kubectl.find(options, LIMITS);
  if ('notKnown' in found) return [contextLine(found)];
  const kubectl = found.value;
  const context = await kubectl.context();
  if ('notKnown' in context) return [contextLine(context)];
  const version = await kubectl.version();
  const first = [contextLine(context), versionLine(version, configuration.kubernetes.version)];
  // What does not answer once is not waited for again.
  if ('notKnown' in version && SILENT.includes(version.notKnown.reason)) return first;
  const needed = neededOfCluster(manifests);
  const [operator, namespaces, deliveries] = await Promise.all([
    askOperator(kubectl, needed, manifests, configuration),
    askNamespaces(kubectl, needed),
    askDeliveries(kubectl, needed, configuration),
  ]);
  return [...first, ...operator, ...namespaces, ...deliveries];
}

const SILENT: readonly string[] = ['unreachable', 'no time', 'not logged in', 'no kubectl', 'no context'];

async function askOperator(
  kubectl: Kubectl,
  needed: NeededOfCluster,
  manifests: readonly ReadManifest[],
  { operator }: Configuration,
): Promise<Line[]> {
  // What comes into the cluster otherwise needs no operator; what is not synthesized yet may.
  if (needed.kinds.length === 0 && manifests.length > 0) return [];
  const [kinds, deployments] = await Promise.all([
    askKinds(kubectl, needed.kinds),
    kubectl.objects({ resource: 'deployments.apps', selector: OPERATOR_SELECTOR }),
  ]);
  const isServed = kinds.some(({ served }) => 'value' in served);
  const judge = { told: operator.version, tooNewFor: (version: string) => lackOf(version, manifests) };
  return [...operatorLines(deployments, isServed, judge), ...kindLines(kinds)];
}

/** What the operator of a version does not have, by the rule that says so. */
function lackOf(operatorVersion: string, manifests: readonly ReadManifest[]): string[] {
  const found = findingsInFolders(manifests, { operator: { operatorVersion } });
  const messages = found.filter(({ finding }) => finding.rule === 'X6').map(({ finding }) => finding.message);
  return [...new Set(messages)].slice(0, 3);
}

async function askKinds(kubectl: Kubectl, kinds: NeededOfCluster['kinds']): Promise<AskedKind[]> {
  const versions = [...new Set(kinds.map(({ apiVersion }) => apiVersion))];
  const answers = await Promise.all(
    versions.map(
      async (one) => [one, await kubectl.servedKinds(groupOf(one) || OPERATOR_GROUP, versionOf(one))] as const,
    ),
  );
  const served = new Map(answers);
  return kinds.flatMap((kind) => {
    const answer = served.get(kind.apiVersion);
    return answer === undefined ? [] : [{ ...kind, served: answer }];
  });
}

function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

async function askNamespaces(kubectl: Kubectl, needed: NeededOfCluster): Promise<Line[]> {
  const answer = await kubectl.objects({ resource: 'namespaces' });
  const there = 'notKnown' in answer ? answer : { value: answer.value.flatMap(nameOf) };
  const lines = namespaceLines(needed.folders, there);
  // Of a namespace that is not there, its own line tells all.
  const isThere = ({ namespace }: PlacedName) => 'notKnown' in there || there.value.includes(namespace);
  const objects = await Promise.all([
    ...needed.secrets.filter(isThere).map(async (secret) => {
      return secretLine(secret, await kubectl.keysOfSecret(secret.namespace, secret.name));
    }),
    ...needed.serviceAccounts.filter(isThere).map(async (account) => {
      const { namespace, name } = account;
      return accountLine(account, await kubectl.object({ resource: 'serviceaccounts', namespace }, name));
    }),
  ]);
  return [...lines, ...objects];
}

function nameOf(object: unknown): string[] {
  const name = text(fields(fields(object).metadata).name);
  return name === undefined ? [] : [name];
}

function askDeliveries(kubectl: Kubectl, needed: NeededOfCluster, { argoCd }: Configuration): Promise<Line[]> {
  const tools: [DeliveryTool, string | undefined][] = [
    ...(needed.hasArgoCd || argoCd.version !== undefined
      ? [[ARGO_CD, argoCd.version] as [DeliveryTool, string | undefined]]
      : []),
    ...(needed.hasFlux ? [[FLUX, undefined] as [DeliveryTool, undefined]] : []),
  ];
  return Promise.all(
    tools.map(async ([tool, told]) => {
      return deliveryLine(tool, await kubectl.objects({ resource: 'deployments.apps', selector: tool.selector }), told);
    }),
  );
}
