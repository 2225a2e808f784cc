import { isSubstituted } from '../text/substitution';
import { Field, rawIn } from './field';
import type { KeyKind } from './key-kind/key-kind';
import { isV1alpha1Kind, OPERATOR_GROUP } from './kinds';
import type { Manifest } from './manifest';
import { withoutPlaces, zeroValuesIn } from './zero-values';

/** One object that the rules look at, and where a finding about it belongs. */
export interface Resource {
  readonly manifest: Manifest;
  /** What stands in the YAML, where its identity is not of the types that a manifest promises. */
  readonly raw?: unknown;
  /** The construct that a person would look for; absent for objects read from YAML. Nothing in it is of interest here. */
  readonly construct?: object;
  /** The environment of the program that declares it, as messages name it. */
  readonly environment?: string;
  /** The namespace of that environment. */
  readonly defaultNamespace?: string;
  /** Why a rule does not count for the object; undefined where it does. */
  readonly suppressionOf?: (rule: string) => string | undefined;
  /** The Infisical host as the user wrote it, before a suffix was added for the API generation. */
  readonly declaredHost?: string;
  /** The secret keys that the user wrote down as those of the object's sources; absent where none were written. */
  readonly declaredKeys?: readonly string[];
  /** The keys that a catalogue has for them: nobody wrote these down, so that nobody has to use them. */
  readonly knownKeys?: readonly string[];
  /** Where a catalogue looked these up; absent where not all sources are in one. */
  readonly keyFolders?: KeyFolders;
  /** What is said of the keys that a workload gets. */
  readonly typedKeys?: readonly TypedKey[];
  /** What a laptop has in its variables. */
  readonly laptopTexts?: readonly LaptopText[];
  /** The name of the managed Secret that holds the keys which workloads select, where only these are wanted. */
  readonly selectionName?: string;
  /** Whether its user said that what it logs in with is declared elsewhere. */
  readonly hasForeignLogin?: boolean;
  /** The names that were given to what declares the object, and to what it refers to. */
  readonly givenNames?: () => readonly GivenName[];
  /** The rules whose findings about the object follow from a problem of its construct's own props. */
  readonly explainedRules?: () => readonly string[];
  /** The secrets that a workload uses although they are declared in another app, as far as its rules speak of them. */
  readonly secretsOfOtherApps?: () => readonly SecretOfOtherApp[];
  /** The file that the object was read from; absent for objects of constructs. */
  readonly file?: string;
  /** Whether it was exported from a cluster, where what told of that is gone; absent where its metadata tell. */
  readonly isExport?: boolean;
  /** Whether it goes into another namespace than it names, as a kustomization beside it says. */
  readonly isMoved?: boolean;
  /** The names that kustomize puts in for `$(NAME)` before the object is applied. */
  readonly variablesFilledIn?: readonly string[];
  /** Why the object cannot be rendered; its manifest is then without a spec. */
  readonly failure?: string;
}

/** A key that a container gets, and what somebody says that it holds. */
export interface TypedKey {
  readonly key: string;
  readonly kind: KeyKind;
  /** Tells where in Infisical it is from the places of other keys. */
  readonly place: string;
  readonly container: string;
  /** Absent for a file. */
  readonly variable?: string;
}

/** The text of a variable on a laptop. */
export interface LaptopText {
  readonly container: string;
  readonly variable: string;
  readonly text: string;
}

/** A name that was given once, and stands in many places. */
export interface GivenName {
  readonly name: string;
  /** The construct that it was given to. */
  readonly by: object;
  /** Where it is that of another object, which this one uses: what that is. It stands only where such a one is named. */
  readonly referredAs?: 'Secret' | 'ServiceAccount';
}

/** A secret that is declared in another app than the workload that uses it. */
export interface SecretOfOtherApp {
  /** The path of its construct. */
  readonly path: string;
  readonly name?: string;
  readonly environment?: string;
}

