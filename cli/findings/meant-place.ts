import { jsonIn } from '../../lib/json/json';
import { scalarText } from '../../lib/json/scalar';
import { Field } from '../../lib/model/field';
import type { Finding } from '../../lib/validation/rule';
import type { Meant } from '../yaml/places';

const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/** What a finding is about at its place: the key, where its message names this and not what it holds; a line of a text. */
export function meantBy({ rule, resource, at, message, lineInText }: Finding): Meant {
  const key = at.at(-1);
  const texts = (message.match(QUOTED) ?? []).map((quoted) => scalarText(jsonIn(quoted)));
  const { raw } = Field.of(resource.raw ?? resource.manifest).at(...at);
  const value = scalarText(raw);
  const isValueNamed = typeof raw === 'string' ? texts.includes(raw) : value !== '' && message.includes(value);
  const isKeyNamed = typeof key === 'string' && texts.includes(key) && !isValueNamed;
  return { isKey: rule === 'F1' || isKeyNamed, texts, lineInText };
}
