import type { CreationPolicy } from './creation-policy';
import type { ManagedSecretType } from './managed-secret-type';
import type { TemplateValue } from './template-value';

/**
 * Options of any further object that a sync writes.
 */
export interface SyncTargetOptions {
  /**
   * Namespace of the object.
   *
   * @default - the namespace of the Infisical resource
   */
  readonly namespace?: string;

  /**
   * Who owns the object.
   *
   * @default CreationPolicy.OWNER in one namespace, CreationPolicy.ORPHAN across namespaces
   */
  readonly creationPolicy?: CreationPolicy;

  /**
   * What the object holds, by key.
   *
   * @default - every secret at the sources
   */
  readonly template?: { [key: string]: TemplateValue };

  /**
   * Labels of the object, instead of those of the Infisical resource.
   *
   * @default - copied from the Infisical resource; none where the creation policy is ORPHAN
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the object, instead of those of the Infisical resource.
   *
   * @default - copied from the Infisical resource; where the creation policy is ORPHAN, those that keep Argo CD from
   * pruning the object
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Keep Argo CD from pruning the object where nobody owns it, by labels and annotations of its own instead of those of
   * the Infisical resource. Turn it off to leave a live object as it is.
   *
   * @default true
   */
  readonly pruneProtection?: boolean;
}

/**
 * Options of a further Secret.
 */
export interface SecretTargetOptions extends SyncTargetOptions {
  /**
   * Type of the Secret. Only takes effect when the Secret is created.
   *
   * @default - the operator's own default, `Opaque`
   */
  readonly type?: ManagedSecretType;
}

/**
 * A further Secret or ConfigMap that a sync writes. Workloads use it through cdk8s-plus, for example
 * `ConfigMap.fromConfigMapName`.
 */
export class SyncTarget {
  /**
   * A Secret.
   *
   * @param name name of the Secret
   */
  public static secret(name: string, options: SecretTargetOptions = {}): SyncTarget {
    const { type, ...rest } = options ?? {};
    return new SyncTarget('Secret', name, rest, type);
  }

  /**
   * A ConfigMap. It is not made for secrets (rule M15): give it a `template` with what is none.
   *
   * @param name name of the ConfigMap
   */
  public static configMap(name: string, options: SyncTargetOptions = {}): SyncTarget {
    return new SyncTarget('ConfigMap', name, options);
  }

  private constructor(
    /**
     * `Secret` or `ConfigMap`.
     */
    public readonly kind: string,
    /**
     * Name of the object.
     */
    public readonly name: string,
    /** @internal */
    public readonly _options: SyncTargetOptions,
    /** @internal */
    public readonly _type?: ManagedSecretType,
  ) {}
}