/** The folders of an object's keys, such as `prod:/orders`. */
interface KeyFolders {
  readonly own: readonly string[];
  /** The other folders that have a key, the nearest first. */
  readonly othersWith: (key: string) => readonly string[];
}

/** All keys at the object's sources; undefined where nobody told them. */
export function existingKeys({ declaredKeys, knownKeys }: Resource): ReadonlySet<string> | undefined {
  if (declaredKeys === undefined && knownKeys === undefined) return undefined;
  return new Set([...(declaredKeys ?? []), ...(knownKeys ?? [])]);
}

/**
 * Whether nobody knows yet what a text of the object will be, as somebody fills it in before it is applied. What a program
 * writes is finished.
 */
export function isFilledInLater({ construct, manifest }: Resource, text: unknown): boolean {
  if (construct !== undefined || typeof text !== 'string') return false;
  if (text.length <= SHORT) return isOpen(manifest, text);
  // Each entry of a long text asks about the whole of it.
  const answers = LONG_TEXTS.get(manifest) ?? new Map<string, boolean>();
  LONG_TEXTS.set(manifest, answers);
  const known = answers.get(text);
  if (known !== undefined) return known;
  const answer = isOpen(manifest, text);
  answers.set(text, answer);
  return answer;
}

const SHORT = 300;
const LONG_TEXTS = new WeakMap<Manifest, Map<string, boolean>>();

function isOpen(manifest: Manifest, text: string): boolean {
  // What Argo CD itself fills in is known where its elements are: rules about it look at these.
  const others = manifest.kind === 'ApplicationSet' ? text.replaceAll('{{', '') : text;
  return isSubstituted(others) || (/<[^<>]+>/.test(text) && isForVaultPlugin(manifest));
}

/** Whether argocd-vault-plugin puts something in for each `<key>` in the object. */
function isForVaultPlugin({ metadata }: Manifest): boolean {
  return Object.hasOwn(metadata.annotations ?? {}, 'avp.kubernetes.io/path');
}

/**
 * Whether nobody knows yet in which namespace the object will be: YAML that names none gets one from whoever applies it, a
 * program has forgotten it.
 */
export function isUnplaced(resource: Resource): boolean {
  const { namespace } = resource.manifest.metadata;
  if (resource.isMoved) return true;
  return namespace ? isFilledInLater(resource, namespace) : resource.construct === undefined;
}

/** Stands for what could not be rendered: nobody knows what it would be. */
class Unrendered {}

const OBJECTS = new WeakMap<Resource, Field>();

/** The whole of an object, as a place. */
export function objectOf(resource: Resource): Field {
  const known = OBJECTS.get(resource);
  if (known !== undefined) return known;
  const { manifest, raw = manifest, failure } = resource;
  const field = Field.of(failure === undefined ? raw : { ...manifest, spec: new Unrendered() });
  OBJECTS.set(resource, field);
  return field;
}

/** Whether an object has annotations: most have none. */
export function isAnnotated(resource: Resource): boolean {
  return rawIn(rawIn(objectOf(resource).raw, 'metadata'), 'annotations') !== undefined;
}

const SPECS = new WeakMap<Resource, Field>();

/** The spec of an object, of a resource of the operator as that reads it. */
export function specOf(resource: Resource): Field {
  const known = SPECS.get(resource);
  if (known !== undefined) return known;
  const spec = asRead(resource, objectOf(resource).at('spec'));
  SPECS.set(resource, spec);
  return spec;
}

function asRead({ manifest: { apiVersion, kind } }: Resource, spec: Field): Field {
  if (!isV1alpha1Kind(kind) || !apiVersion.startsWith(`${OPERATOR_GROUP}/`)) return spec;
  const zeroes = zeroValuesIn(kind, spec);
  return zeroes.length === 0 ? spec : Field.of(withoutPlaces(spec, zeroes), spec.path);
}
