import type { ApiObject, JsonPatch } from 'cdk8s';
import {
  type Container,
  type ContainerPort,
  type ContainerProps,
  Deployment,
  type DeploymentProps,
  type k8s,
  LabelSelector,
  Pod,
  type PodSelectorConfig,
  Topology,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { withPatches } from '../evaluation/failing-patch';
import { containerSecurityContext, type PodSecurityLevel } from '../pods/pod-security';

export interface AppDeploymentProps extends DeploymentProps {
  readonly selectorLabels: { [name: string]: string };
  readonly podSecurity: PodSecurityLevel;
  /** Whether only what was asked for is written, and no safer default. */
  readonly takeOver: boolean;
  /** Ports of the first container, instead of the one by which cdk8s-plus finds it. */
  readonly mainPorts?: ContainerPort[];
}

/** What Kubernetes assumes anyway, and cdk8s-plus writes out. */
const POD_DEFAULTS: Partial<k8s.PodSpec> = {
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  setHostnameAsFqdn: false,
  hostNetwork: false,
  terminationGracePeriodSeconds: 30,
};
const DEPLOYMENT_DEFAULTS: Partial<k8s.DeploymentSpec> = { minReadySeconds: 0, progressDeadlineSeconds: 600 };

/**
 * A cdk8s-plus Deployment that writes what was asked for and nothing else, and whose selector does not change when
 * code moves: cdk8s-plus adds replicas, resources, probes, pull policies and a hash of the construct's path.
 */
export class AppDeployment extends Deployment {
  private readonly asked: AppDeploymentProps;

  public constructor(scope: Construct, id: string, props: AppDeploymentProps) {
    // These call methods that need the fields set below.
    const { containers, initContainers, isolate, spread, ...rest } = props;
    super(scope, id, { ...rest, select: false });
    this.asked = props;
    keepPatches(this.apiObject);
    this.select(LabelSelector.of({ labels: props.selectorLabels }));
    for (const container of containers ?? []) this.addContainer(container);
    for (const container of initContainers ?? []) this.addInitContainer(container);
    if (spread) for (const topology of [Topology.HOSTNAME, Topology.ZONE]) this.scheduling.spread({ topology });
    if (isolate) this.connections.isolate();
  }

  public override addContainer(container: ContainerProps): Container {
    return remember(super.addContainer(withoutResources(container)), container);
  }

  public override addInitContainer(container: ContainerProps): Container {
    return remember(super.addInitContainer(withoutResources(container)), container);
  }

  public override toPodSelectorConfig(): PodSelectorConfig {
    const { namespace } = this.metadata;
    return {
      labelSelector: LabelSelector.of({ labels: this.asked.selectorLabels }),
      namespaces: namespace ? { names: [namespace] } : undefined,
    };
  }

  /** @internal */
  public override _toKube(): k8s.DeploymentSpec {
    const { template, strategy, ...spec } = super._toKube();
    return {
      ...withoutDefaults(DEPLOYMENT_DEFAULTS, spec),
      replicas: this.hasAutoscaler ? undefined : this.asked.replicas,
      strategy: this.asked.strategy && strategy,
      template: { metadata: withoutAddress(template.metadata), spec: this.podSpec(template.spec as k8s.PodSpec) },
    };
  }

  private podSpec(spec: k8s.PodSpec): k8s.PodSpec {
    const { automountServiceAccountToken, ...rest } = withoutDefaults(POD_DEFAULTS, spec);
    const { takeOver, automountServiceAccountToken: asked } = this.asked;
    return {
      ...rest,
      automountServiceAccountToken: takeOver ? asked : automountServiceAccountToken,
      securityContext: podSecurityContext(this.asked, this.securityContext._toKube()),
      containers: this.containers.map((container, index) => ({
        ...this.container(container, spec.containers[index]),
        ...(index === 0 && this.asked.mainPorts && { ports: this.asked.mainPorts.map(containerPort) }),
      })),
      initContainers: spec.initContainers?.map((rendered, index) =>
        this.container(this.initContainers[index], rendered),
      ),
    };
  }

  private container(container: Container, rendered: k8s.Container): k8s.Container {
    const asked = ASKED.get(container);
    if (asked === undefined) return rendered;
    return {
      ...rendered,
      imagePullPolicy: asked.imagePullPolicy,
      startupProbe: asked.startup && rendered.startupProbe,
      securityContext: containerSecurityContext(this.asked.podSecurity, asked.securityContext),
    };
  }
}

/** The generated class drops fields that it does not know after it was patched: patches must come last. */
function keepPatches(object: ApiObject): void {
  const patches: JsonPatch[] = [];
  const render = object.toJson.bind(object);
  object.addJsonPatch = (...added) => {
    patches.push(...added);
  };
  object.toJson = () => (patches.length > 0 ? withPatches(render(), patches) : render());
}

/** The props of each container: what cdk8s-plus fills in by itself is in none of them. */
const ASKED = new WeakMap<Container, ContainerProps>();

function remember(container: Container, props: ContainerProps): Container {
  ASKED.set(container, props);
  return container;
}

function withoutResources(container: ContainerProps): ContainerProps {
  return { ...container, resources: container.resources ?? {} };
}

function containerPort({ number, hostIp, ...rest }: ContainerPort): k8s.ContainerPort {
  return { containerPort: number, hostIp, ...rest };
}

function withoutDefaults<T extends object>(defaults: Partial<T>, spec: T): T {
  return Object.fromEntries(
    Object.entries(spec).filter(([key, value]) => !Object.hasOwn(defaults, key) || defaults[key as keyof T] !== value),
  ) as T;
}

function podSecurityContext({ securityContext }: AppDeploymentProps, rendered: k8s.PodSecurityContext) {
  if (securityContext === undefined) return undefined;
  return {
    ...rendered,
    runAsNonRoot: securityContext.ensureNonRoot,
    fsGroupChangePolicy: securityContext.fsGroupChangePolicy,
  };
}

function withoutAddress(metadata: k8s.ObjectMeta | undefined): k8s.ObjectMeta | undefined {
  const { [Pod.ADDRESS_LABEL]: _address, ...labels } = metadata?.labels ?? {};
  return { ...metadata, labels };
}
