import { ApiObject, type ApiObjectProps, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { type InfisicalAuth, InfisicalAuthMethod, type InfisicalSource, type ObjectReference } from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import { quotedKey } from '../infisical/key-name';
import { type PropsProblem, validateWithApp } from '../validation/app-validation';
import { soundProps } from '../validation/prop-types';
import { declareForeignLogin } from '../validation/subject';
import { qualified } from './authentication';
import { declareKeysOf } from './catalogued-keys';
import { chartOf } from './chart-of';
import { completed } from './completion';
import { generationProblems } from './generation-problems';
import { generationAt } from './infisical-operator';
import { infisicalSecret } from './infisical-secret';
import { ManagedSecret } from './managed-secret';
import type { ManagedSecretType } from './managed-secret-type';
import { namespaceProblems } from './namespace-problems';
import { SYNCED_SECRET_PROPS } from './prop-types';
import { SecretProjection } from './secret-projection';
import { sharedLogin } from './shared-login';
import { staticSecret } from './static-secret';
import type { SyncDeclaration } from './sync-declaration';
import type { SyncedSecretProps } from './synced-secret-props';
import { furtherTarget, managedSecret } from './target-declarations';

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

  public constructor(scope: Construct, id: string, given: SyncedSecretProps = {}) {
    super(scope, id);
    const { sound: props, faults } = soundProps(given, SYNCED_SECRET_PROPS);
    const chart = chartOf(this);
    const generation = props.generation ?? generationAt(this);
    const prefersId = generation === ApiGeneration.V1BETA1 && props.instantUpdates === true;
    const own = { ...props, given, placeProp: 'source', place: props.source, prefersId } as const;
    const completion = completed<InfisicalSource>(this, own);
    const place = {
      name: props.name ?? id,
      namespace: props.namespace ?? chart.namespace,
      sources: [completion.place, ...(props.additionalSources ?? []).map(completion.complete)],
    };
    const further = (props.additionalTargets ?? []).map((target) => furtherTarget(target, place));
    const declaration = (): SyncDeclaration => ({
      ...props,
      ...place,
      host: completion.host,
      auth: completion.auth,
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
    const unknownPlaces = declareKeysOf(this, place.sources, completion.surroundings, props.host);
    const homeless = namespaceProblems(this, completion.surroundings, this.namespace);
    validateWithApp(this, () => [
      ...faults,
      ...completion.problems(),
      ...unknownPlaces,
      ...homeless,
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
    if (existing !== undefined) {
      declareForeignLogin(this);
      return (sync) => staticSecret(sync, qualified(existing, namespace));
    }
    const login = sharedLogin(this, { host, auth, namespace, connectionName, authName });
    conflicts.push(...login.conflicts);
    return (sync) => staticSecret(sync, named(login.infisicalAuth.name));
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
