import { fields, list, type Manifest } from './manifest';
import { type Finding, findingsOf } from './rule';
import { RULES } from './rules';
import type { Subject } from './subject';
import { type Settings, viewOf } from './view/app-view';

/** What the rules say about finished manifests, wherever they come from. */
export function checkManifests(manifests: readonly Manifest[], settings: Settings = {}): Finding[] {
  return checkSubjects(
    manifests.map((manifest) => ({ manifest })),
    settings,
  );
}

export function checkSubjects(subjects: readonly Subject[], settings: Settings = {}): Finding[] {
  return findingsOf(RULES, viewOf(subjects, settings));
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
