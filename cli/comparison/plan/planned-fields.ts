import { scalarText } from '../../../lib/json/scalar';
import { Field, type Path } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { credentialPathsBelow } from '../../credentials/credentials-in';
import { type FieldChange, fieldChanges } from './field-changes';
import { placeText } from './place-text';

/** A field that is otherwise, as anybody may see it. */
export interface PlannedField {
  readonly change: 'added' | 'changed' | 'removed' | 'moved';
  /** `spec.template.spec.containers[orders].image`; of a list whose items have another order, that of the list. */
  readonly path: string;
  /** What it was; absent where it was not there, and where it is hidden. */
  readonly was?: unknown;
  readonly is?: unknown;
  /** Whether the value may be a credential, or have one in it. */
  readonly isHidden?: boolean;
  /** The items of a list that stand at another place. */
  readonly moved?: readonly string[];
}

/** What stands for a credential inside of what is shown. */
const HIDDEN = '(not shown)';

export function plannedFields(was: Manifest, is: Manifest): { fields: PlannedField[]; changes: FieldChange[] } {
  const changes = fieldChanges(was, is);
  const lists = new Map<string, string[]>();
  const known = changes.length > 1 ? credentialTexts(changes, was, is) : [];
  const planned = changes.flatMap((change): PlannedField[] => {
    if (change.change !== 'moved') return [withoutTexts(plannedField(change, was, is), known)];
    const path = placeText(change.steps.slice(0, -1));
    const others = lists.get(path);
    const item = placeText(change.steps.slice(-1)).replace(/^\[(.*)\]$/, '$1');
    if (others !== undefined) {
      others.push(item);
      return [];
    }
    const moved = [item];
    lists.set(path, moved);
    return [{ change: 'moved', path, moved }];
  });
  return { fields: planned, changes };
}

function plannedField({ change, steps, from, to, was, is }: FieldChange, old: Manifest, now: Manifest): PlannedField {
  const path = placeText(steps);
  const [left, right] = [from && shownValue(was, from, old), to && shownValue(is, to, now)];
  const isHidden = left?.isHidden || right?.isHidden;
  if (isHidden) return { change, path, isHidden };
  return { change, path, ...(left && { was: left.value }), ...(right && { is: right.value }) };
}

/** The credentials in what has changed: one that has got another name may no longer look like one there. */
function credentialTexts(changes: readonly FieldChange[], old: Manifest, now: Manifest): string[] {
  const textsAt = (path: Path | undefined, manifest: Manifest) =>
    path === undefined || hasLongText(Field.of(manifest).at(...path).raw)
      ? []
      : credentialPathsBelow(manifest, path).map((place) => scalarText(Field.of(manifest).at(...place).raw));
  const texts = changes.flatMap(({ change, from, to }) =>
    change === 'moved' ? [] : [...textsAt(from, old), ...textsAt(to, now)],
  );
  return [...new Set(texts)].filter(({ length }) => length >= SHORTEST_WHOLE);
}

/** A shorter text stands by chance in another place, too, or in another text. */
const SHORTEST_WHOLE = 6;
const SHORTEST_PART = 12;

function withoutTexts(field: PlannedField, texts: readonly string[]): PlannedField {
  const { change, path, was, is } = field;
  return texts.some((text) => holdsText(was, text) || holdsText(is, text)) ? { change, path, isHidden: true } : field;
}

function holdsText(value: unknown, text: string): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some((one) => holdsText(one, text));
  const own = scalarText(value);
  return own === text || (text.length >= SHORTEST_PART && own.includes(text));
}

/** A value without the credentials in it, of which it may be one itself. */
export function shownValue(value: unknown, path: Path, manifest: Manifest): { value?: unknown; isHidden: boolean } {
  if (hasLongText(value)) return { isHidden: true };
  const hidden = credentialPathsBelow(manifest, path).map((one) => one.slice(path.length));
  if (hidden.some(({ length }) => length === 0)) return { isHidden: true };
  return { value: hidden.reduce((whole, place) => withHidden(whole, place), value), isHidden: false };
}

/** To look for credentials in longer ones takes seconds, and nobody reads them here. */
const LONGEST = 65_536;

function hasLongText(value: unknown): boolean {
  if (typeof value === 'string') return value.length > LONGEST;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLongText);
}

function withHidden(value: unknown, [key, ...rest]: Path): unknown {
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const own = (copy as Record<string | number, unknown>)[key as string];
  Object.defineProperty(copy, key as string, {
    value: rest.length === 0 ? HIDDEN : withHidden(own, rest),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}
