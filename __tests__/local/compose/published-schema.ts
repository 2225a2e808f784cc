import published from '../../fixtures/compose/compose-spec.json';

/** A part of the schema that the compose specification publishes, as far as it uses JSON schema. */
export interface Published {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly oneOf?: readonly Published[];
  readonly enum?: readonly string[];
  readonly items?: Published;
  readonly uniqueItems?: boolean;
  readonly properties?: { readonly [name: string]: Published };
  readonly patternProperties?: { readonly [pattern: string]: Published };
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const { definitions, ...FILE } = published as unknown as Published & { definitions: { [name: string]: Published } };

export const PUBLISHED_FILE: Published = FILE;

/** The alternatives that may stand at a place, with what they refer to. */
export function alternativesOf(part: Published): Published[] {
  const named = part.$ref === undefined ? part : definitions[part.$ref.replace('#/definitions/', '')];
  return named.oneOf === undefined ? [named] : named.oneOf.flatMap(alternativesOf);
}

/** A pattern for names that people choose, in which extensions are not. */
export function ownNames(part: Published): [pattern: string, of: Published] | undefined {
  return Object.entries(part.patternProperties ?? {}).find(([pattern]) => pattern !== '^x-');
}
