import { Expression, type TerraformValue } from '../../languages/terraform-json';

export type Body = { readonly [name: string]: TerraformValue | undefined };

/** Parts of a file of Terraform. */
export interface Blocks {
  readonly variable?: { readonly [name: string]: Body };
  readonly data?: OfTypes;
  readonly resource?: OfTypes;
  readonly output?: { readonly [name: string]: Body };
  readonly import?: readonly Import[];
}

/** What is gone from the file, and stays where it is. */
export type Removed = { readonly from: string; readonly lifecycle: { readonly destroy: false } };

/** By type and name. */
export interface OfTypes {
  readonly [type: string]: { readonly [label: string]: Body };
}

type Import = { readonly to: string; readonly id: TerraformValue };

/**
 * All of them as one; what stands in several is the same in each.
 *
 * @throws if it is not: one of the two would be lost
 */
export function joinedBlocks(all: readonly Blocks[]): Blocks {
  const imports = all.flatMap((blocks) => blocks.import ?? []);
  return {
    variable: Object.assign({}, ...all.map(({ variable }) => variable)),
    data: joinedTypes(all.map(({ data = {} }) => data)),
    resource: joinedTypes(all.map(({ resource = {} }) => resource)),
    output: Object.assign({}, ...all.map(({ output }) => output)),
    import: imports,
  };
}

function joinedTypes(all: readonly OfTypes[]): OfTypes {
  const types = [...new Set(all.flatMap(Object.keys))];
  return Object.fromEntries(types.map((type) => [type, joinedBodies(type, all)]));
}

function joinedBodies(type: string, all: readonly OfTypes[]): { readonly [label: string]: Body } {
  const bodies = new Map<string, Body>();
  for (const [label, body] of all.flatMap((one) => Object.entries(one[type] ?? {}))) {
    const found = bodies.get(label);
    if (found !== undefined && JSON.stringify(found) !== JSON.stringify(body))
      throw new Error(`nothing was written: two would be ${type}.${label}: give one of them another name`);
    bodies.set(label, body);
  }
  return Object.fromEntries(bodies);
}

/** An attribute of a resource, or of what is read: `infisical_project.shop.id`. */
export function attribute(...path: readonly string[]): Expression {
  return new Expression(path.join('.'));
}

/** What goes with it is lost with it: secrets with an environment and a folder. */
export const KEPT = { lifecycle: { prevent_destroy: true } } as const;
