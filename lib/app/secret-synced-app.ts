import { Chart } from 'cdk8s';
import {
  type ContainerLifecycle,
  type ContainerResources,
  type ContainerSecurityContextProps,
  type Deployment,
  type DeploymentProps,
  type EnvFrom,
  EnvValue,
  type ImagePullPolicy,
  type ISecret,
  type Probe,
  type Service,
  type ServiceType,
  type VolumeMount,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { SyncedSecret, type SyncedSecretProps } from '../sync';
import { type PropsProblem, validateWithApp } from '../validation/app-validation';
import { AUTO_RELOAD_ANNOTATION } from '../validation/view/workloads';
import { AppDeployment } from './app-deployment';
import { AppService } from './app-service';
import { PodSecurityLevel, podSecurityConflicts } from './pod-security';
import { envFromKeys, type VariablesFromKeys, variableProblems, variablesFromKeys } from './secret-keys';

const NAME_LABEL = 'app.kubernetes.io/name';

/**
 * Properties of a `SecretSyncedApp`: those of its main container, of its secret, and all those of a cdk8s-plus
 * Deployment.
 */
export interface SecretSyncedAppProps extends DeploymentProps {
  /**
   * Image of the main container.
   */
  readonly image: string;

  /**
   * Name of the application: of its Deployment, main container and Service, and of the Infisical resource that
   * `sync` makes. At most 63 characters (rules N1, N3, N4).
   *
   * @default - `metadata.name`, or the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of the application. Must be that of the managed Secret (rule C1).
   *
   * @default - `metadata.namespace`, or the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * The secret to take keys from: a `SyncedSecret` that several applications share, or any other cdk8s-plus secret.
   * Give exactly one of `secret` and `sync` (rule C14).
   *
   * @default - the secret that `sync` declares
   */
  readonly secret?: ISecret;

  /**
   * Declares a `SyncedSecret` of the application's own. Its resource and its managed Secret have the name of the
   * application unless told otherwise.
   *
   * @default - the application uses `secret`
   */
  readonly sync?: SyncedSecretProps;

  /**
   * The secret keys that the main container gets, and no others: a list of keys, each of which becomes the variable of
   * the same name, or a map from variable to key (`{ DB_URL: 'DATABASE_URL' }`). A key that is missing in Infisical
   * stops the pod.
   *
   * @default - none
   */
  readonly secretKeys?: string[] | { [variable: string]: string };

  /**
   * Plain environment variables. They come after the secret ones, so that `$(KEY)` can refer to a secret key. Never
   * write a secret value here.
   *
   * @default - none
   */
  readonly env?: { [variable: string]: string };

  /**
   * Environment variables from elsewhere: config maps, fields of the pod, resources.
   *
   * @default - none
   */
  readonly envVariables?: { [variable: string]: EnvValue };

  /**
   * Whole config maps or secrets as environment variables. Gives the container every key there is.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * Port that the main container listens on. Also makes a Service of the application's name.
   *
   * @default - no port and no Service
   */
  readonly port?: number;

  /**
   * Port of the Service.
   *
   * @default - the same as `port`
   */
  readonly servicePort?: number;

  /**
   * Type of the Service.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly serviceType?: ServiceType;

  /**
   * Command of the main container.
   *
   * @default - the entrypoint of the image
   */
  readonly command?: string[];

  /**
   * Arguments to the command.
   *
   * @default - the command of the image
   */
  readonly args?: string[];

  /**
   * Working directory of the main container.
   *
   * @default - that of the image
   */
  readonly workingDir?: string;

  /**
   * Volumes mounted into the main container.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * When to pull the image.
   *
   * @default - not written: Kubernetes decides by the tag
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * CPU and memory of the main container.
   *
   * @default - not written
   */
  readonly resources?: ContainerResources;

  /**
   * When the main container may receive traffic.
   *
   * @default - not written
   */
  readonly readiness?: Probe;

  /**
   * When the main container must be restarted.
   *
   * @default - not written
   */
  readonly liveness?: Probe;

  /**
   * When the main container has started.
   *
   * @default - not written
   */
  readonly startup?: Probe;

  /**
   * Actions after the start and before the stop of the main container.
   *
   * @default - none
   */
  readonly lifecycle?: ContainerLifecycle;

  /**
   * Pod Security Standard that all containers follow. What contradicts it is an error (rule C15).
   *
   * @default PodSecurityLevel.RESTRICTED
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * Security context of the main container, on top of what `podSecurity` demands.
   *
   * @default - what `podSecurity` demands
   */
  readonly containerSecurityContext?: ContainerSecurityContextProps;

  /**
   * Labels of the Deployment, its pods and its Service. They never take part in the selector.
   *
   * @default - `app.kubernetes.io/name` and the selector's labels
   */
  readonly labels?: { [name: string]: string };

  /**
   * Labels by which the Deployment and the Service select the pods. Set this only to take over a Deployment that is
   * already running: Kubernetes does not allow a change.
   *
   * @default - `app.kubernetes.io/name` with the name of the application
   */
  readonly selectorLabels?: { [name: string]: string };

  /**
   * Let the operator restart the pods when the managed Secret changes.
   *
   * @default false
   */
  readonly autoReload?: boolean;
}

/**
 * An application that gets exactly the secret keys that it names: a Deployment, a Service if it has a port, and,
 * unless it shares one, the Infisical resource that syncs its secret.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SecretSyncedApp extends Construct {
  /**
   * The cdk8s-plus Deployment: ingress, autoscaling, volumes and scheduling are added through it.
   */
  public readonly deployment: Deployment;

  /**
   * The cdk8s-plus Service.
   *
   * @default - none where the application has no port
   */
  public readonly service?: Service;

  /**
   * The secret that the keys come from.
   *
   * @default - none where the props gave none, an error at synth (rule C14)
   */
  public readonly secret?: ISecret;

  public constructor(scope: Construct, id: string, props: SecretSyncedAppProps) {
    super(scope, id);
    const identity = identityOf(this, id, props);
    const variables = variablesFromKeys(props.secretKeys);
    this.secret = props.secret ?? this.ownSecret(identity, props);
    this.deployment = new AppDeployment(this, 'Deployment', {
      ...deploymentProps(identity, props),
      containers: [
        { ...mainContainer(identity, props), envVariables: environment(this.secret, variables, props) },
        ...(props.containers ?? []),
      ],
    });
    this.service = this.ownService(identity, props);
    validateWithApp(this, () => problemsOf(props, variables, identity));
  }

  private ownSecret({ name, namespace }: Identity, { sync }: SecretSyncedAppProps): SyncedSecret | undefined {
    return (
      sync &&
      new SyncedSecret(this, 'Secret', { ...sync, name: sync.name ?? name, namespace: sync.namespace ?? namespace })
    );
  }

  private ownService({ name, namespace, labels }: Identity, props: SecretSyncedAppProps): Service | undefined {
    if (props.port === undefined) return undefined;
    return new AppService(this, 'Service', {
      metadata: { name, namespace, labels },
      type: props.serviceType,
      selector: this.deployment,
      ports: [{ port: props.servicePort ?? props.port, targetPort: props.port }],
    });
  }
}

