import type { KeyWay, WantedName } from '../../lib/model/delivery/delivery';
import { MANDATORY_KEYS } from '../../lib/model/mandatory-keys';
import { isLease, type ManagedObject } from '../../lib/model/operator-resource';
import { type GoTemplate, readTemplate } from '../../lib/model/templates/go-template';
import { keysOfText, lineOfKey } from '../../lib/model/templates/text-entries';
import type { Source } from './source';

/** A secret key in Infisical that something cannot do without. */
export interface NeededKey {
  /** `*` where whatever there is, or all of it that matches, is wanted. */
  readonly key: string;
  readonly matches?: (key: string) => boolean;
  /** Which, for messages: `each key that matches ^BARN_`. */
  readonly wording?: string;
  /** That one key is meant of which only the name behind a renaming is known. */
  readonly wanted?: WantedKey;
  /** What in the cluster writes it to Infisical: until it has, its absence proves nothing. */
  readonly writtenBy?: string;
  /** Why nobody gets it, whether or not it is in Infisical. */
  readonly lack?: string;
  /** Whether whoever uses it provides for the case that it is missing. */
  readonly optional: boolean;
  /** Where it may come from; it must exist at one of them. */
  readonly sources: readonly Source[];
  /** Keys of which each is as good. */
  readonly alternatives?: readonly string[];
  /** The type of the Secret for which the key has just this name. */
  readonly type?: string;
}

/** A name that a secret key of Infisical must get in one of some ways. */
export interface WantedKey extends Omit<WantedName, 'ways'> {
  readonly ways: readonly (Pick<KeyWay, 'nameOf' | 'failsTogether'> & { readonly source: Source })[];
}

/** The secret keys in Infisical that a key of a managed object is made of. */
export function neededFor(managedKey: string, object: ManagedObject, sources: readonly Source[]): NeededKey[] {
  const { data } = object;
  if (isLease(object)) return [];
  const own = typeof data.raw === 'string' ? lineOfKey(managedKey, data.raw) : data.text(managedKey).value;
  return own === undefined ? [{ key: managedKey, optional: false, sources }] : needsOf(own, sources);
}

/** All that the template of a managed object looks up: without it the sync fails, or writes nonsense. */
export function neededByTemplate(object: ManagedObject, sources: readonly Source[]): NeededKey[] {
  if (isLease(object)) return [];
  const texts = [object.data, ...object.data.entries().map(([, field]) => field)];
  return texts.flatMap(({ raw }) => (typeof raw === 'string' ? needsOf(raw, sources) : []));
}

/** What the API server asks of a Secret of its type, and no template makes: it must have these very names in Infisical. */
export function neededByType(object: ManagedObject, sources: readonly Source[]): NeededKey[] {
  const { kind, secretType, template, data } = object;
  const type = secretType.value ?? '';
  const mandatory = kind === 'Secret' ? MANDATORY_KEYS.get(type) : undefined;
  if (mandatory === undefined || isLease(object) || template.isUnresolved || !copiesKeys(object)) return [];
  const { raw } = data;
  const isMade = (key: string) =>
    typeof raw === 'string' ? lineOfKey(key, raw) !== undefined : data.at(key).raw !== undefined;
  const missing = mandatory.keys.filter((key) => !isMade(key));
  if (mandatory.anyOf === undefined) return missing.map((key) => ({ key, optional: false, sources, type }));
  const [key, ...alternatives] = missing;
  return missing.length < mandatory.keys.length ? [] : [{ key, alternatives, optional: false, sources, type }];
}

/** Whether the keys at the sources go into the object under their own names. */
export function copiesKeys({ template, data: { raw }, includesAll }: ManagedObject): boolean {
  return !template.isGiven || includesAll || (typeof raw === 'string' && readTemplate(raw).usesAll);
}

/** The keys that a managed object is known to have; undefined where it has whatever is at the sources. */
export function knownKeys(object: ManagedObject): string[] | undefined {
  const { template, data, includesAll } = object;
  if (!template.isGiven || includesAll || isLease(object)) return undefined;
  if (typeof data.raw !== 'string') return data.entries().map(([key]) => key);
  return readTemplate(data.raw).usesAll ? undefined : keysOfText(data.raw);
}

/** Whether a key of a managed object is made of whatever secrets there are: `{{ range … }}`, `{{ . | toJson }}`. */
export function isMadeOfAll(managedKey: string, { data }: ManagedObject): boolean {
  if (typeof data.raw !== 'string') return takesAll(data.text(managedKey).value ?? '');
  const own = lineOfKey(managedKey, data.raw);
  return own !== undefined && takesAll(BLOCK.test(own) ? data.raw : own);
}

/** Whether any key of a managed object is: what is written for each key that there is does not count. */
export function hasKeyMadeOfAll(object: ManagedObject): boolean {
  const { data } = object;
  const keys = typeof data.raw === 'string' ? keysOfText(data.raw) : data.entries().map(([key]) => key);
  return !isLease(object) && (keys.some((key) => isMadeOfAll(key, object)) || listsFolders(object));
}

/** Whether a template asks which folders there are: those of the secrets that are seen. */
function listsFolders({ data }: ManagedObject): boolean {
  const texts = [data, ...data.entries().map(([, field]) => field)];
  return texts.some(({ raw }) => typeof raw === 'string' && readTemplate(raw).calls.some(isFoldersIn));
}

function isFoldersIn({ name }: GoTemplate['calls'][number]): boolean {
  return name === 'foldersIn';
}

/** A value that goes on in the lines below. */
const BLOCK = /:\s*[|>][-+\d]*\s*$/;

/** What a template of ours searches the secrets with, for a key that is no Go identifier. */
const SEARCH =
  /\{\{ range \$key, \$secret := \. \}\}\{\{ if eq \$key "[^"]*" \}\}\{\{ \$found = true \}\}\{\{ end \}\}\{\{ end \}\}/g;

function takesAll(template: string): boolean {
  return readTemplate(template.replaceAll(SEARCH, '').replaceAll(SECRET_FROM, 'index . "$2"')).usesAll;
}

function needsOf(source: string, sources: readonly Source[]): NeededKey[] {
  const { lookups }: GoTemplate = readTemplate(source);
  const needs = new Map<string, NeededKey>();
  for (const { key, optional } of lookups) {
    // A key that is looked up twice, once without a guard, is needed; `{{ if .KEY }}{{ else }}{{ fail }}` is no way out.
    const isGuard = source.includes('{{ fail ') && !source.includes(' default ');
    const strict = !optional || isGuard || needs.get(key)?.optional === false;
    needs.set(key, { key, optional: !strict, sources });
  }
  return [...needs.values(), ...needsOfOtherPaths(source, sources)];
}

const SECRET_FROM = /\bsecretFrom\s+"([^"]*)"\s+"([^"]*)"/g;

/** `secretFrom` names the folder itself. */
function needsOfOtherPaths(source: string, sources: readonly Source[]): NeededKey[] {
  return [...source.matchAll(SECRET_FROM)].flatMap(([, path, key]) => {
    const [at] = sources.filter((one) => one.path === path || one.recursive).concat(sources);
    return at === undefined ? [] : [{ key, optional: false, sources: [{ ...at, path, recursive: false }] }];
  });
}
