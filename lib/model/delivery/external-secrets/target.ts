import { grouped } from '../../../collections/grouped';
import { type AppModel, perApp } from '../../app-model';
import type { Field } from '../../field';
import { objectOf, type Resource } from '../../resource';
import { resourcesOfKind } from '../../resources-of-kind';
import { type GoTemplate, readTemplate } from '../../templates/go-template';
import { keysInText } from '../../templates/keys-in-text';
import type { DeliveredObject, DeliveryNeed, FurtherKeys, Unfollowed } from '../delivery';
import { untoldText, wantedKey } from '../wanted-key';
import { namespaceOf, type Request } from './objects';
import type { ProvidedKeys } from './provided-keys';

/** A template of an ExternalSecret, wherever its text stands. */
interface TargetTemplate {
  readonly resource: Resource;
  readonly field: Field;
  readonly source: string;
  readonly parsed: GoTemplate;
  /** The key of the Secret that gets what it renders; absent where its text is a map of keys. */
  readonly outputKey?: string;
}

/** What an ExternalSecret writes. */
export interface Target {
  /** The keys of the object; what further keys may bring is in `further`. */
  readonly keys: ReadonlyMap<string, readonly DeliveryNeed[]>;
  readonly further: readonly FurtherKeys[];
  readonly templates: readonly TargetTemplate[];
  /** Single keys that templates take of all that a folder has. */
  readonly needs: readonly DeliveryNeed[];
  /** What templates take of which nobody can say whether it comes. */
  readonly unknown: readonly Unfollowed[];
  /** Whether the template replaces the provided keys. */
  readonly hidesProvided: boolean;
}

export function targetOf(app: AppModel, request: Request, provided: ProvidedKeys): Target {
  const template = request.spec.at('target', 'template');
  const [data, from] = [template.at('data'), template.at('templateFrom')];
  const isPlain = data.entries().length === 0 && from.items().length === 0;
  const hidesProvided = !isPlain && template.at('mergePolicy').raw !== 'Merge';
  const rendered = new Rendered(app, request, provided);
  if (!hidesProvided) rendered.takeProvided();
  for (const source of from.items()) rendered.addSource(source);
  for (const [key, field] of data.entries()) rendered.addText(request.resource, field, key);
  if (mayHaveOthers(request.spec)) rendered.further.push({ needs: [] });
  const { keys, further, templates, needs, unknown } = rendered;
  return { keys, further, templates, needs, unknown, hidesProvided };
}

/** Whether the object may have keys of somebody else, which stay. */
function mayHaveOthers(spec: Field): boolean {
  const policy = spec.at('target', 'creationPolicy').raw;
  return policy === 'Merge' || policy === 'CreateOrMerge';
}

const configMapsByName = perApp((app) =>
  grouped(
    resourcesOfKind(app, 'ConfigMap').filter(({ manifest }) => manifest.apiVersion === 'v1'),
    ({ manifest }) => manifest.metadata.name,
  ),
);

class Rendered {
  public readonly keys = new Map<string, readonly DeliveryNeed[]>();
  public readonly further: FurtherKeys[] = [];
  public readonly templates: TargetTemplate[] = [];
  public readonly needs: DeliveryNeed[] = [];
  public readonly unknown: Unfollowed[] = [];

  public constructor(
    private readonly app: AppModel,
    private readonly request: Request,
    private readonly provided: ProvidedKeys,
  ) {}

  public takeProvided(): void {
    for (const [key, needs] of this.provided.keys) this.keys.set(key, needs);
    this.further.push(...this.provided.further);
  }

  public addSource(source: Field): void {
    const target = source.text('target').value ?? 'Data';
    if (target.toLowerCase() !== 'data') return;
    const literal = source.text('literal');
    if (literal.isGiven) this.addMap(this.request.resource, literal);
    for (const name of ['configMap', 'secret']) {
      for (const item of source.at(name, 'items').items()) this.addItem(source.at(name), item, name === 'configMap');
    }
  }

  private addItem(reference: Field, item: Field, isConfigMap: boolean): void {
    const key = item.text('key').value;
    if (key === undefined) return;
    const isMap = item.at('templateAs').raw === 'KeysAndValues';
    const configMap = isConfigMap ? this.configMapCalled(reference.text('name').value) : undefined;
    const text = configMap && objectOf(configMap).text('data', key);
    if (configMap === undefined || text?.value === undefined) {
      // What the text looks up is not known.
      if (isMap) this.further.push({ needs: this.provided.needs });
      else this.keys.set(key, this.provided.needs);
    } else if (isMap) this.addMap(configMap, text);
    else this.addText(configMap, text, key);
  }

  private configMapCalled(name: string | undefined): Resource | undefined {
    const { namespace } = this.request;
    const all = (configMapsByName(this.app).get(name) ?? []).filter((one) => namespaceOf(one).namespace === namespace);
    return all.length === 1 ? all[0] : undefined;
  }

  public addText(resource: Resource, field: Field, key: string): void {
    const source = field.raw;
    if (typeof source !== 'string') {
      this.keys.set(key, this.provided.needs);
      return;
    }
    const template = { resource, field, source, parsed: readTemplate(source), outputKey: key };
    this.templates.push(template);
    this.keys.set(key, this.needsOf(template));
  }

  /** A text that is rendered whole, and then read as a map of keys. */
  private addMap(resource: Resource, field: Field): void {
    const source = field.raw;
    if (typeof source !== 'string') {
      this.further.push({ needs: this.provided.needs });
      return;
    }
    const template = { resource, field, source, parsed: readTemplate(source) };
    this.templates.push(template);
    const needs = this.needsOf(template);
    const keys = keysInText(source);
    for (const { key } of keys) this.keys.set(key, needs);
    const lines = new Set(keys.map(({ line }) => line));
    const isWhole = source.split('\n').every((line, i) => lines.has(i + 1) || /^\s*(?:#.*)?$|^\s/.test(line));
    if (!isWhole) this.further.push({ needs });
  }

  private needsOf({ resource, field, source, parsed }: TargetTemplate): readonly DeliveryNeed[] {
    const { keys, further, needs } = this.provided;
    if (parsed.usesAll || parsed.problem !== undefined) return needs;
    const all = parsed.lookups.flatMap(({ key }) => {
      const known = keys.get(key);
      if (known !== undefined) return known;
      const { needs: open, own, untold } = wantedKey(key, further);
      const lineInText = source.slice(0, Math.max(0, source.indexOf(key))).split('\n').length - 1;
      const place = { resource, at: field.path, ...(source.includes('\n') && { lineInText }) };
      if (untold !== undefined) this.unknown.push({ ...place, message: untoldText(untold, key, 'the template') });
      if (own === undefined) return open;
      const need = { ...own, ...place };
      this.needs.push(need);
      return [...open, need];
    });
    return [...new Set(all)];
  }
}

/** The object that it writes, were it of which namespace; none where it writes nothing of these kinds. */
export function writtenObjectOf(
  { spec, name, namespace }: Request,
  { keys, further }: Target,
): readonly DeliveredObject[] {
  const target = spec.at('target');
  const manifest = target.at('manifest');
  const kind = manifest.isGiven ? manifest.raw && manifest.text('kind').value : 'Secret';
  if (target.at('creationPolicy').raw === 'None' || (kind !== 'Secret' && kind !== 'ConfigMap')) return [];
  if (manifest.isGiven && manifest.text('apiVersion').value !== 'v1') return [];
  return [
    {
      kind,
      name: target.text('name').value || name,
      ...(namespace !== undefined && { namespace }),
      keys,
      ...(further.length > 0 && { further }),
    },
  ];
}
