import type {
  ContainerLifecycle,
  ContainerPort,
  ContainerResources,
  ContainerSecurityContextProps,
  EnvFrom,
  EnvValue,
  ImagePullPolicy,
  k8s,
  Probe,
} from 'cdk8s-plus-28';
import type { SecretKey } from '../infisical';
import type { KeyFiles } from '../sync';

/**
 * A container with the secret keys that it gets. Nothing is written that is not asked for.
 */
export interface KeyedContainerProps {
  /**
   * Image of the container, for example `registry.example.com/orders:1.4.2`.
   */
  readonly image: string;

  /**
   * The secret keys that the container gets as environment variables, and no others: a list of keys, each of which becomes
   * the variable of the same name, or a map from variable to key (`{ DB_URL: 'DATABASE_URL' }`). A key that is missing in
   * Infisical stops the pod. `SecretKey.of('PORT').port()` in the place of a name says what the key holds.
   *
   * Variables keep the order of the map. In Java and Go, whose maps need not have one, they come in the order of their
   * names: `envOrder` gives another.
   *
   * @default - none
   */
  readonly secretKeys?: (string | SecretKey)[] | { [variable: string]: string | SecretKey };

  /**
   * Secret keys as files, a folder each.
   *
   * @default - none
   */
  readonly secretFiles?: KeyFiles[];

  /**
   * Plain environment variables. They come after the secret ones, so that `$(KEY)` can refer to a secret key. Never
   * write a secret value here. In Java and Go they come in the order of their names, as in `secretKeys`.
   *
   * @default - none
   */
  readonly env?: { [variable: string]: string };

  /**
   * Environment variables from elsewhere: config maps, fields of the pod, resources. In Java and Go they come in the
   * order of their names, as in `secretKeys`.
   *
   * @default - none
   */
  readonly envVariables?: { [variable: string]: EnvValue };

  /**
   * Variables of the container that come before its others, in this order, in every language. The order matters where a
   * value refers to another variable, `$(NAME)`, and where a running workload is taken over. Each must exist (rule C18).
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
   * Ports that the container declares. They make no Service.
   *
   * @default - none; of the main container `port`, where the workload has one
   */
  readonly ports?: ContainerPort[];

  /**
   * Command of the container.
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
   * Working directory of the container.
   *
   * @default - that of the image
   */
  readonly workingDir?: string;

  /**
   * Where the container has which of the pod's `volumes`, in Kubernetes' own words: `{ name: 'data', mountPath: '/data' }`.
   *
   * @default - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * When to pull the image.
   *
   * @default - not written: Kubernetes decides by the tag
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * CPU, memory and ephemeral storage of the container.
   *
   * @default - not written
   */
  readonly resources?: ContainerResources;

  /**
   * When the container may receive traffic: a `Probe`, or what `ContainerProbe` makes.
   *
   * @default - not written
   */
  readonly readiness?: Probe;

  /**
   * When the container must be restarted: a `Probe`, or what `ContainerProbe` makes.
   *
   * @default - not written
   */
  readonly liveness?: Probe;

  /**
   * When the container has started: a `Probe`, or what `ContainerProbe` makes.
   *
   * @default - not written
   */
  readonly startup?: Probe;

  /**
   * Actions after the start and before the stop of the container.
   *
   * @default - none
   */
  readonly lifecycle?: ContainerLifecycle;

  /**
   * Security context of the container, on top of what `podSecurity` demands.
   *
   * @default - what `podSecurity` demands
   */
  readonly containerSecurityContext?: ContainerSecurityContextProps;
}
