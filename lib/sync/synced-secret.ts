import { ApiObject, type ApiObjectProps, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { type PropsProblem, validateWithApp } from '../evaluation/app-validation';
import type { InfisicalSource } from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import { folderText } from '../model/folder';
import { soundProps } from '../props/prop-types';
import { quotedKey } from '../text/key-name';
import { declareKeysOf } from './catalogued-keys';
import { chartOf } from './chart-of';
import { completed } from './completion';
import { generationProblems } from './generation-problems';
import { generationAt } from './infisical-operator';
import { ManagedSecret } from './managed-secret';
import type { ManagedSecretType } from './managed-secret-type';
import { namespaceProblems } from './namespace-problems';
import type { Complete } from './own-props';
import { SYNCED_SECRET_PROPS } from './prop-types';
import { SecretProjection } from './secret-projection';
import type { SyncDeclaration } from './sync-declaration';
import { rendererOf } from './sync-renderer';
import type { SyncedSecretProps } from './synced-secret-props';
import { furtherTarget, managedSecret, type SyncPlace } from './target-declarations';

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
    const knowsServiceTokens = generation === ApiGeneration.V1ALPHA1;
    const own = { ...props, given, placeProp: 'source', place: props.source, prefersId, knowsServiceTokens } as const;
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
    const { render, problems: loginProblems } = rendererOf(this, generation, sync, props);
    this.apiObject = this.resource(props, place, render(sync), () => render(declaration()));
    this._origin = { host: sync.host.url, sources: place.sources };
    const unknownPlaces = declareKeysOf(this, place.sources, completion.surroundings, props.host, faults.length > 0);
    const homeless = namespaceProblems(this, completion.surroundings, this.namespace);
    validateWithApp(this, () => [
      ...faults,
      ...completion.problems(),
      ...unknownPlaces,
      ...homeless,
      ...generationProblems(declaration(), generation),
      ...loginProblems(),
      ...duplicateKeyProblems(place.sources),
      ...this.projectionProblems(props, declaration()),
      ...[props.secretType, ...(props.additionalTargets ?? []).map(({ _type }) => _type)].flatMap(contentProblems),
    ]);
  }

  private resource(
    { labels, annotations, projection }: SyncedSecretProps,
    { name, namespace }: SyncPlace,
    rendered: object,
    renderAgain: () => object,
  ): ApiObject {
    return new ApiObject(this, 'Resource', {
      ...rendered,
      metadata: { name, namespace, labels, annotations },
      // Which keys are selected is known when all workloads are.
      ...(projection === SecretProjection.SELECTED && {
        spec: Lazy.any({ produce: () => (renderAgain() as { spec?: unknown }).spec }),
      }),
    } as ApiObjectProps);
  }

  private projectionProblems({ projection }: SyncedSecretProps, { targets: [{ template }] }: SyncDeclaration) {
    if (projection !== SecretProjection.SELECTED || template !== undefined) return [];
    const message = `no key of "${this.name}" is selected, so that it would be empty: let a workload select keys, or use SecretProjection.ALL`;
    return [{ rule: 'M12', message }];
  }
}

function contentProblems(type: ManagedSecretType | undefined): PropsProblem[] {
  if (type?._contents === undefined || Object.keys(type._contents).length > 0) return [];
  const message = `a managed Secret of the type "${type.type}" has nothing in it: give username, password, or both`;
  return [{ rule: 'M10', message }];
}

function duplicateKeyProblems(sources: readonly Complete<InfisicalSource>[]): PropsProblem[] {
  const places = new Map<string, string>();
  const problems: PropsProblem[] = [];
  for (const { keys = [], ...source } of sources) {
    const place = folderText(source);
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
