import { type Fields, fields, list } from '../json/json';
import { modelOf, type Settings } from '../model/app-model';
import { isList, type Manifest } from '../model/manifest';
import type { Resource } from '../model/resource';
import { findingsOf } from './findings-of';
import type { Finding } from './rule';
import { RULES } from './rules';

/** What the rules say about finished manifests, wherever they come from. */
export function checkManifests(manifests: readonly Manifest[], settings: Settings = {}): Finding[] {
  return checkResources(
    manifests.map((manifest) => ({ manifest })),
    settings,
  );
}

export function checkResources(resources: readonly Resource[], settings: Settings = {}): Finding[] {
  return findingsOf(RULES, modelOf(resources, settings));
}

/** The objects in the documents of a YAML file: those of a list one by one, and nothing for an empty document. */
export function objectsIn(documents: readonly unknown[]): Manifest[] {
  return documents.flatMap((document) => {
    const object = fields(document);
    if (Object.keys(object).length === 0) return [];
    return isList(object)
      ? objectsIn(list(object.items).map((item) => withKind(item, object)))
      : [object as unknown as Manifest];
  });
}

/** An object of a list: what it does not say of its kind, a list of one kind says. */
function withKind(item: Fields, { apiVersion, kind }: Fields): Fields {
  const isTyped = kind !== 'List' && typeof kind === 'string' && !item.kind && !item.apiVersion;
  return isTyped && Object.keys(item).length > 0 ? { ...item, apiVersion, kind: kind.slice(0, -'List'.length) } : item;
}
