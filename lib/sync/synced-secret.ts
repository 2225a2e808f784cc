import { ApiObject, type ApiObjectProps, Chart, type Duration, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type InfisicalAuth,
  InfisicalAuthMethod,
  InfisicalHost,
  type InfisicalSource,
  type ObjectReference,
} from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import { quotedKey } from '../infisical/key-name';
import { type PropsProblem, validateWithApp } from '../validation/app-validation';
import { soundProps } from '../validation/prop-types';
import { declareHost, declareKeys } from '../validation/subject';
import { qualified } from './authentication';
import type { CreationPolicy } from './creation-policy';
import { generationProblems } from './generation-problems';
import { generationAt } from './infisical-operator';
import { infisicalSecret } from './infisical-secret';
import { ManagedSecret } from './managed-secret';
import type { ManagedSecretType } from './managed-secret-type';
import { SYNCED_SECRET_PROPS } from './prop-types';
import { SecretProjection } from './secret-projection';
import { sharedLogin } from './shared-login';
import { staticSecret } from './static-secret';
import type { SyncDeclaration } from './sync-declaration';
import type { SyncTarget } from './sync-target';
import { furtherTarget, managedSecret } from './target-declarations';
import type { TemplateValue } from './template-value';

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
   * Further places to read from. The first source that has a key wins: `source`, then these in their order. Only
   * v1beta1 has it (rule A15).
   *
   * @default - none
   */
  readonly additionalSources?: InfisicalSource[];

  /**
   * Generation of the operator's resources. Changing it leaves the managed Secret and all workloads as they are.
   *
   * @default - as `InfisicalOperator.configure` says; ApiGeneration.V1ALPHA1 without
   */
  readonly generation?: ApiGeneration;

  /**
   * Name of the InfisicalConnection (v1beta1), which all syncs of the namespace with the same host share.
   *
   * @default - made of the host: `infisical-us`
   */
  readonly connectionName?: string;

  /**
   * Name of the InfisicalAuth (v1beta1), which all syncs of the namespace that log in alike share.
   *
   * @default - made of the host, the method and the credentials, service account or identity
   */
  readonly authName?: string;

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
   * Type of the managed Secret, with the keys that the type demands. Only takes effect when the Secret is created.
   *
   * @default - the operator's own default, `Opaque`
   */
  readonly secretType?: ManagedSecretType;

  /**
   * Values that the managed Secret holds under keys of their own, such as a connection URL made of several secrets.
   *
   * @default - none
   */
  readonly secretTemplate?: { [key: string]: TemplateValue };

  /**
   * Which secrets at the sources go into the managed Secret.
   *
   * @default SecretProjection.ALL
   */
  readonly projection?: SecretProjection;

  /**
   * Further Secrets and ConfigMaps that the operator writes from the same sources.
   *
   * @default - none
   */
  readonly additionalTargets?: SyncTarget[];

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
   * Keep Argo CD from pruning the managed Secret where nobody owns it, by labels and annotations of its own instead of
   * those of the Infisical resource. Turn it off to leave a live Secret as it is.
   *
   * @default true
   */
  readonly pruneProtection?: boolean;

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
 * A Kubernetes Secret that the Infisical operator keeps in sync with Infisical: the resource `InfisicalSecret`, or in
 * v1beta1 an `InfisicalStaticSecret` with the `InfisicalAuth` and `InfisicalConnection` that it shares with others.
 *
 * It is a cdk8s-plus `ISecret`, so that every cdk8s-plus workload can use its keys:
 * `container.env.addVariable('TOKEN', secret.envValue('TOKEN'))`.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SyncedSecret extends ManagedSecret {
  public readonly apiObject: ApiObject;
  public readonly name: string;
  public readonly namespace?: string;

  public constructor(scope: Construct, id: string, given: SyncedSecretProps) {
    super(scope, id);
    const { sound: props, faults } = soundProps(given, SYNCED_SECRET_PROPS);
    const generation = props.generation ?? generationAt(this);
    const place = {
      name: props.name ?? id,
      namespace: props.namespace ?? Chart.of(this).namespace,
      sources: [props.source ?? {}, ...(props.additionalSources ?? [])],
    };
    const further = (props.additionalTargets ?? []).map((target) => furtherTarget(target, place));
    const declaration = (): SyncDeclaration => ({
      ...props,
      ...place,
      host: props.host ?? InfisicalHost.cloudUs(),
      targets: [managedSecret(props, place, this._selectedKeys), ...further],
    });
    const sync = declaration();
    this.name = sync.targets[0].name;
    this.namespace = sync.targets[0].namespace;
    const conflicts: PropsProblem[] = [];
    const render = this.renderer(generation, sync, props, conflicts);
    const resource = render(sync);
    this.apiObject = new ApiObject(this, 'Resource', {
      ...resource,
      metadata: { name: place.name, namespace: place.namespace, labels: props.labels, annotations: props.annotations },
      // Which keys are selected is known when all workloads are.
      ...(props.projection === SecretProjection.SELECTED && {
        spec: Lazy.any({ produce: () => (render(declaration()) as { spec?: unknown }).spec }),
      }),
    } as ApiObjectProps);
    this._origin = { host: sync.host.url, sources: place.sources };
    declareHost(this, sync.host.url);
    declareKeys(this, declaredKeys(place.sources));
    validateWithApp(this, () => [
      ...faults,
      ...generationProblems(declaration(), generation),
      ...conflicts,
      ...duplicateKeyProblems(place.sources),
      ...this.projectionProblems(props, declaration()),
      ...[props.secretType, ...(props.additionalTargets ?? []).map(({ _type }) => _type)].flatMap(contentProblems),
    ]);
  }

  private renderer(
    generation: ApiGeneration,
    { host, auth, namespace }: SyncDeclaration,
    { connectionName, authName }: SyncedSecretProps,
    conflicts: PropsProblem[],
  ): (sync: SyncDeclaration) => object {
    if (generation !== ApiGeneration.V1BETA1) return infisicalSecret;
    const named = (name: string) => qualified({ name }, namespace);
    if (auth === undefined || LEGACY.has(auth.method))
      return (sync) => staticSecret(sync, named(authName ?? auth?.method ?? ''));
    const existing = existingAuth(auth);
    if (existing !== undefined) return (sync) => staticSecret(sync, qualified(existing, namespace));
    const login = sharedLogin(this, { host, auth, namespace, connectionName, authName });
    conflicts.push(...login.conflicts.map((message) => ({ rule: 'X15', message })));
    return (sync) => staticSecret(sync, named(login.infisicalAuth));
  }

  private projectionProblems({ projection }: SyncedSecretProps, { targets: [{ template }] }: SyncDeclaration) {
    if (projection !== SecretProjection.SELECTED || template !== undefined) return [];
    const message = `no key of "${this.name}" is selected, so that it would be empty: let a workload select keys, or use SecretProjection.ALL`;
    return [{ rule: 'M12', message }];
  }
}

