import { ApiObject, type ApiObjectProps, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { type PropsProblem, validateWithApp } from '../evaluation/app-validation';
import { declareNames, declareToRules } from '../evaluation/declarations';
import type { InfisicalSource } from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import type { ReadProject } from '../infisical/key-access';
import type { RenderedResource } from '../model/declarations';
import { folderText } from '../model/folder';
import { checkedProps } from '../props/prop-types';
import { quotedKey } from '../text/key-name';
import { declareKeysOf } from './catalogued-keys';
import { chartOf } from './chart-of';
import { completeProps } from './completion';
import { generationProblems } from './generation-problems';
import { generationAt } from './infisical-operator';
import { ManagedSecret } from './managed-secret';
import type { ManagedSecretType } from './managed-secret-type';
import { namespaceProblems } from './namespace-problems';
import type { Complete } from './own-props';
import { SYNCED_SECRET_PROPS } from './prop-types';
import { secondsIn } from './seconds-in';
import { SecretProjection } from './secret-projection';
import type { SharedLogin } from './shared-login';
import type { Surroundings } from './surroundings';
import { rendererOf } from './sync-renderer';
import type { SyncedSecretProps } from './synced-secret-props';
import { furtherTarget, managedSecret, type SyncResource } from './target-declarations';

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

  /** @internal */
  public override readonly _selectedKeys?: Set<string>;

  /** @internal */
  public readonly _login?: SharedLogin;

  public constructor(scope: Construct, id: string, props: SyncedSecretProps = {}) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, SYNCED_SECRET_PROPS);
    const chart = chartOf(this);
    const generation = checked.generation ?? generationAt(this);
    const prefersId = generation === ApiGeneration.V1BETA1 && checked.instantUpdates === true;
    const knowsServiceTokens = generation === ApiGeneration.V1ALPHA1;
    const isSubclass = new.target !== SyncedSecret;
    const own = { ...checked, props, isSubclass, folderProp: 'source', folder: checked.source } as const;
    const completion = completeProps<InfisicalSource>(this, { ...own, prefersId, knowsServiceTokens });
    const resource = {
      name: checked.name ?? id,
      namespace: checked.namespace ?? chart.namespace,
      sources: [completion.folder, ...(checked.additionalSources ?? []).map(completion.complete)],
      generation,
    };
    const further = (checked.additionalTargets ?? []).map((target) => furtherTarget(target, resource));
    const { host, auth } = completion;
    if (checked.projection === SecretProjection.SELECTED) this._selectedKeys = new Set();
    const declaration = () => ({
      namespace: resource.namespace,
      host,
      auth: auth?._declaration,
      sources: resource.sources,
      resyncInterval: secondsIn(checked.resyncInterval),
      instantUpdates: checked.instantUpdates,
      targets: [managedSecret(checked, resource, this._selectedKeys), ...further],
    });
    const sync = declaration();
    this.name = sync.targets[0].name;
    this.namespace = sync.targets[0].namespace;
    declareNames(this, [resource.name, this.name]);
    const { render, login, problems: loginProblems } = rendererOf(this, generation, auth, sync, checked);
    this._login = login;
    this.apiObject = this.resource(checked, resource, render(sync), () => render(declaration()));
    const { surroundings } = completion;
    this._readFrom = { host: host.url, sources: resource.sources, project: readProject(surroundings) };
    if (checked.projection === SecretProjection.SELECTED) declareToRules(this, { selectionName: this.name });
    const unknown = declareKeysOf(this, resource.sources, surroundings, checked.host, problems.length > 0);
    const homeless = namespaceProblems(this, surroundings, this.namespace);
    validateWithApp(this, () => [
      ...problems,
      ...completion.problems(),
      ...unknown,
      ...homeless,
      ...generationProblems({ auth, sources: resource.sources, targets: () => declaration().targets }, generation),
      ...loginProblems(),
      ...duplicateKeyProblems(resource.sources),
      ...[checked.secretType, ...(checked.additionalTargets ?? []).map(({ _type }) => _type)].flatMap(contentProblems),
    ]);
  }

  private resource(
    { labels, annotations, projection }: SyncedSecretProps,
    { name, namespace }: SyncResource,
    rendered: RenderedResource,
    renderAgain: () => RenderedResource,
  ): ApiObject {
    return new ApiObject(this, 'Resource', {
      ...rendered,
      metadata: { name, namespace, labels, annotations },
      // Which keys are selected is known when all workloads are.
      ...(projection === SecretProjection.SELECTED && {
        spec: Lazy.any({ produce: () => renderAgain().spec }),
      }),
    } as ApiObjectProps);
  }
}

function readProject({ projectId, projectSlug, catalogue }: Surroundings): ReadProject {
  return { id: projectId, slug: projectSlug ?? catalogue?.projectSlug, catalogue };
}

function contentProblems(type: ManagedSecretType | undefined): PropsProblem[] {
  if (type?._contents === undefined || Object.keys(type._contents).length > 0) return [];
  const message = `a managed Secret of the type "${type.type}" has nothing in it: give username, password, or both`;
  return [{ rule: 'M10', message }];
}

function duplicateKeyProblems(sources: readonly Complete<InfisicalSource>[]): PropsProblem[] {
  const folders = new Map<string, string>();
  const problems: PropsProblem[] = [];
  for (const { keys = [], ...source } of sources) {
    const folder = folderText(source);
    for (const key of new Set(keys)) {
      const first = folders.get(key);
      if (first === undefined) folders.set(key, folder);
      else {
        const message = `the key ${quotedKey(key)} is declared at ${first} and at ${folder}, and the second is never read: rename one of both`;
        problems.push({ rule: 'S10', message });
      }
    }
  }
  return problems;
}
