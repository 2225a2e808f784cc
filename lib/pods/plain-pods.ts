import { ApiObject } from 'cdk8s';
import {
  type Container,
  type ContainerProps,
  type IServiceAccount,
  type k8s,
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyTrafficDefault,
  Pod,
  type PodSelectorConfig,
  ServiceAccount,
  Topology,
  type Workload,
  type WorkloadProps,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { podMetadataJson } from '../evaluation/fast-json';
import { type WrittenKind, writeLast } from '../evaluation/last-written';
import { fields } from '../json/json';
import type { AskedContainer, AskedPods } from './asked-pods';
import { mergedPodSpec } from './merged-pod-spec';
import { podSpecOf } from './pod-spec';
import { rememberAsked } from './rendered-container';
import { securedPodSpec } from './secured-pod';

/**
 * The pods of a workload of cdk8s-plus, which writes what was asked for and nothing else, and by labels that do not change
 * when code moves: cdk8s-plus adds resources, probes, pull policies and a hash of the construct's path.
 */
export class PlainPods {
  private readonly asked: KeptPods;

  public constructor(
    private readonly workload: Workload,
    asked: AskedPods,
  ) {
    const { foundBy, podSecurity, takeOver, restartPolicy, pod } = asked;
    this.asked = { foundBy, podSecurity, takeOver, restartPolicy, pod };
    Object.assign(workload, { addContainer, addInitContainer });
    workload.toPodSelectorConfig = () => this.selectorConfig();
    if (asked.selects) workload.select(LabelSelector.of({ labels: asked.foundBy }));
    for (const container of asked.containers) this.addContainer(container);
    for (const container of asked.initContainers) this.addInitContainer(container);
    if (asked.spread)
      for (const topology of [Topology.HOSTNAME, Topology.ZONE]) workload.scheduling.spread({ topology });
    if (asked.isolate) this.isolate();
  }

  /** The pods as Kubernetes has them, but for what is merged last. */
  public template(): k8s.PodTemplateSpec {
    return { metadata: this.metadata(), spec: podSpecOf(this.workload, this.asked) };
  }

  /**
   * Merges the PodSpec that was given into the finished object, then what the level of security demands, and then the
   * patches of its `ApiObject`.
   */
  public writeLastInto(path: readonly string[], kind?: WrittenKind): void {
    const { pod, podSecurity } = this.asked;
    const change = (spec: unknown) =>
      securedPodSpec(podSecurity, fields(pod.podSpec === undefined ? spec : mergedPodSpec(spec, pod.podSpec)));
    writeLast(ApiObject.of(this.workload), path, change, kind);
  }

  /** Undefined where nobody asked for any: a Job needs none to find its pods. */
  private metadata(): k8s.ObjectMeta | undefined {
    const { workload } = this;
    const written = podMetadataJson(ApiObject.of(workload), workload.podMetadata);
    const { labels: all = {}, ...metadata }: k8s.ObjectMeta = written ?? {};
    const { [Pod.ADDRESS_LABEL]: _address, ...labels } = all;
    const whole = Object.keys(labels).length > 0 ? { ...metadata, labels } : metadata;
    return Object.values(whole).some((value) => value !== undefined) ? whole : undefined;
  }

  /** As `connections.isolate` of cdk8s-plus, which makes a name of the path of the construct. */
  private isolate(): void {
    const { workload } = this;
    const { name, namespace } = workload.metadata;
    const none = { default: NetworkPolicyTrafficDefault.DENY };
    const policy = { selector: workload, egress: none, ingress: none };
    new NetworkPolicy(workload, 'DefaultDenyAll', { ...policy, metadata: { name: `${name}-isolated`, namespace } });
  }

  private addContainer(asked: AskedContainer): void {
    rememberAsked(this.workload.addContainer(containerProps(asked)), asked);
  }

  private addInitContainer(asked: AskedContainer): void {
    rememberAsked(this.workload.addInitContainer(containerProps(asked)), asked);
  }

  private selectorConfig(): PodSelectorConfig {
    const { namespace } = this.workload.metadata;
    return {
      labelSelector: LabelSelector.of({ labels: this.asked.foundBy }),
      namespaces: namespace ? { names: [namespace] } : undefined,
    };
  }
}

/** What is asked for again whenever the pods are written. */
type KeptPods = Pick<AskedPods, 'foundBy' | 'podSecurity' | 'takeOver' | 'restartPolicy' | 'pod'>;

/** Has a container that is added later written like the others. */
function addContainer(this: Workload, props: ContainerProps): Container {
  return rememberAsked(methodsOf(this).addContainer.call(this, withoutDefaults(props)), props);
}

function addInitContainer(this: Workload, props: ContainerProps): Container {
  return rememberAsked(methodsOf(this).addInitContainer.call(this, withoutDefaults(props)), props);
}

function methodsOf(workload: Workload): Pick<Workload, 'addContainer' | 'addInitContainer'> {
  return Object.getPrototypeOf(workload);
}

function withoutDefaults(props: ContainerProps): ContainerProps {
  return { ...props, resources: props.resources ?? {} };
}

/** What a workload of cdk8s-plus is made of; containers come with `PlainPods`. */
export function workloadProps(scope: Construct, asked: AskedPods): WorkloadProps {
  const { metadata, podMetadata, restartPolicy, pod } = asked;
  return {
    metadata,
    podMetadata,
    restartPolicy,
    select: false,
    serviceAccount: pod.serviceAccount ?? accountNamed(scope, pod.serviceAccountName),
    automountServiceAccountToken: pod.automountServiceAccountToken,
    dns: pod.dns,
    dockerRegistryAuth: pod.dockerRegistryAuth,
    hostAliases: pod.hostAliases,
    hostNetwork: pod.hostNetwork,
    securityContext: pod.securityContext,
    terminationGracePeriod: pod.terminationGracePeriod,
  };
}

/** As a construct, so that a role can be bound to the workload. */
function accountNamed(scope: Construct, name: string | undefined): IServiceAccount | undefined {
  return name === undefined ? undefined : ServiceAccount.fromServiceAccountName(scope, 'ServiceAccount', name);
}

function containerProps({ name, portNumber, variables, restartPolicy, ...props }: AskedContainer): ContainerProps {
  const { image, command, args, workingDir, envFrom, imagePullPolicy, resources, ports = [] } = props;
  const { readiness, liveness, startup, lifecycle, containerSecurityContext } = props;
  return {
    ...{ name, image, command, args, workingDir, envFrom, imagePullPolicy, resources, restartPolicy },
    ...{ readiness, liveness, startup, lifecycle },
    securityContext: containerSecurityContext,
    envVariables: { ...variables },
    // cdk8s-plus finds it by the first; what is written are those that were asked for.
    portNumber: portNumber ?? ports[0]?.number,
  };
}
