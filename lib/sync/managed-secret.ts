import type { ApiObject } from 'cdk8s';
import { type Container, EnvValue, type EnvValueFromSecretOptions, type ISecret } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { declareSecret } from '../evaluation/used-secrets';
import type { SecretSources } from '../infisical/key-access';
import type { KeyInjection, WorkloadKeyInjection } from './key-injection';
import { inject, injectIntoWorkload } from './workload-injection';

/**
 * A Kubernetes Secret that the Infisical operator writes. It is a cdk8s-plus `ISecret`, so that every cdk8s-plus
 * workload can use its keys.
 */
export abstract class ManagedSecret extends Construct implements ISecret {
  /**
   * The operator's resource. Patches of it, also of fields that this library does not know, reach the YAML.
   */
  public abstract readonly apiObject: ApiObject;

  /**
   * Name of the managed Secret.
   */
  public abstract readonly name: string;

  /**
   * Namespace of the managed Secret.
   *
   * @default - none: an error at synth (rule A4)
   */
  public abstract readonly namespace?: string;

  /**
   * API version of the managed Secret.
   */
  public readonly apiVersion = 'v1';

  /**
   * API group of the managed Secret: the core group.
   */
  public readonly apiGroup = '';

  /**
   * Kind of the managed object.
   */
  public readonly kind = 'Secret';

  /**
   * Resource type of the managed Secret, as RBAC rules name it.
   */
  public readonly resourceType = 'secrets';

  /** @internal */
  public _readFrom?: SecretSources;

  /**
   * The keys in use, where the managed Secret has no others.
   *
   * @internal
   */
  public readonly _selectedKeys?: Set<string>;

  /**
   * Name of the managed Secret, as RBAC rules name it.
   *
   * @default - never absent
   */
  public get resourceName(): string | undefined {
    return this.name;
  }

  /**
   * The value of a key, for an environment variable.
   *
   * @param key secret key in Infisical
   * @param options `optional` lets the pod start without the key; by default a missing key stops it
   */
  public envValue(key: string, options: EnvValueFromSecretOptions = {}): EnvValue {
    this._selectedKeys?.add(key);
    const value = EnvValue.fromSecretValue({ secret: this, key }, { optional: options.optional ?? false });
    return declareSecret(value, this);
  }

  /**
   * Gives keys to one container of a cdk8s-plus workload: as environment variables, as files, or all of them. For a
   * container of another cdk8s-plus than the one of this library, call `injectInto` with its name.
   *
   * @param container a container, sidecar or init container
   * @param injection which keys, and how
   */
  public injectIntoContainer(container: Container, injection: KeyInjection): void {
    inject(this, container, injection);
  }

  /**
   * Gives keys to the containers of a workload: a construct that holds a pod template. That is a Deployment, StatefulSet,
   * DaemonSet, Job, CronJob or Pod of any cdk8s-plus; an `ApiObject` of one of these kinds, of an Argo Rollout, or of
   * another kind with a pod template; or a construct with exactly one of them in it, such as a `SecretSyncedApp`. Anything
   * else is an error at synth (rule C17).
   *
   * @param workload the workload; containers of cdk8s-plus must have been added before
   * @param injection which keys, how, and to which containers
   */
  public injectInto(workload: IConstruct, injection: WorkloadKeyInjection): void {
    injectIntoWorkload(this, workload, injection);
  }
}

/** Where the keys of a secret come from, as far as that is known. */
export function sourcesOf(secret: ISecret | undefined): SecretSources | undefined {
  return secret instanceof ManagedSecret ? secret._readFrom : undefined;
}
