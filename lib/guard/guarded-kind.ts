import type { Generation, OperatorKind } from '../model/kinds';
import type { RuleId } from '../validation/rule-ids';

/** What CEL says of a rule: for objects of one kind, each by itself. */
export interface GuardedRule {
  readonly rule: RuleId;
  /** True where the rule holds; it can be evaluated for whatever the schema of the kind takes. */
  readonly expression: string;
  /** What to write instead. What must hold says the title of the rule. */
  readonly remedy: string;
}

/** The kinds of which a schema is known. */
export type KindWithSchema = Exclude<OperatorKind, 'InfisicalStaticSecretPush'>;

/** A kind of the operator with what a policy checks of it. */
export interface GuardedKind {
  readonly kind: KindWithSchema;
  readonly generation: Generation;
  /** Its name in a request to the API server. */
  readonly resource: string;
  /** What expressions read, by the names under which they do: `variables.spec`. Each may use those before it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly rules: readonly GuardedRule[];
}

/** The spec as it stands there: of fields that a schema does not have, the server would warn otherwise. */
export const SPEC = { spec: 'has(object.spec) ? dyn(object.spec) : dyn({})' };

/** A text of the spec, empty where there is none. */
export function textOf(...path: readonly string[]): string {
  return fieldOf(path, "''");
}

/** A list of the spec, empty where there is none. */
export function listOf(...path: readonly string[]): string {
  return fieldOf(path, '[]');
}

/** An object of the spec, without fields where there is none. */
export function objectOf(...path: readonly string[]): string {
  return fieldOf(path, '{}');
}

function fieldOf(path: readonly string[], absent: string): string {
  const places = path.map((_, i) => `variables.spec.${path.slice(0, i + 1).join('.')}`);
  return `${places.map((place) => `has(${place})`).join(' && ')} ? ${places[places.length - 1]} : ${absent}`;
}

/** Whether a field of an object is there, and not the empty text. */
export function isGiven(object: string, field: string): string {
  return `has(${object}.${field}) && ${object}.${field} != ''`;
}

/** Whether no reference in an object, of which each part may be one, has an empty namespace. */
export function haveNamespaces(holder: string): string {
  const isEmpty = (field: string) => `has(${holder}[n].${field}) && ${holder}[n].${field} == ''`;
  return `${holder}.all(n, type(${holder}[n]) != map || !(${isEmpty('namespace')}) && !(${isEmpty('secretNamespace')}))`;
}
