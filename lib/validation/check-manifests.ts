import { fields, list } from '../json/json';
import { modelOf, type Settings } from '../model/app-model';
import type { Manifest } from '../model/manifest';
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

/** The objects in the documents of a YAML file: those of a List one by one, and nothing for an empty document. */
export function objectsIn(documents: readonly unknown[]): Manifest[] {
  return documents.flatMap((document) => {
    const object = fields(document);
    if (Object.keys(object).length === 0) return [];
    const isList = object.apiVersion === 'v1' && object.kind === 'List';
    return isList ? objectsIn(list(object.items)) : [object as unknown as Manifest];
  });
}
