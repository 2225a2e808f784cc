import type { PropsProblem } from '../evaluation/app-validation';
import type { InfisicalFolder } from '../infisical';
import { noProp, propOfOtherName, propOfOtherSpelling, unknownIn } from '../props/misspelt-props';
import type { PropType } from '../props/prop-types';
import type { OwnProps } from './own-props';
import {
  DYNAMIC_SECRET_PROPS,
  FOLDER_PARTS,
  PUSHED_SECRET_PROPS,
  SOURCE_PARTS,
  SYNCED_SECRET_PROPS,
} from './prop-types';

type Types = { readonly [prop: string]: PropType };

const PLACES: { readonly [prop in OwnProps<InfisicalFolder>['folderProp']]: { props: Types; parts: Types } } = {
  source: { props: SYNCED_SECRET_PROPS, parts: SOURCE_PARTS },
  location: { props: DYNAMIC_SECRET_PROPS, parts: FOLDER_PARTS },
  destination: { props: PUSHED_SECRET_PROPS, parts: FOLDER_PARTS },
};

/** What says where to read, and is no part of a folder. */
const BESIDE = ['host', 'auth', 'project', 'generation', 'resyncInterval', 'instantUpdates'];

/**
 * A prop that there is, and not where it is given: what stands in its place is then taken without a word. Props of a
 * subclass may have any name.
 */
export function misplacedProblems<L extends InfisicalFolder>(own: OwnProps<L>): PropsProblem[] {
  const { props, folderProp } = own;
  if (own.isSubclass || !isObject(props)) return [];
  const given = props[folderProp];
  const folder = isObject(given) ? given : {};
  const { props: types, parts } = PLACES[folderProp];
  return [...partsAmong(props, folder, { types, parts, folderProp }), ...propsIn(folder, props, { types, folderProp })];
}

/** Parts of the folder among the props of its construct. */
function partsAmong(
  props: { readonly [prop: string]: unknown },
  folder: { readonly [part: string]: unknown },
  { types, parts, folderProp }: { readonly types: Types; readonly parts: Types; readonly folderProp: string },
): PropsProblem[] {
  const has = { ...folder, path: folder.path ?? props.secretPath };
  return unknownIn(props, types).flatMap((prop) => {
    if (propOfOtherSpelling(prop, props, types) !== undefined) return [];
    const part = propOfOtherName(prop, has, Object.keys(parts));
    if (part === undefined || parts[part](props[prop], '').length > 0) return [];
    const isShort = part === 'path' && props[folderProp] === undefined;
    return [noProp(prop, isShort ? '"secretPath"' : `"${folderProp}.${part}"`)];
  });
}

/** Props of the construct among the parts of its folder. */
function propsIn(
  folder: { readonly [part: string]: unknown },
  props: { readonly [prop: string]: unknown },
  { types, folderProp }: { readonly types: Types; readonly folderProp: string },
): PropsProblem[] {
  return BESIDE.filter(
    (prop) =>
      Object.hasOwn(types, prop) &&
      folder[prop] !== undefined &&
      props[prop] === undefined &&
      types[prop](folder[prop], '').length === 0,
  ).map((prop) => noProp(`${folderProp}.${prop}`, `"${prop}", beside "${folderProp}"`));
}

function isObject(value: unknown): value is { readonly [prop: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
