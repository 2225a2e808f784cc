import { fields, jsonIn, text } from '../json/json';
import { outlineOf } from '../text/outline';
import { Field, NOWHERE, type Path } from './field';
import type { ManagedKind } from './kinds';
import type { Manifest } from './manifest';
import { kindsNamedAt, type Spot } from './reference-names';

/** The names that are looked for. */
export type Names = Readonly<Record<ManagedKind, Set<string>>>;

/** The name of a managed object that stands somewhere. */
export interface NamedObject {
  readonly kind: ManagedKind;
  readonly name: string;
  readonly field: Field<string>;
  readonly path: Path;
  readonly namespace?: string;
  readonly key: Field<string>;
  readonly optional: Field<boolean>;
}

/** How deep objects are looked into, and how often into one that stands in several places by an alias. */
const MAX_DEPTH = 40;
const MOST_VISITS = 4;

/** Where an object names a Secret or ConfigMap, in whatever field that is called like one. */
export function namesIn(manifest: Manifest, names: Names): NamedObject[] {
  const search = new Search(names);
  const annotations = fields(fields(manifest.metadata).annotations);
  if (Object.keys(annotations).length > 0) {
    // In this one, all stands once more.
    const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...others } = annotations;
    search.look({ metadata: { annotations: others } }, '');
  }
  const { apiVersion, kind } = manifest;
  // A Service has no field that could name one, and there are many of them.
  const isContent =
    kind === 'Secret' || (kind === 'ConfigMap' && !isRead(manifest)) || (kind === 'Service' && apiVersion === 'v1');
  if (!isContent) search.lookBesideMetadata(manifest);
  return search.found;
}

/** Whether controllers read the texts of a ConfigMap: the settings of Argo CD, the values of a chart. */
function isRead({ metadata, ...rest }: Manifest): boolean {
  const data = fields((rest as Record<string, unknown>).data);
  return metadata.name === 'argocd-cm' || Object.keys(data).some((name) => /values[^/]*\.ya?ml$/.test(name));
}

class Search {
  public readonly found: NamedObject[] = [];
  /** Where the search is. */
  private readonly path: (string | number)[] = [];
  private readonly visits = new Map<object, number>();

  public constructor(private readonly names: Names) {}

  public lookBesideMetadata(manifest: Manifest): void {
    for (const name of Object.keys(manifest)) {
      if (name !== 'metadata' && name !== 'status')
        this.enter(name, (manifest as object as Content)[name], manifest, '');
    }
  }

  /** @param parent the name of the field that it stands in, or that its list stands in */
  public look(holder: object, parent: string): void {
    const visits = (this.visits.get(holder) ?? 0) + 1;
    if (visits > MOST_VISITS || this.path.length > MAX_DEPTH || !isPlain(holder)) return;
    this.visits.set(holder, visits);
    if (Array.isArray(holder)) {
      for (let i = 0; i < holder.length; i++) this.enter(i, holder[i], holder, parent);
    } else {
      for (const name of Object.keys(holder)) this.enter(name, (holder as Content)[name], holder, parent);
    }
  }

  private enter(key: string | number, value: unknown, holder: object, parent: string): void {
    if (typeof value === 'string' ? !this.mayName(value) : typeof value !== 'object' || value === null) return;
    this.path.push(key);
    if (typeof value === 'string') this.lookAtText({ key, value, holder: holder as Content, parent });
    else this.look(value as object, typeof key === 'string' ? key : parent);
    this.path.pop();
  }

  /** Most texts are none, which is to be seen quickly. */
  private mayName(value: string): boolean {
    return this.names.Secret.has(value) || this.names.ConfigMap.has(value) || /[/\n]|^\s*\{|^\$/.test(value);
  }

  private lookAtText(spot: Spot): void {
    const { key, value, holder, parent } = spot;
    const inside = value.includes('\n') ? outlineOf(value) : /^\s*\{/.test(value) ? jsonIn(value) : undefined;
    if (typeof inside === 'object' && inside !== null) {
      this.look(inside, typeof key === 'string' ? key : parent);
      return;
    }
    const ofArgoCd = ARGO_CD.exec(value)?.[1];
    const [name, before] = ofArgoCd === undefined ? value.split('/').reverse() : [ofArgoCd];
    const kinds: readonly ManagedKind[] = ofArgoCd === undefined ? kindsNamedAt(spot) : ['Secret'];
    const kind = kinds.find((one) => this.names[one].has(name));
    if (kind === undefined) return;
    const path = [...this.path];
    const field = Field.of(value, path) as Field<string>;
    const beside = Field.of(holder, path.slice(0, -1));
    this.found.push({ kind, name, field, path, ...namespaceBeside(spot, before), ...keyBeside(beside) });
  }
}

type Content = Readonly<Record<string, unknown>>;

/** How the settings of Argo CD name a key of a Secret: `$oidc:clientSecret`. */
const ARGO_CD = /^\$([\w.-]{1,253}):[\w.-]+$/;

/** What is rendered later is an object of some class. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The namespace that stands beside a name, or before it. */
function namespaceBeside({ key, holder }: Spot, before: string | undefined): { namespace?: string } {
  const own = String(key).replace(/(?<=.)name$/i, (end) => (end === 'Name' ? 'Namespace' : 'namespace'));
  const beside = own === key || Array.isArray(holder) ? undefined : text(holder[own]);
  const namespace = before ?? beside ?? text(holder.namespace);
  return namespace ? { namespace } : {};
}

/** The key and whether it may be missing, where the name stands in a reference and not in values of somebody's own. */
function keyBeside(holder: Field): Pick<NamedObject, 'key' | 'optional'> {
  const isReference = holder.at('name').isGiven || holder.at('secretName').isGiven;
  const key = ['key', 'valuesKey'].map((name) => holder.text(name)).find(({ value }) => value !== undefined);
  return { key: (isReference ? key : undefined) ?? NOWHERE.text(), optional: holder.flag('optional') };
}
