import { hasPlainCredential, isPlainCredential } from '../text/plain-credential';
import { SENSITIVE_KEYS } from './auth';
import { type Field, NOWHERE, pathText } from './field';
import type { OperatorKind } from './kinds';
import type { OperatorResource, Source } from './operator-resource';
import { keyReference, objectReference, type ReferenceField } from './reference-field';
import { type Resource, specOf } from './resource';

/*
 * The fields of an InfisicalStaticSecretPush are not public (operator v0.11.17). What is read here has the names and the
 * shape that other kinds of the operator give to such a thing, wherever it stands; of all else nothing is said.
 */

/** Reads what can be recognized of a push of v1beta1. */
export function readStaticSecretPush(resource: Resource): OperatorResource {
  const spec = specOf(resource);
  const parts: Pick<OperatorResource, 'folders'> = { folders: [] };
  const [login] = referencesTo('InfisicalAuth', spec);
  const whole: OperatorResource = {
    resource,
    kind: 'InfisicalStaticSecretPush',
    generation: 'v1beta1',
    spec,
    host: NOWHERE.text(),
    certificate: keyReference(NOWHERE),
    logins: [],
    logsInWith: login ?? objectReference(NOWHERE),
    interval: NOWHERE.text(),
    instantUpdates: NOWHERE.flag(),
    sources: [],
    managed: [],
    ...parts,
  };
  return Object.assign(whole, { folders: foldersIn(whole) });
}

const REFERENCES: ReadonlyMap<string, OperatorKind> = new Map([
  ['infisicalAuthRef', 'InfisicalAuth'],
  ['authRef', 'InfisicalAuth'],
  ['infisicalConnectionRef', 'InfisicalConnection'],
  ['connectionRef', 'InfisicalConnection'],
]);

/** The references of a push that have the form of one to that kind: `infisicalAuthRef: { name, namespace }`. */
export function referencesTo(kind: OperatorKind, spec: Field): ReferenceField[] {
  return placesBelow(spec).flatMap((field) => {
    if (REFERENCES.get(String(field.key)) !== kind || !field.isObject) return [];
    const stated = field.at('kind');
    return stated.isGiven && stated.raw !== kind ? [] : [objectReference(field)];
  });
}

/** The texts of a push, wherever they stand. */
export function textsIn(spec: Field): Field<string>[] {
  return placesBelow(spec).filter((field): field is Field<string> => typeof field.raw === 'string');
}

/** How fields are called that have the name of a key or of a Secret, and not the value. */
const NAMING =
  /^(?:\w*secret(?:keys?|names?|refs?|references?|s)?|(?:source|target|destination|from|to|infisical|kubernetes)?keys?)$/i;

/** Whether a field of a push, none of which is known, is called like what names a key or a Secret. */
export function isNaming(name: string): boolean {
  return NAMING.test(name) && !SENSITIVE_KEYS.has(name);
}

/** Whether a text of a push is a credential. */
export function isCredentialOfPush({ key, raw }: Field): boolean {
  if (typeof raw !== 'string' || raw === '') return false;
  const name = String(key);
  return SENSITIVE_KEYS.has(name) || hasPlainCredential(raw) || (!isNaming(name) && isPlainCredential(name, raw));
}

/** A Secret of Kubernetes that a push names. */
export interface NamedSecret {
  readonly field: Field<string>;
  readonly name: string;
  /** Absent where none stands beside the name. */
  readonly namespace: string | undefined;
  readonly namespaceField: Field<string>;
}

/** The Secrets that a push names in the way in which references to Secrets are written. */
export function secretsNamedIn({ spec }: OperatorResource): NamedSecret[] {
  return placesBelow(spec).flatMap((field) => {
    if (!field.isObject) return [];
    const isOfSecret = field.text('secretName').value !== undefined && !isFolder(field);
    const [name, namespace] = isOfSecret
      ? [field.text('secretName'), field.text('secretNamespace')]
      : [isSecret(field) ? field.text('name') : NOWHERE.text(), field.text('namespace')];
    if (!name.value) return [];
    return [{ field: name, name: name.value, namespace: namespace.value, namespaceField: namespace }];
  });
}

/** Whether an object with a name is that of a Secret: its kind says so, or the field that it stands in. */
function isSecret(field: Field): boolean {
  const kind = field.at('kind');
  if (kind.isGiven) return kind.raw === 'Secret';
  return /secrets?(?:Refs?|References?|Selectors?)?$/i.test(fieldName(field)) && !isFolder(field);
}

/** The name of the field that something stands in, or that its list stands in. */
function fieldName({ key, holder }: Field): string {
  return typeof key === 'number' ? fieldName(holder as Field) : key;
}

const PATHS = ['secretPath', 'secretsPath'];
const ENVIRONMENTS = ['environmentSlug', 'envSlug'];

/** Whether an object says where in Infisical something is. */
function isFolder(field: Field): boolean {
  return [...PATHS, ...ENVIRONMENTS].some((name) => typeof field.at(name).raw === 'string');
}

/**
 * The folders of Infisical that a push names: objects with a secret path, else those with an environment. What one lacks is
 * that of the objects around it.
 */
function foldersIn(owner: OperatorResource): Source[] {
  const found = [owner.spec, ...placesBelow(owner.spec)].filter(isFolder);
  const around = new Set(found.flatMap(holdersOf));
  const innermost = found.filter((one) => !around.has(one));
  return innermost.map((field) => ({
    owner,
    what: innermost.length > 1 ? `target ${pathText(field.path.slice(1))}` : 'target',
    field,
    projectId: textAround(field, ['projectId']),
    projectSlug: textAround(field, ['projectSlug']),
    environment: textAround(field, ENVIRONMENTS),
    path: textAround(field, PATHS),
    isRoot: false,
    recursive: NOWHERE.flag(),
    secretName: NOWHERE.text(),
    tags: NOWHERE.list(),
    isRecognized: true,
  }));
}

function holdersOf({ holder }: Field): Field[] {
  return holder === undefined ? [] : [holder, ...holdersOf(holder)];
}

/** The text of the nearest object around that has a field of such a name. */
function textAround(field: Field, names: readonly string[]): Field<string> {
  const texts = [field, ...holdersOf(field)].flatMap((at) => names.map((name) => at.text(name)));
  return texts.find(({ isGiven, path }) => isGiven && path.length > 1) ?? NOWHERE.text();
}

/** As deep as the operator's schemas go, and some more: a YAML alias can make a spec contain itself. */
const DEPTH = 12;
/** An alias in an alias makes much of little. */
const MOST_PLACES = 10_000;

/** Every place below another one, what holds others before them. */
function placesBelow(spec: Field): Field[] {
  const known = PLACES.get(spec);
  if (known !== undefined) return known;
  const places: Field[] = [];
  const gather = (field: Field, depth: number) => {
    for (const inner of field.places()) {
      if (places.length >= MOST_PLACES) return;
      places.push(inner);
      if (depth < DEPTH && typeof inner.raw === 'object') gather(inner, depth + 1);
    }
  };
  gather(spec, 0);
  PLACES.set(spec, places);
  return places;
}

const PLACES = new WeakMap<Field, Field[]>();
