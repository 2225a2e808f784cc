import { ownField } from '../../../lib/json/json';
import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { AUTO_RELOAD_ANNOTATION } from '../../../lib/model/workloads';
import type { Code } from '../../typescript/code';
import { containerProps, portsCode } from './container';
import { readEnvironment } from './environment';
import { call, durationCode, durationOf, ifNotEmpty, literal, type Props, plus, props } from './expressions';
import { foreignAccount, foreignSecret, type ManagedSecrets } from './managed-names';
import { type TargetChart, textsCode } from './metadata';

const NAME_LABEL = 'app.kubernetes.io/name';

/** A Service that an application makes by its `port`, in canonical form. */
export type OwnService = Manifest | undefined;

/**
 * The props of a `SecretSyncedApp` for a Deployment; undefined where it has more than one container, or takes no key by
 * its environment. `takeOver` tells that it keeps all that the defaults of this library would change.
 */
export function appProps(
  deployment: { readonly written: Manifest; readonly canonical: Manifest },
  chart: TargetChart,
  secrets: ManagedSecrets,
  { takeOver, service }: { takeOver: boolean; service: OwnService },
): Props | undefined {
  const { name = '', namespace } = deployment.canonical.metadata;
  const spec = Field.of(deployment.canonical).at('spec');
  const pod = spec.at('template', 'spec');
  const [container, ...others] = pod.at('containers').items();
  const image = container?.text('image').value;
  const env = container && readEnvironment(container, secrets);
  if (env === undefined || image === undefined || others.length > 0 || pod.at('initContainers').isGiven)
    return undefined;
  if (!spec.at('selector').hasOnly('matchLabels')) return undefined;
  // Amounts are read as they were written, not as they are compared.
  const amounts = Field.of(deployment.written).at('spec', 'template', 'spec', 'containers', 0, 'resources');
  return props({
    image,
    containerName: container.at('name').raw === name ? undefined : literal(container.at('name').raw),
    namespace: namespace === chart.namespace ? undefined : namespace,
    takeOver: takeOver ? true : undefined,
    replicas: literal(spec.at('replicas').raw),
    ...portProps(container, service),
    secret: env.secret,
    ...env.props,
    ...containerProps(container, { amounts, takeOver }),
    ...podProps(pod, spec, takeOver),
    ...metadataProps(deployment.canonical, { service, takeOver }),
  });
}

function portProps(container: Field, service: OwnService): Props {
  const declared = portsCode(container);
  if (service === undefined) return props({ ports: declared });
  const spec = Field.of(service).at('spec');
  const port = spec.at('ports', 0, 'port').raw;
  const own = spec.at('ports', 0, 'targetPort').raw ?? port;
  const isPlain = declared?.length === 1 && Object.keys(declared[0] as object).length === 1;
  return props({
    port: literal(own),
    ports: isPlain ? undefined : (declared ?? []),
    servicePort: port === own ? undefined : literal(port),
    serviceType: SERVICE_TYPES.get(spec.at('type').raw),
  });
}

const SERVICE_TYPES: ReadonlyMap<unknown, Code> = new Map([
  ['NodePort', plus('ServiceType.NODE_PORT')],
  ['LoadBalancer', plus('ServiceType.LOAD_BALANCER')],
]);

function podProps(pod: Field, spec: Field, takeOver: boolean): Props {
  const account = pod.text('serviceAccountName').value;
  const [registry, ...more] = pod.at('imagePullSecrets').items();
  const registryName = registry?.text('name').value;
  const automount = pod.at('automountServiceAccountToken').raw;
  return props({
    strategy: strategyCode(spec.at('strategy')),
    minReady: secondsCode(spec.at('minReadySeconds')),
    progressDeadline: secondsCode(spec.at('progressDeadlineSeconds')),
    serviceAccount: account === undefined ? undefined : foreignAccount(account),
    dockerRegistryAuth: registryName === undefined || more.length > 0 ? undefined : foreignSecret(registryName),
    automountServiceAccountToken: automount === false && !takeOver ? undefined : literal(automount),
    hostNetwork: pod.flag('hostNetwork').value === true ? true : undefined,
    terminationGracePeriod: secondsCode(pod.at('terminationGracePeriodSeconds')),
    securityContext: podSecurityCode(pod.at('securityContext')),
  });
}

function secondsCode(field: Field): Code {
  return typeof field.raw === 'number' && field.raw > 0 ? durationOf(field.raw) : durationCode(field);
}

function podSecurityCode(block: Field): Code {
  return ifNotEmpty(
    props({
      ensureNonRoot: literal(block.at('runAsNonRoot').raw),
      user: literal(block.at('runAsUser').raw),
      group: literal(block.at('runAsGroup').raw),
      fsGroup: literal(block.at('fsGroup').raw),
    }),
  );
}

function strategyCode(block: Field): Code {
  if (block.at('type').raw === 'Recreate') return call(plus('DeploymentStrategy.recreate'));
  const rolling = block.at('rollingUpdate');
  if (!rolling.isGiven) return undefined;
  const options = props({
    maxSurge: shareCode(rolling.at('maxSurge')),
    maxUnavailable: shareCode(rolling.at('maxUnavailable')),
  });
  return call(plus('DeploymentStrategy.rollingUpdate'), options);
}

function shareCode({ raw }: Field): Code {
  if (typeof raw === 'number') return call(plus('PercentOrAbsolute.absolute'), raw);
  const [, percent] = (typeof raw === 'string' && /^(\d+)%$/.exec(raw)) || [];
  return percent === undefined ? undefined : call(plus('PercentOrAbsolute.percent'), Number(percent));
}

type Labels = Readonly<Record<string, unknown>>;

/** Labels that all objects share, those of the Deployment, of the pods and of the selector; annotations. */
function metadataProps(deployment: Manifest, { service, takeOver }: { service: OwnService; takeOver: boolean }): Props {
  const { name = '', labels: own = {}, annotations = {} } = deployment.metadata;
  const spec = Field.of(deployment).at('spec');
  const { value: selector = {} } = spec.object('selector', 'matchLabels');
  const { value: pods = {} } = spec.object('template', 'metadata', 'labels');
  const byDefault = JSON.stringify(selector) === JSON.stringify({ [NAME_LABEL]: name });
  const implied = takeOver ? {} : { [NAME_LABEL]: name, ...selector };
  const shared = labelsWithout(service ? (service.metadata.labels ?? {}) : labelsInCommon(own, pods), implied);
  return props({
    labels: textsCode(shared),
    selectorLabels: byDefault ? undefined : literal(selector),
    autoReload: annotations[AUTO_RELOAD_ANNOTATION] === 'true' ? true : undefined,
    metadata: metadataCode(
      labelsWithout(own, { ...implied, ...shared }),
      labelsWithout(annotations, { [AUTO_RELOAD_ANNOTATION]: 'true' }),
    ),
    podMetadata: metadataCode(
      labelsWithout(pods, { ...implied, ...selector, ...shared }),
      spec.object('template', 'metadata', 'annotations').value,
    ),
  });
}

function metadataCode(labels: Labels, annotations: Labels | undefined): Code {
  return ifNotEmpty(props({ labels: textsCode(labels), annotations: textsCode(annotations) }));
}

function labelsInCommon(some: Labels, others: Labels): Labels {
  return Object.fromEntries(Object.entries(some).filter(([label, value]) => ownField(others, label) === value));
}

function labelsWithout(labels: Labels, taken: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([label, value]) => ownField(taken, label) !== value));
}
