import { type Fields, fields, text } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { AUTO_RELOAD_ANNOTATION } from '../../../lib/model/workloads';
import type { Code } from '../../typescript/code';
import { containerProps, ports } from './container';
import { environment } from './environment';
import { foreignAccount, foreignSecret, type ManagedSecrets } from './managed-names';
import { type Place, texts, writtenMetadata } from './metadata';
import { items } from './target';
import { duration, durationOf } from './timing';
import { call, filled, literal, plus, props } from './words';

const NAME_LABEL = 'app.kubernetes.io/name';

/** A Service that an application makes by its `port`. */
export type OwnService = Manifest | undefined;

/**
 * The props of a `SecretSyncedApp` for a Deployment; undefined where it has more than one container, or takes no key by
 * its environment. `takeOver` tells that it keeps all that the defaults of this library would change.
 */
export function appProps(
  deployment: { readonly written: Manifest; readonly canonical: Manifest },
  place: Place,
  secrets: ManagedSecrets,
  { takeOver, service }: { takeOver: boolean; service: OwnService },
): { [prop: string]: Code } | undefined {
  const { name = '', namespace } = deployment.canonical.metadata;
  const spec = fields(deployment.canonical.spec);
  const pod = podOf(deployment.canonical);
  const [container, ...others] = items(pod.spec.containers);
  const { matchLabels, ...moreSelector } = fields(spec.selector);
  const env = container && environment(container, secrets);
  if (env === undefined || others.length > 0 || pod.spec.initContainers !== undefined) return undefined;
  if (Object.keys(moreSelector).length > 0 || typeof container.image !== 'string') return undefined;
  // Amounts are read as they were written, not as they are compared.
  const written = items(podOf(deployment.written).spec.containers)[0];
  return props({
    image: container.image,
    containerName: container.name === name ? undefined : literal(container.name),
    namespace: namespace === place.namespace ? undefined : namespace,
    takeOver: takeOver ? true : undefined,
    replicas: literal(spec.replicas),
    ...portProps(container, service),
    secret: env.secret,
    ...env.props,
    // Without taking over, the security context is that of the level, or it does not fit.
    ...containerProps({ ...container, resources: written.resources, ...(!takeOver && { securityContext: undefined }) }),
    ...podProps(pod.spec, spec, takeOver),
    ...metadataProps(deployment.canonical, { selector: fields(matchLabels), service, takeOver }),
  });
}

/** The pods of a workload with a template. */
function podOf(manifest: Manifest): { readonly metadata: Fields; readonly spec: Fields } {
  const template = fields(fields(manifest.spec).template);
  return { metadata: fields(template.metadata), spec: fields(template.spec) };
}

function portProps(container: Fields, service: OwnService): { [prop: string]: Code } {
  const declared = ports(container);
  if (service === undefined) return props({ ports: declared });
  const [{ port, targetPort }] = items(fields(service.spec).ports);
  const own = targetPort ?? port;
  const isPlain = declared?.length === 1 && Object.keys(declared[0] as object).length === 1;
  const { type } = fields(service.spec);
  return props({
    port: literal(own),
    ports: isPlain ? undefined : (declared ?? []),
    servicePort: port === own ? undefined : literal(port),
    serviceType: SERVICE_TYPES.get(type),
  });
}

const SERVICE_TYPES: ReadonlyMap<unknown, Code> = new Map([
  ['NodePort', plus('ServiceType.NODE_PORT')],
  ['LoadBalancer', plus('ServiceType.LOAD_BALANCER')],
]);

