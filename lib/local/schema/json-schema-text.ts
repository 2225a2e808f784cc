import type { KeyKind } from '../../model/key-kind/key-kind';
import { kindPattern } from '../../model/key-kind/kind-pattern';
import type { SchemaApplication, SchemaVariable } from './applications';

/** JSON Schema of an environment: all values are texts, so that no validator has to make another type of one. */
export function jsonSchemaText({ name, variables }: SchemaApplication, made: string): string {
  const required = variables.filter(({ isOptional }) => !isOptional).map((variable) => variable.name);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: made,
    title: `The environment of ${name}`,
    type: 'object',
    properties: Object.fromEntries(variables.map((variable) => [variable.name, propertyOf(variable)])),
    ...(required.length > 0 && { required }),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function propertyOf({ kind, description, isSecret }: SchemaVariable): object {
  return {
    ...(description !== undefined && { description }),
    type: 'string',
    ...(kind !== undefined && wordsOf(kind)),
    ...(isSecret && { writeOnly: true }),
  };
}

function wordsOf(kind: KeyKind): object {
  switch (kind.kind) {
    case 'boolean':
      return { enum: ['true', 'false'] };
    case 'oneOf':
      return { enum: kind.values };
    case 'text':
      return { minLength: kind.minLength ?? 1 };
    case 'json':
      return { minLength: 1, contentMediaType: 'application/json' };
    case 'base64':
      return { pattern: kindPattern(kind), contentEncoding: 'base64' };
    default:
      return { pattern: kindPattern(kind) };
  }
}
