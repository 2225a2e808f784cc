import { grouped } from '../../../../lib/collections/grouped';
import { nameInAnyEnvironment } from '../../../../lib/text/name-in-any-environment';
import type { Plan, PlannedObject } from '../plan';
import type { PlannedField } from '../planned-fields';

/** An object in all the environments in which the same becomes of it. */
export interface ObjectGroup extends Pick<PlannedObject, 'change' | 'kind'> {
  /** With its namespace; what is called like the environment stands as `<environment>`. */
  readonly name: string;
  readonly environments: readonly string[];
  /** The environments in which it restarts pods. */
  readonly restarting: readonly string[];
  readonly fields: readonly FieldGroup[];
}

/** A field in all environments in which it is otherwise. */
export interface FieldGroup extends Pick<PlannedField, 'change' | 'path'> {
  /** One where the same becomes of it in all of them. */
  readonly cases: readonly FieldCase[];
}

export interface FieldCase {
  readonly environments: readonly string[];
  readonly field: PlannedField;
}

/** What becomes of objects, told once for all environments. */
export function groupsOf({ objects }: Plan): ObjectGroup[] {
  return [...grouped(objects, commonId).values()].map((alike) => {
    const [first] = alike;
    const names = new Set(alike.map(nameOf));
    const environments = alike.map(({ environment }) => environment);
    return {
      change: first.change,
      kind: first.kind,
      name: names.size === 1 ? nameOf(first) : commonName(first),
      environments,
      restarting: alike.flatMap(({ environment, restartsPods }) => (restartsPods ? [environment] : [])),
      fields: fieldGroups(alike),
    };
  });
}

function nameOf({ namespace, name }: Pick<PlannedObject, 'namespace' | 'name'>): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function commonId(object: PlannedObject): string {
  const { change, apiVersion, kind } = object;
  return JSON.stringify([change, apiVersion.replace(/\/.*/, ''), kind, commonName(object)]);
}

function commonName(object: PlannedObject): string {
  return nameInAnyEnvironment(nameOf(object), object.environment);
}

function fieldGroups(objects: readonly PlannedObject[]): FieldGroup[] {
  const all = objects.flatMap(({ environment, fields }) => fields.map((field) => ({ environment, field })));
  const byField = grouped(all, ({ field }) => fieldId(field));
  return inOneOrder(objects.map(({ fields }) => fields.map(fieldId))).map((id) => {
    const alike = byField.get(id) ?? [];
    const cases = [...grouped(alike, ({ field }) => JSON.stringify(field)).values()].map((same) => ({
      environments: same.map(({ environment }) => environment),
      field: same[0].field,
    }));
    return { change: alike[0].field.change, path: alike[0].field.path, cases };
  });
}

function fieldId({ change, path }: PlannedField): string {
  return JSON.stringify([change, path]);
}

/** Each of them once; what only a later list has stands behind what is before it there. */
function inOneOrder(lists: readonly (readonly string[])[]): string[] {
  const behind = new Map<string, string[]>();
  const known = new Set<string>();
  for (const list of lists) {
    let before = '';
    for (const id of list) {
      if (!known.has(id)) {
        known.add(id);
        behind.set(before, [id, ...(behind.get(before) ?? [])]);
      }
      before = id;
    }
  }
  const ordered: string[] = [];
  const open = [...(behind.get('') ?? [])].reverse();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    ordered.push(id);
    open.push(...[...(behind.get(id) ?? [])].reverse());
  }
  return ordered;
}