interface Identity {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: { [name: string]: string };
  readonly selectorLabels: { [name: string]: string };
}

function identityOf(scope: Construct, id: string, props: SecretSyncedAppProps): Identity {
  const name = props.name ?? props.metadata?.name ?? id;
  const selectorLabels = props.selectorLabels ?? { [NAME_LABEL]: name };
  return {
    name,
    namespace: props.namespace ?? props.metadata?.namespace ?? Chart.of(scope).namespace,
    labels: { [NAME_LABEL]: name, ...props.labels, ...selectorLabels },
    selectorLabels,
  };
}

function deploymentProps({ name, namespace, labels, selectorLabels }: Identity, props: SecretSyncedAppProps) {
  return {
    ...props,
    metadata: {
      ...props.metadata,
      name,
      namespace,
      labels: { ...props.metadata?.labels, ...labels },
      annotations: { ...props.metadata?.annotations, ...(props.autoReload && { [AUTO_RELOAD_ANNOTATION]: 'true' }) },
    },
    podMetadata: { ...props.podMetadata, labels: { ...props.podMetadata?.labels, ...labels } },
    podSecurity: props.podSecurity ?? PodSecurityLevel.RESTRICTED,
    selectorLabels,
  };
}

function mainContainer({ name }: Identity, props: SecretSyncedAppProps) {
  return {
    name,
    image: props.image,
    portNumber: props.port,
    command: props.command,
    args: props.args,
    workingDir: props.workingDir,
    envFrom: props.envFrom,
    volumeMounts: props.volumeMounts,
    imagePullPolicy: props.imagePullPolicy,
    resources: props.resources,
    readiness: props.readiness,
    liveness: props.liveness,
    startup: props.startup,
    lifecycle: props.lifecycle,
    securityContext: props.containerSecurityContext,
  };
}

