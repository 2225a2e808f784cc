import type {
  ContainerLifecycle,
  ContainerPort,
  ContainerResources,
  ContainerSecurityContextProps,
  DeploymentProps,
  EnvFrom,
  EnvValue,
  ImagePullPolicy,
  ISecret,
  Probe,
  ServiceType,
  VolumeMount,
} from 'cdk8s-plus-28';
import type { LocalAppProps } from '../local';
import type { SyncedSecretProps } from '../sync';
import type { PodSecurityLevel } from '../pods/pod-security';

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
   * Name of the main container.
   *
   * @default - the name of the application
   */
  readonly containerName?: string;

  /**
   * This application takes over a Deployment that is already running: nothing is written that the props do not ask for,
   * so that no pod restarts. There is then no `app.kubernetes.io/name` label, no security context and no
   * `automountServiceAccountToken` unless one is asked for, and `selectorLabels` stay off the Deployment itself and its
   * Service. Drop it when you want the defaults of new applications: the pods restart once.
   *
   * @default false
   */
  readonly takeOver?: boolean;

  /**
   * Namespace of the application. Must be that of the managed Secret (rule C1).
   *
   * @default - `metadata.namespace`, or the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * The secret to take keys from: a `SyncedSecret` that several applications share, or any other cdk8s-plus secret.
   * Give exactly one of `secret`, `sync` and `secretPath` (rule C14).
   *
   * @default - the secret that `sync` or `secretPath` declares
   */
  readonly secret?: ISecret;

  /**
   * Declares a `SyncedSecret` of the application's own. Its resource and its managed Secret have the name of the
   * application unless told otherwise. What it does not say is that of the environment that the application stands in.
   *
   * @default - the application uses `secret`, or a secret of its own at `secretPath`
   */
  readonly sync?: SyncedSecretProps;

  /**
   * Declares a `SyncedSecret` of the application's own for this folder in the project and the environment that the
   * application stands in: short for `sync: { secretPath }`. Two applications with the same path have a sync each, which
   * asks Infisical each; let them share one `SyncedSecret` by `secret` where that is too much.
   *
   * @default - the application uses `secret`, or the secret that `sync` declares
   */
  readonly secretPath?: string;

  /**
   * The secret keys that the main container gets, and no others: a list of keys, each of which becomes the variable of
   * the same name, or a map from variable to key (`{ DB_URL: 'DATABASE_URL' }`). A key that is missing in Infisical
   * stops the pod.
   *
   * Java's `Map.of` and Go's maps have no order. With the first, the same program writes another file from run to run, so
   * that pods restart; the second arrive sorted by name. Give `envOrder` there.
   *
   * @default - none
   */
  readonly secretKeys?: string[] | { [variable: string]: string };

  /**
   * Plain environment variables. They come after the secret ones, so that `$(KEY)` can refer to a secret key. Never
   * write a secret value here. The order of Java's `Map.of` and of Go's maps is given by `envOrder`, as in `secretKeys`.
   *
   * @default - none
   */
  readonly env?: { [variable: string]: string };

  /**
   * Environment variables from elsewhere: config maps, fields of the pod, resources. The order of Java's `Map.of` and of
   * Go's maps is given by `envOrder`, as in `secretKeys`.
   *
   * @default - none
   */
  readonly envVariables?: { [variable: string]: EnvValue };

  /**
   * Variables of the main container that come before its others, in this order. The order matters where a value refers
   * to another variable, `$(NAME)`, where a running Deployment is taken over, and where the language has maps without an
   * order, as Java has with `Map.of`, and Go: with all variables in it, the order of no map shows. Each must exist (rule
   * C18).
   *
   * @default - those of `secretKeys`, then of `env`, then of `envVariables`
   */
  readonly envOrder?: string[];

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
   * Ports that the main container declares, where `port` is not enough: names, protocols, more than one. They make no
   * Service.
   *
   * @default - `port`
   */
  readonly ports?: ContainerPort[];

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
   * @default PodSecurityLevel.RESTRICTED; with `takeOver` PodSecurityLevel.PRIVILEGED
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
   * @default - `app.kubernetes.io/name` and the selector's labels; with `takeOver` none
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

  /**
   * How the application runs on a laptop, in a `LocalStack`.
   *
   * @default - not at all
   */
  readonly local?: LocalAppProps;
}
