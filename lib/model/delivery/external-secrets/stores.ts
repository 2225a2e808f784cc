import { grouped } from '../../../collections/grouped';
import { quotedName, quotedText } from '../../../text/key-name';
import { isSubstituted } from '../../../text/substitution';
import { type AppModel, perApp } from '../../app-model';
import type { Field } from '../../field';
import { baseUrl, CLOUD_US, canonicalHost } from '../../host';
import { type Resource, specOf } from '../../resource';
import { AbsentNames, namespacesApart } from '../absent-name';
import type { DeliverySource } from '../delivery';
import { misspeltFieldsIn, misspeltProviderIn } from './known-fields';
import { externalSecretsObjects, namespaceOf } from './objects';

type StoreKind = 'SecretStore' | 'ClusterSecretStore';

/** A SecretStore or ClusterSecretStore, of whatever provider. */
export interface Store {
  readonly resource: Resource;
  readonly kind: StoreKind;
  readonly name: string;
  /** Absent where nobody knows, and for one of the whole cluster. */
  readonly namespace?: string;
  readonly spec: Field;
  /** What it says of Infisical; absent for a store of another provider. */
  readonly infisical?: Field;
}

export const storesOf = perApp((app): Store[] =>
  externalSecretsObjects(app).flatMap(({ resource, kind, isUnread }): Store[] => {
    if ((kind !== 'SecretStore' && kind !== 'ClusterSecretStore') || isUnread) return [];
    const spec = specOf(resource);
    const infisical = spec.at('provider', 'infisical');
    return [
      {
        resource,
        kind,
        name: resource.manifest.metadata.name ?? '',
        ...(kind === 'SecretStore' && namespaceOf(resource)),
        spec,
        ...(infisical.isGiven && { infisical }),
      },
    ];
  }),
);

export interface InfisicalStore extends Store {
  readonly infisical: Field;
}

export const infisicalStoresOf = perApp((app): InfisicalStore[] =>
  storesOf(app).flatMap((store) => (store.infisical ? [{ ...store, infisical: store.infisical }] : [])),
);

const byNameOfKind = perApp((app) => grouped(storesOf(app), ({ kind, name }) => `${kind} ${name}`));
const byPlace = perApp((app) => grouped(storesOf(app), placeText));

function placeText({ kind, name, namespace }: Pick<StoreReference, 'kind' | 'name'> & { readonly namespace?: string }) {
  return JSON.stringify([kind, name, namespace ?? null]);
}

/** The stores of Infisical by their names, of whatever kind. */
export const infisicalStoresByName = perApp((app) => grouped(infisicalStoresOf(app), ({ name }) => name));

/** A store as something refers to it. */
export interface StoreReference {
  readonly field: Field;
  readonly kind: string;
  readonly name: string;
}

/** What a reference to a store says; none where it names no store. */
export function storeReferenceAt(field: Field): StoreReference | undefined {
  const name = field.text('name').value;
  if (!name) return undefined;
  return { field, name, kind: field.text('kind').value || 'SecretStore' };
}

/** The stores that a reference may mean, from a namespace that may be unknown: those that surely are in it come alone. */
export function storesReferredTo(
  app: AppModel,
  { kind, name }: StoreReference,
  namespace: string | undefined,
): readonly Store[] {
  if (kind === 'ClusterSecretStore') return byNameOfKind(app).get(`${kind} ${name}`) ?? [];
  const inNamespace = byPlace(app).get(placeText({ kind, name, namespace })) ?? [];
  if (inNamespace.length > 0) return inNamespace;
  const isAnywhere = namespace === undefined;
  return (isAnywhere ? byNameOfKind(app).get(`${kind} ${name}`) : byPlace(app).get(placeText({ kind, name }))) ?? [];
}

/**
 * Where something asks that refers to a store, were it in a namespace that nobody knows; `isOther` where that is no store
 * of Infisical.
 */
export function sourceReferredTo(
  app: AppModel,
  reference: StoreReference,
  { resource, namespace }: { readonly resource: Resource; readonly namespace?: string },
): Answer {
  const { kind, name } = reference;
  if (isSubstituted(name) || isSubstituted(kind)) return { problem: 'the store is filled in later' };
  const stores = storesReferredTo(app, reference, namespace);
  if (stores.length === 0) return { problem: absentStore(app, reference, namespace) };
  return storesOfName(stores).askedNextTo(resource, `${kind} ${quotedText(name)}`);
}

const TOGETHER = new WeakMap<readonly Store[], StoresOfName>();

function storesOfName(stores: readonly Store[]): StoresOfName {
  const known = TOGETHER.get(stores) ?? new StoresOfName(stores);
  TOGETHER.set(stores, known);
  return known;
}

