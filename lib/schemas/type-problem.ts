import { shown, shownAsNoText } from '../text/shown';
import type { FieldType, Scalar } from './field-types';
import type { Decoder } from './part-types';

/** What is wrong with the type of a value, as the API server decodes it; undefined if nothing is. */
export function typeProblem(raw: unknown, type: FieldType): string | undefined {
  // Go leaves a field as it is where nothing stands, and of the operator's resources the API server drops it.
  if (raw === undefined || raw === null) return undefined;
  switch (type.shape) {
    case 'word':
      return typeof raw === 'string' ? undefined : mustBe('text', raw);
    case 'scalar':
      return scalarProblem(raw, type.scalar);
    case 'list':
      return Array.isArray(raw) ? undefined : mustBe('a list', raw);
    default:
      return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? undefined : mustBe('an object', raw);
  }
}

function mustBe(what: string, raw: unknown): string {
  return what === 'text' ? `must be text, found ${shownAsNoText(raw)}` : `must be ${what}, found ${shown(raw)}`;
}

function scalarProblem(raw: unknown, scalar: Scalar): string | undefined {
  switch (scalar) {
    case 'any':
      return undefined;
    case 'bool':
      return typeof raw === 'boolean' ? undefined : mustBe('true or false', raw);
    case 'number':
      return typeof raw === 'number' ? undefined : mustBe('a number', raw);
    case 'int32':
    case 'int64':
      return isInteger(raw, scalar) ? undefined : mustBe('a whole number', raw);
    case 'IntOrString':
      return typeof raw === 'string' || isInteger(raw, 'int32') ? undefined : mustBe('a whole number or a text', raw);
    case 'Quantity':
      return typeof raw === 'string' || typeof raw === 'number' ? undefined : mustBe('a quantity', raw);
    default:
      return typeof raw === 'string' ? undefined : mustBe('text', raw);
  }
}

/** Whether Go decodes it into an integer of that size. */
function isInteger(raw: unknown, size: 'int32' | 'int64'): boolean {
  if (typeof raw === 'bigint') return size === 'int64' && BigInt.asIntN(64, raw) === raw;
  return typeof raw === 'number' && Number.isInteger(raw) && (size === 'int64' || (raw | 0) === raw);
}

/** Whether a value and, where it is a list or a map, each value in it have their types: most are, which is seen quickly. */
export function isOfType(raw: unknown, type: FieldType, decoder: Decoder): boolean {
  if (raw === undefined || raw === null) return true;
  if (typeProblem(raw, type) !== undefined) return false;
  if (type.shape === 'list') {
    for (const item of raw as readonly unknown[]) {
      if (item === null ? decoder === 'operator' : typeProblem(item, type.of) !== undefined) return false;
    }
  } else if (type.shape === 'map') {
    for (const name of Object.keys(raw)) {
      if (typeProblem((raw as Readonly<Record<string, unknown>>)[name], type.of) !== undefined) return false;
    }
  }
  return true;
}

/** What is wrong with the values in a list or a map of scalars. */
export function* problemsInside(
  raw: unknown,
  type: FieldType,
  decoder: Decoder,
): Generator<{ readonly key: string | number; readonly problem: string }> {
  if (type.shape !== 'list' && type.shape !== 'map') return;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) !== (type.shape === 'list')) return;
  for (const [key, value] of Object.entries(raw)) {
    // But not from a list.
    const isNothing = value === null && type.shape === 'list' && decoder === 'operator';
    const problem = isNothing ? 'is null: drop it' : typeProblem(value, type.of);
    if (problem !== undefined) yield { key: type.shape === 'list' ? Number(key) : key, problem };
  }
}
