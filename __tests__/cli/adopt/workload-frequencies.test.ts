import { fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { podOf, workloadsOfCorpus } from './workload-corpus';

/*
 * How often fields stand in 283 workloads of six public GitOps repositories that use the operator of Infisical, counted
 * in plain manifests, and not in what charts render. The corpus has to stay near that, for what is said of it says
 * something of what people have.
 */
const WORKLOADS = 283;
const CONTAINERS = 313;

const OF_WORKLOADS: Readonly<Record<string, number>> = {
  Deployment: 220,
  CronJob: 25,
  StatefulSet: 20,
  Job: 10,
  DaemonSet: 8,
  'several containers': 20,
  'spec.volumes': 175,
  'spec.securityContext': 98,
  'spec.tolerations': 89,
  'spec.priorityClassName': 83,
  'spec.initContainers': 77,
  'spec.serviceAccountName': 57,
  'spec.restartPolicy': 37,
  'spec.nodeSelector': 18,
  'spec.dnsPolicy': 16,
  'spec.affinity': 15,
  'spec.automountServiceAccountToken': 12,
  'spec.enableServiceLinks': 11,
  'spec.terminationGracePeriodSeconds': 9,
  'spec.hostNetwork': 7,
  'spec.imagePullSecrets': 5,
  'spec.hostPID': 2,
  'spec.hostAliases': 1,
  'spec.dnsConfig': 1,
  'spec.hostname': 1,
  'Deployment.replicas': 184,
  'Deployment.strategy': 102,
  'Deployment.revisionHistoryLimit': 64,
  'CronJob.successfulJobsHistoryLimit': 22,
  'CronJob.concurrencyPolicy': 21,
  'CronJob.timeZone': 4,
  'CronJob.suspend': 2,
  'StatefulSet.serviceName': 14,
  'StatefulSet.volumeClaimTemplates': 8,
  'Job.ttlSecondsAfterFinished': 4,
  'Job.backoffLimit': 2,
  'volume.emptyDir': 128,
  'volume.configMap': 111,
  'volume.persistentVolumeClaim': 76,
  'volume.nfs': 44,
  'volume.secret': 33,
  'volume.hostPath': 21,
  'variable that is literal': 718,
  'variable.configMapKeyRef': 324,
  'variable.secretKeyRef': 286,
  'variable.fieldRef': 19,
  'variable.resourceFieldRef': 2,
};

const OF_CONTAINERS: Readonly<Record<string, number>> = {
  'container.resources': 217,
  'container.env': 214,
  'container.ports': 200,
  'container.volumeMounts': 200,
  'container.livenessProbe': 192,
  'livenessProbe.httpGet': 143,
  'livenessProbe.tcpSocket': 31,
  'livenessProbe.exec': 16,
  'container.readinessProbe': 183,
  'readinessProbe.httpGet': 137,
  'readinessProbe.tcpSocket': 29,
  'readinessProbe.exec': 15,
  'container.securityContext': 104,
  'container.args': 78,
  'container.command': 65,
  'container.workingDir': 6,
  'container.startupProbe': 62,
  'container.envFrom': 58,
  'envFrom.secretRef': 53,
  'envFrom.configMapRef': 15,
  'container.imagePullPolicy': 56,
  'container.lifecycle': 20,
};

const corpus = workloadsOfCorpus();
const containers = corpus.flatMap((workload) => itemsOf(podOf(workload).containers));
const found = counted([...corpus.flatMap(ofWorkload), ...containers.flatMap(ofContainer)]);

test('there are enough of them', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(120);
  const addresses = corpus.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  expect(new Set(addresses).size).toBe(corpus.length);
});

test.each(Object.entries(OF_WORKLOADS))('%s is as frequent as in public repositories', (what, there) => {
  expect(isNear(found.get(what) ?? 0, (there * corpus.length) / WORKLOADS)).toEqual([]);
});

test.each(Object.entries(OF_CONTAINERS))('%s is as frequent as in public repositories', (what, there) => {
  expect(isNear(found.get(what) ?? 0, (there * containers.length) / CONTAINERS)).toEqual([]);
});

/** Nothing where both are within a third of each other, or where there are too few of them to tell. */
function isNear(here: number, there: number): string[] {
  return Math.abs(here - there) <= Math.max(4, there / 3) ? [] : [`${here} of them, and it should be ${there}`];
}

function ofWorkload(workload: Manifest): string[] {
  const pod = podOf(workload);
  const all = itemsOf(pod.containers);
  return [
    workload.kind,
    ...(all.length > 1 ? ['several containers'] : []),
    ...namesIn(workload.kind, workload.spec),
    ...namesIn('spec', pod),
    ...itemsOf(pod.volumes).flatMap((volume) => namesIn('volume', volume)),
  ];
}

function ofContainer(container: unknown): string[] {
  const { livenessProbe, readinessProbe, envFrom, env } = fields(container);
  return [
    ...namesIn('container', container),
    ...namesIn('livenessProbe', livenessProbe),
    ...namesIn('readinessProbe', readinessProbe),
    ...itemsOf(envFrom).flatMap((source) => namesIn('envFrom', source)),
    ...itemsOf(env).flatMap((variable) => {
      const { valueFrom } = fields(variable);
      return valueFrom === undefined ? ['variable that is literal'] : namesIn('variable', valueFrom);
    }),
  ];
}

function namesIn(prefix: string, value: unknown): string[] {
  return Object.keys(fields(value)).map((name) => `${prefix}.${name}`);
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
