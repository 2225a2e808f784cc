import type { ComposeFields, ComposeValue } from '../compose-yaml';
import { isMap } from '../named-parts';

/** Lists that are one thing, and not a collection to which others are added. */
const WHOLE: ReadonlySet<string> = new Set(['command', 'entrypoint', 'test']);

/** A map of compose with other words put on top of it, as compose puts an override file on top of another one. */
export function withWordsOnTop(below: ComposeFields, words: ComposeFields): ComposeFields {
  const merged = { ...below };
  for (const [field, word] of Object.entries(words)) {
    const own = Object.hasOwn(below, field) ? below[field] : undefined;
    if (word !== undefined) merged[field] = mergedField(field, own, word);
  }
  return merged;
}

function mergedField(field: string, below: ComposeValue | undefined, word: ComposeValue): ComposeValue {
  if (Array.isArray(below) && Array.isArray(word)) {
    return WHOLE.has(field) ? word : [...below, ...word.filter((item) => !below.includes(item))];
  }
  const own = asMap(field, word);
  return isMap(below) && own !== undefined ? withWordsOnTop(below, own) : word;
}

/** A text or a list, as the map that it is short for. */
function asMap(field: string, word: ComposeValue): ComposeFields | undefined {
  if (isMap(word)) return word;
  if (field === 'build' && typeof word === 'string') return { context: word };
  if (!Array.isArray(word) || !word.every((item) => typeof item === 'string')) return undefined;
  return Object.fromEntries(word.map((item) => entryOf(field, item)));
}

function entryOf(field: string, item: string): [string, ComposeValue] {
  if (field === 'depends_on') return [item, { condition: 'service_started' }];
  const at = item.search(/[=:]/);
  return at < 0 ? [item, null] : [item.slice(0, at), item.slice(at + 1)];
}