function podProps(pod: Fields, spec: Fields, takeOver: boolean): { [prop: string]: Code } {
  const { serviceAccountName, imagePullSecrets, automountServiceAccountToken: automount } = pod;
  const [registry, ...more] = items(imagePullSecrets);
  const grace = pod.terminationGracePeriodSeconds;
  return props({
    strategy: strategy(fields(spec.strategy)),
    minReady: seconds(spec.minReadySeconds),
    progressDeadline: seconds(spec.progressDeadlineSeconds),
    serviceAccount: typeof serviceAccountName === 'string' ? foreignAccount(serviceAccountName) : undefined,
    dockerRegistryAuth:
      typeof registry?.name === 'string' && more.length === 0 ? foreignSecret(registry.name) : undefined,
    automountServiceAccountToken: automount === false && !takeOver ? undefined : literal(automount),
    hostNetwork: pod.hostNetwork === true ? true : undefined,
    terminationGracePeriod: seconds(grace),
    securityContext: podSecurity(fields(pod.securityContext)),
  });
}

function seconds(value: unknown): Code {
  return typeof value === 'number' && value > 0 ? durationOf(value) : duration(value);
}

function podSecurity({ runAsNonRoot, runAsUser, runAsGroup, fsGroup }: Fields): Code {
  return filled(
    props({
      ensureNonRoot: literal(runAsNonRoot),
      user: literal(runAsUser),
      group: literal(runAsGroup),
      fsGroup: literal(fsGroup),
    }),
  );
}

function strategy({ type, rollingUpdate }: Fields): Code {
  if (type === 'Recreate') return call(plus('DeploymentStrategy.recreate'));
  if (rollingUpdate === undefined) return undefined;
  const { maxSurge, maxUnavailable } = fields(rollingUpdate);
  const options = props({ maxSurge: share(maxSurge), maxUnavailable: share(maxUnavailable) });
  return call(plus('DeploymentStrategy.rollingUpdate'), options);
}

function share(value: unknown): Code {
  if (typeof value === 'number') return call(plus('PercentOrAbsolute.absolute'), value);
  const [, percent] = /^(\d+)%$/.exec(text(value) ?? '') ?? [];
  return percent === undefined ? undefined : call(plus('PercentOrAbsolute.percent'), Number(percent));
}

/** Labels that all objects share, those of the Deployment, of the pods and of the selector; annotations. */
function metadataProps(
  deployment: Manifest,
  { selector, service, takeOver }: { selector: Fields; service: OwnService; takeOver: boolean },
): { [prop: string]: Code } {
  const name = deployment.metadata.name ?? '';
  const own = fields(deployment.metadata.labels);
  const annotations = fields(writtenMetadata(deployment).annotations);
  const { metadata: podMetadata } = podOf(deployment);
  const pods = fields(podMetadata.labels);
  const byDefault = JSON.stringify(selector) === JSON.stringify({ [NAME_LABEL]: name });
  const implied = takeOver ? {} : { [NAME_LABEL]: name, ...selector };
  const shared = without(service ? fields(service.metadata.labels) : common(own, pods), implied);
  return props({
    labels: texts(shared),
    selectorLabels: byDefault ? undefined : literal(selector),
    autoReload: annotations[AUTO_RELOAD_ANNOTATION] === 'true' ? true : undefined,
    metadata: metadata(
      without(own, { ...implied, ...shared }),
      without(annotations, { [AUTO_RELOAD_ANNOTATION]: 'true' }),
    ),
    podMetadata: metadata(without(pods, { ...implied, ...selector, ...shared }), podMetadata.annotations),
  });
}

function metadata(labels: Fields, annotations: unknown): Code {
  return filled(props({ labels: texts(labels), annotations: texts(annotations) }));
}

function common(some: Fields, others: Fields): Fields {
  return Object.fromEntries(Object.entries(some).filter(([label, value]) => own(others, label) === value));
}

function without(labels: Fields, taken: Fields): Fields {
  return Object.fromEntries(Object.entries(labels).filter(([label, value]) => own(taken, label) !== value));
}

/** Labels have any name, also one that every object has by itself. */
function own(labels: Fields, label: string): unknown {
  return Object.hasOwn(labels, label) ? labels[label] : undefined;
}
