import type { SecretKey } from '../infisical';
import type { KeyFiles } from './key-files';

/**
 * Which keys of a managed Secret a container gets, and how.
 */
export interface KeyInjection {
  /**
   * Keys as environment variables: a list of keys, each of which becomes the variable of the same name, or a map from
   * variable to key (`{ DB_URL: 'DATABASE_URL' }`). A missing key stops the pod. `SecretKey.of('PORT').port()` in the place of a name says what the key holds.
   *
   * Variables keep the order of the map. In Java and Go, whose maps need not have one, they come in the order of their
   * names: `envOrder` gives another.
   *
   * @default - none
   */
  readonly secretKeys?: (string | SecretKey)[] | { [variable: string]: string | SecretKey };

  /**
   * Variables of `secretKeys` that come before the others, in this order. Each must exist (rule C18).
   *
   * @default - the order of `secretKeys`
   */
  readonly envOrder?: string[];

  /**
   * Keys as files.
   *
   * @default - none
   */
  readonly files?: KeyFiles;

  /**
   * Every key of the managed Secret as an environment variable. Gives the container more than it names (rule C5).
   *
   * @default false
   */
  readonly everyKey?: boolean;

  /**
   * What the variables of `everyKey` start with.
   *
   * @default - nothing
   */
  readonly prefix?: string;
}

/**
 * Which keys of a managed Secret a workload gets, and how.
 */
export interface WorkloadKeyInjection extends KeyInjection {
  /**
   * Names of the containers and init containers that get the keys (rule C17).
   *
   * @default - every container, no init container
   */
  readonly containers?: string[];

  /**
   * Let the operator restart the pods when the managed Secret changes. It does so for Deployments, StatefulSets and
   * DaemonSets only (rules C7, C8).
   *
   * @default false
   */
  readonly autoReload?: boolean;
}