function existingAuth({ _configuration: config }: InfisicalAuth): ObjectReference | undefined {
  return config.method === InfisicalAuthMethod.EXISTING ? config.infisicalAuth : undefined;
}

const LEGACY = new Set([InfisicalAuthMethod.SERVICE_TOKEN, InfisicalAuthMethod.SERVICE_ACCOUNT]);

function contentProblems(type: ManagedSecretType | undefined): PropsProblem[] {
  if (type?._contents === undefined || Object.keys(type._contents).length > 0) return [];
  const message = `a managed Secret of the type "${type.type}" has nothing in it: give username, password, or both`;
  return [{ rule: 'M10', message }];
}

/** The keys at all sources; undefined if one does not tell. */
function declaredKeys(sources: readonly InfisicalSource[]): string[] | undefined {
  if (sources.some(({ keys }) => keys === undefined)) return undefined;
  return [...new Set(sources.flatMap(({ keys }) => keys ?? []))];
}

function duplicateKeyProblems(sources: readonly InfisicalSource[]): PropsProblem[] {
  const places = new Map<string, string>();
  const problems: PropsProblem[] = [];
  for (const { keys = [], environment, path = '/' } of sources) {
    const place = `${environment}:${path}`;
    for (const key of new Set(keys)) {
      const first = places.get(key);
      if (first === undefined) places.set(key, place);
      else {
        const message = `the key ${quotedKey(key)} is declared at ${first} and at ${place}, and the second is never read: rename one of both`;
        problems.push({ rule: 'S10', message });
      }
    }
  }
  return problems;
}
