import { qualifiedName } from '../../../lib/model/address';
import { isOfOperator } from '../../../lib/model/app-model';
import { Field } from '../../../lib/model/field';
import { mismatch, unmetIn } from '../../../lib/model/label-selector';
import type { Manifest } from '../../../lib/model/manifest';
import { podPlaceIn } from '../../../lib/model/pods';
import { referencesOf } from '../../../lib/model/references';
import { canonicalResource } from '../../comparison/canonical';
import { isSecret } from '../../credentials/credentials-in';
import type { ReadManifest } from '../../manifests/read-manifests';
import { isRouteTo } from './routes';

/** What is declared of one chart. */
interface Declared {
  readonly manifests: readonly Manifest[];
}

/** Made in each namespace by Kubernetes itself. */
const OF_EACH_NAMESPACE = ['ServiceAccount default', 'ConfigMap kube-root-ca.crt'];

/**
 * What leads to workloads that are declared, looks after their pods or is used by these, and the ServiceAccount that the
 * operator logs in with for their secrets, with the chart that it belongs to:
 * a Service or an Ingress that is left behind would be deleted along with the YAML. Only what is certain.
 */
export function belongingTo<T extends Declared>(
  charts: readonly T[],
  others: readonly ReadManifest[],
): ReadonlyMap<ReadManifest, T> {
  const free = others.filter(({ manifest }) => isFree(manifest));
  const found = new Map<ReadManifest, T>();
  const take = (belongs: (manifest: Manifest, to: Manifest) => boolean, of: (chart: T) => readonly Manifest[]) => {
    for (const chart of charts) {
      const targets = of(chart);
      for (const read of free) {
        const isOf = (target: Manifest) => isNear(read.manifest, target) && belongs(read.manifest, target);
        if (!found.has(read) && targets.some(isOf)) found.set(read, chart);
      }
    }
  };
  take(isOfWorkload, ({ manifests }) => manifests.filter((one) => podPlaceIn(one) !== undefined));
  const accounts = charts.map((chart) => [chart, accountsOf(chart)] as const);
  for (const read of free.filter((one) => isServiceAccount(one.manifest) && !found.has(one))) {
    const [chart] = accounts.find(([, names]) => names.has(qualifiedName(read.manifest.metadata))) ?? [];
    if (chart !== undefined) found.set(read, chart);
  }
  const services = new Map(charts.map((chart) => [chart, servicesOf(chart, found)]));
  take(leadsToService, (chart) => services.get(chart) ?? []);
  return new Map(others.flatMap((read) => (found.has(read) ? [[read, found.get(read) as T] as const] : [])));
}

function isFree(manifest: Manifest): boolean {
  const isGiven = OF_EACH_NAMESPACE.includes(`${manifest.kind} ${manifest.metadata.name}`);
  return !isGiven && !isOfOperator(manifest) && !isSecret(Field.of(manifest)) && podPlaceIn(manifest) === undefined;
}

function isServiceAccount({ apiVersion, kind }: Manifest): boolean {
  return apiVersion === 'v1' && kind === 'ServiceAccount';
}

function isNear(one: Manifest, other: Manifest): boolean {
  return one.metadata.namespace === other.metadata.namespace;
}

function servicesOf(chart: Declared, found: ReadonlyMap<ReadManifest, Declared>): Manifest[] {
  const own = [...found].flatMap(([{ manifest }, of]) => (of === chart ? [manifest] : []));
  return [...chart.manifests, ...own].filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Service');
}

function isOfWorkload(manifest: Manifest, workload: Manifest): boolean {
  const spec = Field.of(manifest).at('spec');
  const labels = Field.of(workload).at(...(podPlaceIn(workload) ?? []), 'metadata', 'labels');
  switch (`${manifest.apiVersion.replace(/\/.*/, '')} ${manifest.kind}`) {
    case 'v1 Service':
      return (
        matches(spec.at('selector'), labels) ||
        Field.of(workload).text('spec', 'serviceName').value === manifest.metadata.name
      );
    case 'policy PodDisruptionBudget':
    case 'monitoring.coreos.com PodMonitor':
      return !spec.at('namespaceSelector').isGiven && selects(spec.at('selector'), labels);
    case 'networking.k8s.io NetworkPolicy':
      return selects(spec.at('podSelector'), labels);
    case 'autoscaling HorizontalPodAutoscaler':
    case 'keda.sh ScaledObject':
      return isTarget(spec.at('scaleTargetRef'), workload);
    case 'autoscaling.k8s.io VerticalPodAutoscaler':
      return isTarget(spec.at('targetRef'), workload);
    default:
      return isUsedBy(manifest, workload);
  }
}

function isTarget(reference: Field, { kind, metadata }: Manifest): boolean {
  return (reference.at('kind').raw ?? 'Deployment') === kind && reference.at('name').raw === metadata.name;
}

/** One that has no labels selects all pods there are, whosever they are. */
function selects(selector: Field, labels: Field): boolean {
  return matches(selector.at('matchLabels'), labels) && unmetIn(selector, labels) === undefined;
}

function matches(wanted: Field, labels: Field): boolean {
  return wanted.entries().length > 0 && mismatch(wanted, labels) === undefined;
}

function isUsedBy({ apiVersion, kind, metadata: { name } }: Manifest, workload: Manifest): boolean {
  if (apiVersion !== 'v1' || name === undefined) return false;
  const pod = Field.of(workload).at(...(podPlaceIn(workload) ?? []), 'spec');
  switch (kind) {
    case 'ServiceAccount':
      return [pod.at('serviceAccountName').raw, pod.at('serviceAccount').raw].includes(name);
    case 'PersistentVolumeClaim':
      return pod
        .at('volumes')
        .items()
        .some((volume) => volume.at('persistentVolumeClaim', 'claimName').raw === name);
    case 'ConfigMap':
      return configMapsOf(pod).includes(name);
    default:
      return false;
  }
}

function configMapsOf(pod: Field): unknown[] {
  const containers = ['containers', 'initContainers'].flatMap((list) => pod.at(list).items());
  const volumes = pod.at('volumes').items();
  return [
    ...containers.flatMap((one) => one.at('envFrom').items()).map((one) => one.at('configMapRef', 'name').raw),
    ...containers
      .flatMap((one) => one.at('env').items())
      .map((one) => one.at('valueFrom', 'configMapKeyRef', 'name').raw),
    ...[...volumes, ...volumes.flatMap((one) => one.at('projected', 'sources').items())].map(
      (one) => one.at('configMap', 'name').raw,
    ),
  ];
}

function leadsToService(manifest: Manifest, service: Manifest): boolean {
  if (`${manifest.apiVersion.replace(/\/.*/, '')} ${manifest.kind}` !== 'monitoring.coreos.com ServiceMonitor')
    return isRouteTo(manifest, service);
  const spec = Field.of(manifest).at('spec');
  const labels = Field.of(service).at('metadata', 'labels');
  return !spec.at('namespaceSelector').isGiven && selects(spec.at('selector'), labels);
}

/** The ServiceAccounts with whose tokens the operator logs in for a chart. */
function accountsOf({ manifests }: Declared): ReadonlySet<string> {
  const accounts = manifests.filter(isOfOperator).flatMap((manifest) => {
    const resource = canonicalResource(manifest);
    const references = resource === undefined ? [] : referencesOf(resource);
    return references
      .filter(({ kind }) => kind === 'ServiceAccount')
      .map(({ name, namespace }) => ({
        name: name.value,
        namespace: namespace?.value ?? manifest.metadata.namespace,
      }));
  });
  return new Set(accounts.map(qualifiedName));
}