function environment(
  secret: ISecret | undefined,
  variables: VariablesFromKeys,
  { env, envVariables }: SecretSyncedAppProps,
): { [variable: string]: EnvValue } {
  const literals = Object.entries(env ?? {}).map(([name, value]) => [name, EnvValue.fromValue(value)]);
  return { ...(secret && envFromKeys(secret, variables)), ...Object.fromEntries(literals), ...envVariables };
}

function problemsOf(props: SecretSyncedAppProps, variables: VariablesFromKeys, identity: Identity): PropsProblem[] {
  return [
    ...variableProblems(variables, {
      env: Object.keys(props.env ?? {}),
      envVariables: Object.keys(props.envVariables ?? {}),
    }),
    ...secretProblems(props),
    ...securityProblems(props),
    ...selectorProblems(props, identity),
  ];
}

function secretProblems({ secret, sync }: SecretSyncedAppProps): PropsProblem[] {
  if ((secret === undefined) !== (sync === undefined)) return [];
  const found = secret === undefined ? 'neither' : 'both';
  return [{ rule: 'C14', message: `give exactly one of secret (shared) and sync (its own), found ${found}` }];
}

function securityProblems(props: SecretSyncedAppProps): PropsProblem[] {
  const level = props.podSecurity ?? PodSecurityLevel.RESTRICTED;
  const others = [...(props.containers ?? []), ...(props.initContainers ?? [])];
  const asked = [
    { who: 'containerSecurityContext', context: props.containerSecurityContext },
    ...others.map(({ name, securityContext }) => ({ who: `the container "${name}"`, context: securityContext })),
  ];
  const conflicts = asked.flatMap(({ who, context }) =>
    podSecurityConflicts(level, context).map((what) => `${who} has ${what}`),
  );
  if (props.hostNetwork && level !== PodSecurityLevel.PRIVILEGED) conflicts.push('the pod has hostNetwork: true');
  return conflicts.map((conflict) => ({
    rule: 'C15',
    message: `${conflict}, which podSecurity "${level}" forbids: remove it, or relax podSecurity`,
  }));
}

function selectorProblems(props: SecretSyncedAppProps, { selectorLabels }: Identity): PropsProblem[] {
  const contradictions = Object.entries({ ...props.labels, ...props.podMetadata?.labels })
    .filter(([label, value]) => label in selectorLabels && selectorLabels[label] !== value)
    .map(
      ([label, value]) =>
        `the label "${label}: ${value}" contradicts the selector, which has "${selectorLabels[label]}": drop it, or change selectorLabels`,
    );
  const hashed = props.select
    ? ['select: true would put a hash of the path into the selector: use selectorLabels']
    : [];
  return [...hashed, ...contradictions].map((message) => ({ rule: 'C16', message }));
}