/** The stores that one reference may mean, read once, however many there are that refer to them. */
class StoresOfName {
  private readonly near: ReadonlyMap<string | undefined, readonly Store[]>;
  private readonly beside: ReadonlyMap<string, readonly Store[]>;
  private readonly asked = new Map<string, Answer>();

  public constructor(private readonly stores: readonly Store[]) {
    this.near = grouped(stores, ({ resource }) => resource.file);
    this.beside = grouped(stores, ({ resource }) => folderOf(resource.file));
  }

  /** Of several, the one counts that is of one folder of files with who asks, where each environment has its own. */
  public askedNextTo({ file }: Resource, called: string): Answer {
    const isOne = (some: readonly Store[] | undefined) => this.stores.length > 1 && some?.length === 1;
    const [near, beside] = [this.near.get(file), this.beside.get(folderOf(file))];
    const stores = isOne(near) ? near : isOne(beside) ? beside : undefined;
    const id = JSON.stringify([called, isOne(near) ? file : isOne(beside) ? folderOf(file) : null]);
    const answer = this.asked.get(id) ?? askedOf(stores ?? this.stores, called);
    this.asked.set(id, answer);
    return answer;
  }
}

/** Where stores ask that are all alike. */
function askedOf(stores: readonly Store[], called: string): Answer {
  const sources = stores.map((store) =>
    store.infisical ? sourceOf({ ...store, infisical: store.infisical }) : misspeltProviderIn(store.spec),
  );
  const [first, ...others] = sources;
  if (others.some((other) => JSON.stringify(placeOf(other)) !== JSON.stringify(placeOf(first)))) {
    return { problem: `${called} is there ${stores.length} times, and not alike` };
  }
  if (first === undefined) return { isOther: true };
  if ('problem' in first) return { problem: `${first.problem}: ${called}` };
  const prefixesNames = stores.some(({ infisical }) => infisical?.at('secretsScope', 'includeSecretPath').raw === true);
  return { source: first, prefixesNames };
}

const absentStores = perApp(
  (app) => new Map([...grouped(storesOf(app), ({ kind }) => kind)].map(([kind, all]) => [kind, new AbsentNames(all)])),
);

function absentStore(app: AppModel, { kind, name }: StoreReference, namespace: string | undefined): string {
  const store = `${kind} ${quotedText(name)}`;
  const placed = kind === 'ClusterSecretStore' ? { name } : { name, namespace };
  const { elsewhere = [], near } =
    absentStores(app)
      .get(kind as StoreKind)
      ?.insteadOf(placed) ?? {};
  if (elsewhere.length > 0) return `${store} is in the namespace ${namespacesApart(elsewhere, namespace)}`;
  return `${store} is not in what was read${near === undefined ? '' : `: did you mean ${quotedName(near)}?`}`;
}

type Answer = Asked | { readonly problem: string } | { readonly isOther: true };

/** Where a store of Infisical asks. */
export interface Asked {
  readonly source: DeliverySource;
  /** Whether the folder of a key that is found becomes a part of its name. */
  readonly prefixesNames: boolean;
}

function placeOf(source: StoreSource | undefined): unknown {
  return source !== undefined && 'problem' in source ? source.problem : source;
}

function folderOf(file: string | undefined): string {
  return file?.replace(/[^/\\]*$/, '') ?? '';
}

/** Where a store reads what is asked without a folder; or what of it nobody can know. */
type StoreSource = DeliverySource | { readonly problem: string; readonly at: Field };

function sourceOf({ infisical }: InfisicalStore): StoreSource {
  const scope = infisical.at('secretsScope');
  const [misspelt] = [...misspeltFieldsIn('provider', infisical), ...misspeltFieldsIn('secretsScope', scope)];
  if (misspelt !== undefined) return misspelt;
  const host = infisical.text('hostAPI');
  const [projectSlug, environment] = [scope.text('projectSlug'), scope.text('environmentSlug')];
  const [path, recursive] = [scope.text('secretsPath'), scope.flag('recursive')];
  for (const [name, field] of Object.entries({ projectSlug, environmentSlug: environment })) {
    if (!field.value) return { at: field, problem: `the store has no ${name}` };
  }
  for (const field of [host, path, recursive]) {
    if (field.isGiven && field.value === undefined) {
      return { at: field, problem: `${String(field.key)} of the store cannot be read` };
    }
  }
  const later = [host, projectSlug, environment, path].find(({ value }) => value && isSubstituted(value));
  if (later !== undefined) return { at: later, problem: `${String(later.key)} of the store is filled in later` };
  return {
    host: host.value ? canonicalHost(baseUrl(host.value)) : CLOUD_US,
    projectSlug: projectSlug.value ?? '',
    environment: environment.value ?? '',
    path: folderPath(path.value ?? '/'),
    recursive: recursive.value ?? false,
  };
}

/** A folder as Infisical names it: `/`, `/web/pay`. */
export function folderPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  return `/${parts.join('/')}`;
}
