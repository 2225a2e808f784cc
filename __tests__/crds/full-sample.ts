/** What the structural schemas of this project's custom resources are made of. */
export interface Schema {
  readonly type?: 'array' | 'boolean' | 'integer' | 'object' | 'string';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

/** A value with every field that the schema declares: arrays and maps have one entry, enums take their first value. */
export function fullSample(schema: Schema): unknown {
  if (schema['x-kubernetes-preserve-unknown-fields']) return { key: 'value' };
  const enumeration = [schema, ...(schema.allOf ?? [])].find((part) => part.enum)?.enum;
  if (enumeration) return enumeration[0];
  switch (schema.type) {
    case 'array':
      return [fullSample(schema.items ?? {})];
    case 'boolean':
      return true;
    case 'integer':
      return 7;
    case 'string':
      return 'text';
    case 'object':
      return schema.additionalProperties
        ? { 'some-Key': fullSample(schema.additionalProperties) }
        : Object.fromEntries(
            Object.entries(schema.properties ?? {}).map(([name, property]) => [name, fullSample(property)]),
          );
    default:
      throw new Error(`no sample for the schema ${JSON.stringify(schema)}`);
  }
}
