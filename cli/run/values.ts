import { isOfKind } from '../../lib/model/key-kind/is-of-kind';
import { kindText } from '../../lib/model/key-kind/kind-text';
import { closest } from '../../lib/text/did-you-mean';
import { quotedKey, quotedName } from '../../lib/text/key-name';
import { listed } from '../../lib/text/listed';
import { type AskedPlace, idOfPlace, namesOfPlaces } from '../infisical-cli/asked-place';
import { ProblemsError } from '../terminal/failure-text';
import type { KeyNeed, NeededKey, SelectedPart, Selection, TypedValue } from './selection';

/** The variables of a command: undefined is one that it must not have. */
export type Variables = ReadonlyMap<string, string | undefined>;

/** What is known of each place, by `idOfPlace`: values by key, or only that the keys are there. */
export type Known<T> = ReadonlyMap<string, ReadonlyMap<string, T>>;

/** All places of which somebody needs something, each once. */
export function placesOf(needs: readonly NeededKey[]): AskedPlace[] {
  return [...new Map(needs.flatMap(({ places }) => places).map((place) => [idOfPlace(place), place])).values()];
}

/** What Infisical sends in place of a value that the login may not read. */
const HIDDEN = '<hidden-by-infisical>';

/**
 * The variables of a selection.
 *
 * @throws ProblemsError that names each key that is missing, with whoever needs it
 */
export function variablesOf({ variables, needs, typed }: Selection, known: Known<string>): Variables {
  const hidden = hiddenKeys(needs, known);
  const problems = [...missingKeys(needs, known), ...hidden, ...wrongKinds(typed, known)];
  if (problems.length > 0) throw new ProblemsError(problems);
  return new Map(variables.map(({ name, parts }) => [name, heldText(parts, known)]));
}

/** Undefined where there is a key that may be missing, and nothing else. */
function heldText(parts: readonly SelectedPart[], known: Known<string>): string | undefined {
  const texts = parts.map((part) => ('key' in part ? (valueIn(part, known) ?? part.otherwise) : part.text));
  return texts.length === 1 ? texts[0] : texts.join('');
}

/** A line for each value that is not what somebody says it is: key and kind, and nothing of the value. */
function wrongKinds(typed: readonly TypedValue[], known: Known<string>): string[] {
  const told = typed.flatMap(({ app, where, parts, kind }) => {
    const keys = parts.flatMap((part) => ('key' in part ? [part] : []));
    // Of a key that is not there, or is hidden, that is told.
    const values = keys.map((key) => valueIn(key, known));
    if (values.every((value) => value === undefined) || values.includes(HIDDEN)) return [];
    if (keys.some((key, i) => values[i] === undefined && !key.isOptional)) return [];
    const value = heldText(parts, known);
    if (value === undefined || isOfKind(kind, value)) return [];
    const names = listed([...new Set(keys.map(({ key }) => quotedKey(key)))]);
    return [
      `${needText({ app, where })} the value of the key${keys.length > 1 ? 's' : ''} ${names} is not ${kindText(kind)}`,
    ];
  });
  return [...new Set(told)];
}

/** A line for each need whose key is in none of its places. */
export function missingKeys(needs: readonly KeyNeed[], known: Known<unknown>): string[] {
  const nameOf = namesOfPlaces(placesOf(needs));
  const missing = needs.filter((need) => !need.isOptional && placeWith(need, known) === undefined);
  const told = missing.map((need) => {
    const seen = need.places.flatMap((place) => [...(known.get(idOfPlace(place))?.keys() ?? [])]);
    const near = closest(need.key, seen);
    const meant = near === undefined ? '' : `: did you mean ${quotedKey(near)}?`;
    return `${needText(need)} the key ${quotedKey(need.key)} is not in ${need.places.map(nameOf).join(' or ')}${meant}`;
  });
  return [...new Set(told)];
}

function hiddenKeys(needs: readonly KeyNeed[], known: Known<string>): string[] {
  const hidden = needs.filter((need) => valueIn(need, known) === HIDDEN);
  const told = hidden.map(
    (need) => `${needText(need)} this login may not read the value of ${quotedKey(need.key)}: its role needs readValue`,
  );
  return [...new Set(told)];
}

function needText({ app, where }: Pick<KeyNeed, 'app' | 'where'>): string {
  // A path is no name, and is in our own file.
  const what = where === undefined ? '' : ` ${where.startsWith('/') ? where : quotedName(where).replaceAll('"', '')}`;
  return `${quotedName(app).replaceAll('"', '')}${what}:`;
}

function valueIn(need: NeededKey, known: Known<string>): string | undefined {
  return placeWith(need, known)?.get(need.key);
}

function placeWith<T>({ key, places }: NeededKey, known: Known<T>): ReadonlyMap<string, T> | undefined {
  return places.flatMap((place) => known.get(idOfPlace(place)) ?? []).find((values) => values.has(key));
}
