import type { SecretSources } from '../../infisical/key-access';
import { isLease, type ManagedObject, type Source } from '../../model/operator-resource';
import { existingKeys } from '../../model/resource';
import { type ComposedPart, composedValue, composedYamlValue } from '../../model/templates/composed-value';
import { readTemplate } from '../../model/templates/go-template';
import { keysOfText, lineOfKey } from '../../model/templates/text-entries';
import { quotedKey, quotedObjectName } from '../../text/key-name';
import type { KeyPart, KeyPlace, LocalValue } from '../stack/local-value';
import type { Lack } from './pod-gap';

/** What a key of an object of the cluster is on a laptop; undefined where the object does not have it. */
export type FoundValue = { readonly value: LocalValue } | Lack | undefined;

/** Where a laptop finds what the operator reads. */
export type PlacesOf = (readFrom: SecretSources) => KeyPlace[];

/** A key of what the operator writes, made of what it reads. */
export function managedValue(object: ManagedObject, key: string, isOptional: boolean, placesOf: PlacesOf): FoundValue {
  if (isLease(object)) return { rule: 'L2', origin: `from ${shownManaged(object)}, which only the cluster leases` };
  const { data, template, includesAll } = object;
  const parts = (found: readonly ComposedPart[]): FoundValue => ({
    value: found.map((part) => ('text' in part ? part : keyPart(object, part.key, isOptional, placesOf))),
  });
  const own = templateOf(object, key);
  if (own !== undefined) {
    const composed = own();
    return composed === undefined ? untold(object, key) : parts(composed);
  }
  if (typeof data.raw === 'string') return readTemplate(data.raw).usesAll ? parts([{ key }]) : undefined;
  return !template.isGiven || includesAll ? parts([{ key }]) : undefined;
}

/** The keys of what the operator writes, as far as the program says them; undefined where it does not say all of them. */
export function managedKeys(object: ManagedObject): readonly ManagedKey[] | undefined {
  const { data, template, includesAll, owner } = object;
  if (isLease(object)) return undefined;
  const isText = typeof data.raw === 'string';
  const own = isText ? keysOfText(data.raw as string) : data.entries().map(([key]) => key);
  const copies = isText ? readTemplate(data.raw as string).usesAll : !template.isGiven || includesAll;
  const { declaredKeys = [] } = owner.resource;
  const copied = copies ? existingKeys(owner.resource) : new Set<string>();
  if (copied === undefined) return undefined;
  const sure = new Set([...own, ...declaredKeys]);
  return [...new Set([...copied, ...own])].map((key) => ({ key, isOptional: !sure.has(key) }));
}

export interface ManagedKey {
  readonly key: string;
  /** Whether nobody wrote it down, so that nobody misses it. */
  readonly isOptional: boolean;
}

/** How messages name it. */
export function shownManaged({ kind, name }: ManagedObject): string {
  return `the managed ${kind} ${quotedObjectName(name.value ?? '')}`;
}

/** What the template has for a key; undefined where it has nothing of its own. */
function templateOf({ data }: ManagedObject, key: string): (() => ComposedPart[] | undefined) | undefined {
  const { raw } = data;
  if (typeof raw !== 'string') {
    const text = data.text(key).value;
    return text === undefined ? undefined : () => composedValue(text);
  }
  const line = lineOfKey(key, raw);
  return line === undefined ? undefined : () => composedYamlValue(line);
}

function untold(object: ManagedObject, key: string): Lack {
  const origin = `from ${shownManaged(object)}, whose template does more for ${quotedKey(key)} than put values into a text`;
  return { rule: 'L10', origin };
}

function keyPart({ owner }: ManagedObject, key: string, isOptional: boolean, placesOf: PlacesOf): KeyPart {
  const sources = owner.sources.filter(({ secretName }) => !secretName.value || secretName.value === key).map(sourceAt);
  const declared = declaredSources(owner.resource.construct);
  // What an API generation cannot say is an error of its own, with the declaration as it is meant.
  const isLess = declared !== undefined && owner.sources.length < declared.sources.length;
  const readFrom = { host: '', ...declared, sources: isLess ? declared.sources : sources };
  return { key, places: placesOf(readFrom), ...(isOptional && { isOptional }) };
}

/** What the construct of a managed Secret says of it. */
function declaredSources(construct: object | undefined): SecretSources | undefined {
  return (construct as { readonly _readFrom?: SecretSources } | undefined)?._readFrom;
}

function sourceAt({ projectId, projectSlug, environment, path, isRoot, recursive, tags }: Source) {
  return {
    projectId: projectId.value,
    projectSlug: projectSlug.value,
    environment: environment.value ?? '',
    path: isRoot ? undefined : path.value,
    recursive: recursive.value,
    tags: tags.value?.filter((tag) => typeof tag === 'string'),
  };
}
