import { fields, ownField } from '../../lib/json/json';
import { scalarText } from '../../lib/json/scalar';
import { Field } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import { applyEdits } from '../findings/edits';
import { OF_JOB } from './defaults';
import { dropDefaults } from './drop-defaults';

type Tree = Record<string, unknown>;

/** What the API server fills into a pod by what else stands there. */
export function dropFilledIn(pod: Tree, kind: string): void {
  // The account has two names, of which the API server writes both.
  if (scalarText(pod.serviceAccountName) === '' && pod.serviceAccount !== undefined) {
    pod.serviceAccountName = pod.serviceAccount;
  }
  delete pod.serviceAccount;
  const spec = Field.of(pod);
  for (const { path, raw } of [...spec.at('containers').items(), ...spec.at('initContainers').items()]) {
    const container = fields(raw);
    if (container.imagePullPolicy === usualPullPolicy(scalarText(container.image))) {
      applyEdits(pod, [{ path: [...path, 'imagePullPolicy'] }]);
    }
    if (kind !== 'Pod') continue;
    dropUsualRequests(container);
    if (pod.hostNetwork === true) dropPortsOfHost(container);
  }
}

/** As `parsers.ParseImageName` of Kubernetes takes an image apart: only who names neither tag nor digest means the newest. */
function usualPullPolicy(image: string): string {
  const [name, digest] = image.split(/@(.*)/s);
  const tag = /:([^/:]*)$/.exec(name)?.[1];
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent';
}

/** A Pod asks for what it may have at most, where it does not say. */
function dropUsualRequests(container: Tree): void {
  const { limits, requests } = fields(container.resources);
  const asked = fields(requests);
  for (const [name, limit] of Object.entries(fields(limits))) if (ownField(asked, name) === limit) delete asked[name];
}

/** On the network of its host, a port of a Pod is one of the host. */
function dropPortsOfHost(container: Tree): void {
  for (const port of Array.isArray(container.ports) ? container.ports.map(fields) : []) {
    if (port.hostPort === port.containerPort) delete port.hostPort;
  }
}

/** By kind, what the API server fills in by what else stands there. */
export function dropFilledInOfKind(tree: Tree, { kind, apiVersion }: Manifest): void {
  if (kind === 'Job' && apiVersion.startsWith('batch/')) dropOfJob(tree);
  if (kind === 'StatefulSet' && apiVersion.startsWith('apps/')) dropOfStatefulSet(tree);
  if (kind === 'Service' && apiVersion === 'v1') dropOfService(tree);
}

function dropOfJob(tree: Tree): void {
  const spec = fields(tree.spec);
  if (spec.manualSelector !== true) dropDefaults(tree, OF_JOB);
  if (spec.completions !== undefined && spec.parallelism === 1) delete spec.parallelism;
  if (spec.completions === 1 && spec.parallelism === undefined) delete spec.completions;
  const mostRetries = spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1;
  if (spec.backoffLimit === mostRetries) delete spec.backoffLimit;
  const replacement = spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed';
  if (spec.podReplacementPolicy === replacement) delete spec.podReplacementPolicy;
}

/** Who names the usual strategy and says no more about it gets no more. */
function dropOfStatefulSet(tree: Tree): void {
  const strategy = fields(fields(tree.spec).updateStrategy);
  const { type = '', rollingUpdate } = strategy;
  if (type !== '' && (type !== 'RollingUpdate' || rollingUpdate === undefined)) return;
  delete strategy.type;
  const { partition = 0, maxUnavailable = 1, ...others } = fields(rollingUpdate);
  if (partition === 0 && maxUnavailable === 1 && Object.keys(others).length === 0) delete strategy.rollingUpdate;
}

function dropOfService(tree: Tree): void {
  for (const port of Field.of(tree).at('spec', 'ports').items()) {
    if (port.at('targetPort').raw === port.at('port').raw) applyEdits(tree, [{ path: port.at('targetPort').path }]);
  }
  const spec = fields(tree.spec);
  if (spec.type !== 'ExternalName' && spec.internalTrafficPolicy === 'Cluster') delete spec.internalTrafficPolicy;
  const [first, ...others] = Array.isArray(spec.clusterIPs) ? spec.clusterIPs : [];
  if (others.length === 0 && first !== undefined && first === spec.clusterIP) delete spec.clusterIPs;
}
