import { SecretKey } from '../../lib';
import type { KeyKind } from '../../lib/model/key-kind/key-kind';

/** A key by the method of its kind. */
export function keyOf(name: string, kind: KeyKind): SecretKey {
  const key = SecretKey.of(name);
  switch (kind.kind) {
    case 'integer':
      return key.integer({ min: kind.min, max: kind.max });
    case 'url':
      return key.url({ schemes: kind.schemes && [...kind.schemes] });
    case 'oneOf':
      return key.oneOf([...kind.values]);
    case 'text':
      return key.text({ minLength: kind.minLength });
    default:
      return key[kind.kind]();
  }
}
