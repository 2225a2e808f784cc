/** What the file may hold, as a JSON Schema: editors are given it, and the reader goes by it. */
export type Schema = MapSchema | ListSchema | TextSchema;

interface Documented {
  readonly description: string;
  /** What to write; editors show it too. */
  readonly errorMessage: string;
}

export interface MapSchema extends Documented {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly required?: readonly string[];
  readonly properties: { readonly [field: string]: Schema };
}

export interface ListSchema extends Documented {
  readonly type: 'array';
  readonly minItems?: number;
  readonly items: Schema;
}

export interface TextSchema extends Documented {
  readonly type: 'string';
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly examples?: readonly string[];
}

export const URL = String.raw`^https?://[^\s/?#@\\]+(/[^\s?#@\\]*)?$`;
export const NAME = '[a-z0-9]([-a-z0-9.]*[a-z0-9])?';
export const UUID = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
/** A name of a folder or file with nothing that leads up, and that every system takes for one. */
export const ENTRY = String.raw`(?!\.{1,2}(/|$))[^/\\:]+`;
export const GLOB_ENTRY = String.raw`(?!\.{1,2}(/|$))(\*\*(?=/|$)|(?![^/]*\*\*)[^/\\{}\[\]!]+)`;

export const path = (entry: string) => `^${entry}(/${entry})*$`;

export function map(
  description: string,
  errorMessage: string,
  required: readonly string[],
  properties: MapSchema['properties'],
): MapSchema {
  const needed = required.length === 0 ? {} : { required };
  return { type: 'object', description, errorMessage, additionalProperties: false, ...needed, properties };
}

export function list(description: string, items: Schema): ListSchema {
  return { type: 'array', description, errorMessage: 'write a list, each entry with a hyphen before it', items };
}

export function text(description: string, errorMessage: string, pattern: string): TextSchema {
  return { type: 'string', description, errorMessage, pattern };
}

export function version(description: string, example: string, pattern: string): TextSchema {
  return { ...text(description, `write a version, such as "${example}"`, pattern), examples: [example] };
}

export function namespace(): TextSchema {
  const remedy = 'write the name of a namespace, such as shop';
  return { ...text('A namespace.', remedy, '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'), maxLength: 63 };
}

export function reason(description: string, errorMessage: string): TextSchema {
  return text(description, errorMessage, String.raw`\S`);
}
