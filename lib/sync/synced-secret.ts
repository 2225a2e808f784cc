import { ApiObject, Chart, type Duration } from 'cdk8s';
import { EnvValue, type EnvValueFromSecretOptions, type ISecret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type InfisicalAuth, InfisicalHost, type InfisicalSource } from '../infisical';
import { validateWithApp } from '../validation/app-validation';
import { declareHost } from '../validation/subject';
import { CreationPolicy } from './creation-policy';
import { infisicalSecretManifest } from './infisical-secret';
import type { ManagedSecretDeclaration } from './sync-declaration';

/**
 * Properties of a `SyncedSecret`.
 */
export interface SyncedSecretProps {
  /**
   * Where Infisical runs.
   *
   * @default InfisicalHost.cloudUs()
   */
  readonly host?: InfisicalHost;

  /**
   * How the operator logs in.
   */
  readonly auth: InfisicalAuth;

  /**
   * What to read: project, environment, secret path.
   */
  readonly source: InfisicalSource;

  /**
   * Name of the Infisical resource.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of the Infisical resource.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * Labels of the Infisical resource. The operator copies all of them to the managed Secret, unless `secretLabels` or
   * `secretAnnotations` say what that one has.
   *
   * @default - the labels of the chart
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the Infisical resource. The operator copies most of them to the managed Secret, unless
   * `secretLabels` or `secretAnnotations` say what that one has.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Name of the managed Secret: the Kubernetes Secret that the operator writes.
   *
   * At most 48 characters where a workload uses auto-reload (rule M8).
   *
   * @default - the name of the Infisical resource
   */
  readonly secretName?: string;

  /**
   * Namespace of the managed Secret. Workloads that use it must run there (rule C1).
   *
   * @default - the namespace of the Infisical resource
   */
  readonly secretNamespace?: string;

  /**
   * Type of the managed Secret, for example `kubernetes.io/tls`. Only takes effect when the Secret is created.
   *
   * @default - the operator's own default, `Opaque`
   */
  readonly secretType?: string;

  /**
   * Labels of the managed Secret, instead of those of the Infisical resource. Needs operator v0.10.18.
   *
   * @default - copied from the Infisical resource; none where the creation policy is ORPHAN
   */
  readonly secretLabels?: { [name: string]: string };

  /**
   * Annotations of the managed Secret, instead of those of the Infisical resource. Needs operator v0.10.18.
   *
   * @default - copied from the Infisical resource; where the creation policy is ORPHAN, those that keep Argo CD from
   * pruning the Secret
   */
  readonly secretAnnotations?: { [name: string]: string };

  /**
   * Who owns the managed Secret. OWNER cannot reach into another namespace (rule M3). Do not change it on a live
   * resource: the operator deletes the Secret when OWNER becomes ORPHAN.
   *
   * @default CreationPolicy.OWNER in one namespace, CreationPolicy.ORPHAN across namespaces
   */
  readonly creationPolicy?: CreationPolicy;

  /**
   * How often the operator looks for changes: a whole number of seconds, minutes, hours or days, at least 5 seconds
   * (rules T1, T2). Each look is a request to Infisical.
   *
   * @default - the operator's own default: 5 minutes, or 1 hour with `instantUpdates`
   */
  readonly resyncInterval?: Duration;

  /**
   * Let Infisical push changes as they happen. A paid feature of Infisical; without it the operator falls back to
   * the interval.
   *
   * @default false
   */
  readonly instantUpdates?: boolean;
}

/**
 * A Kubernetes Secret that the Infisical operator keeps in sync with Infisical (resource `InfisicalSecret`).
 *
 * It is a cdk8s-plus `ISecret`, so that every cdk8s-plus workload can use its keys:
 * `container.env.addVariable('TOKEN', secret.envValue('TOKEN'))`.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SyncedSecret extends Construct implements ISecret {
  /**
   * The operator's resource. Patches of it, also of fields that this library does not know, reach the YAML.
   */
  public readonly apiObject: ApiObject;

  /**
   * Name of the managed Secret.
   */
  public readonly name: string;

  /**
   * Namespace of the managed Secret.
   *
   * @default - none: an error at synth (rule A4)
   */
  public readonly namespace?: string;

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

  /**
   * Name of the managed Secret, as RBAC rules name it.
   *
   * @default - never absent
   */
  public readonly resourceName?: string;

  public constructor(scope: Construct, id: string, props: SyncedSecretProps) {
    super(scope, id);
    const name = props.name ?? id;
    const namespace = props.namespace ?? Chart.of(this).namespace;
    const host = props.host ?? InfisicalHost.cloudUs();
    const target = managedSecret(props, name, namespace);
    this.name = target.name;
    this.resourceName = target.name;
    this.namespace = target.namespace;
    this.apiObject = new ApiObject(
      this,
      'Resource',
      infisicalSecretManifest(
        { name, namespace, labels: props.labels, annotations: props.annotations },
        { ...props, source: props.source ?? {}, namespace, host, target },
      ),
    );
    declareHost(this, host.url);
    validateWithApp(this);
  }

  /**
   * The value of a key, for an environment variable.
   *
   * @param key secret key in Infisical
   * @param options `optional` lets the pod start without the key; by default a missing key stops it
   */
  public envValue(key: string, options: EnvValueFromSecretOptions = {}): EnvValue {
    return EnvValue.fromSecretValue({ secret: this, key }, { optional: options.optional ?? false });
  }
}

function managedSecret(
  props: SyncedSecretProps,
  resourceName: string,
  resourceNamespace: string | undefined,
): ManagedSecretDeclaration {
  const namespace = props.secretNamespace ?? resourceNamespace;
  const ownable = namespace === resourceNamespace;
  const creationPolicy = props.creationPolicy ?? (ownable ? CreationPolicy.OWNER : CreationPolicy.ORPHAN);
  return {
    name: props.secretName ?? resourceName,
    namespace,
    creationPolicy,
    type: props.secretType,
    metadata: managedMetadata(props, creationPolicy),
  };
}

/** Nothing protects an orphan from Argo CD's pruning except metadata that is not copied from the resource. */
function managedMetadata({ secretLabels, secretAnnotations }: SyncedSecretProps, creationPolicy: CreationPolicy) {
  const orphan = creationPolicy === CreationPolicy.ORPHAN;
  if (!orphan && secretLabels === undefined && secretAnnotations === undefined) return undefined;
  return {
    labels: secretLabels ?? {},
    annotations: {
      ...(orphan && {
        'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
        'argocd.argoproj.io/sync-options': 'Prune=false',
      }),
      ...secretAnnotations,
    },
  };
}
