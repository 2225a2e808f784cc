import { byText } from '../../collections/order';
import type { KeyReads } from '../record/key-reads';
import {
  isKey,
  type LocalValue,
  type LocalVariable,
  type ValuePart,
  variablesOf,
  wholeKey,
} from '../stack/local-value';
import type { StackService } from '../stack/stack-service';
import type { ComposeValue } from './compose-yaml';
import { escapeDollars } from './container-fields';

/** Names alone pass a value on; a list of them is what people write by hand. */
export function renderEnvironment({ variables, app }: StackService, reads: KeyReads): ComposeValue | undefined {
  const last = variablesOf(variables);
  // A container has an order; what is given to a service of a laptop may come from a language whose maps have none.
  const all = app === undefined ? last.sort(byText(({ name }) => name)) : last;
  if (all.length === 0) return undefined;
  const isPassed = ({ name, value }: LocalVariable) => {
    const key = wholeKey(value);
    return key !== undefined && key.otherwise === undefined && reads.nameOf(key) === name;
  };
  return all.every(isPassed)
    ? all.map(({ name }) => name)
    : Object.fromEntries(all.map(({ name, value }) => [name, renderValue(value, reads)]));
}

/**
 * What compose makes the value of. Whether there is a key is seen to before compose starts: a file that asked for it
 * could be read by nobody who has none, such as `docker compose down`.
 */
export function renderValue(value: LocalValue, reads: KeyReads): string {
  const textOf = (part: ValuePart) =>
    isKey(part) ? `\${${reads.nameOf(part)}-${escapeDollars(part.otherwise ?? '')}}` : escapeDollars(part.text);
  return value.map(textOf).join('');
}
