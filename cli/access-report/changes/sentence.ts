import { counted } from '../../../lib/text/counted';
import { keyName } from '../access-row';
import type { Folder } from '../folder';
import type { FolderNames } from '../folder-names';
import { isTold, pushedPieces } from '../pushes';
import type { Change, ChangedKey } from './change';

/** A piece of a sentence: plain words, a name, or what a reader must not miss. */
export type Piece = string | { readonly name: string } | { readonly alarm: string };

/** What a sentence calls things. */
export interface Names {
  readonly holder: string;
  /** The environments in which the same happens. */
  readonly scopes: readonly string[];
  readonly folders: FolderNames;
}

const name = (text: string): Piece => ({ name: text });

/** What a change means, for people: `project-api gains STRIPE_KEY in staging and prod (variable STRIPE_KEY, from /api)`. */
export function changeSentence(change: Change, names: Names): Piece[] {
  const { kind, keys, folders, whole } = change;
  const who = name(names.holder);
  const where: Piece[] = [' in ', ...scopePieces(names.scopes)];
  const from = folderPieces(change, folders, names);
  const [first] = keys;
  switch (kind) {
    case 'gains':
    case 'loses':
      return [who, whole ? stateText(kind) : '', ` ${kind} `, ...keysOf(keys, where), ...originPieces(change, names)];
    case 'takes-another-key':
      return [who, ': ', ...replacementPieces(change, where), ...replacedPieces(change, names)];
    case 'moves':
      return [who, ' now gets ', ...namesOf(keys), ...where, ' from another place: ', ...movePieces(change, names)];
    case 'gains-every-key':
      return [who, whole ? stateText('gains') : '', ...everyKey('now gets', from, where), ...inBrackets(first.targets)];
    case 'loses-every-key':
      return [who, whole ? stateText('loses') : '', ' no longer gets every key of ', ...from, ...where];
    case 'holds-every-key':
      return [who, ...everyKey('now holds', from, where), ', whatever the workloads use of it'];
    case 'holds-fewer-keys':
      return [who, ' no longer holds every key of ', ...from, ...where];
    case 'pushes':
      return [who, ' now pushes ', ...broughtPieces(change), ' to ', ...targetPieces(change, names), ...where];
    case 'pushes-no-longer':
      return [who, ' no longer pushes ', ...broughtPieces(change), ' to ', ...targetPieces(change, names), ...where];
    case 'arrives-also':
      return [who, ' gets ', ...namesOf(keys), ...where, ' also as ', ...listedPieces(first.targets)];
    case 'arrives-no-longer':
      return [who, ' gets ', ...namesOf(keys), ...where, ' no longer as ', ...listedPieces(first.targets)];
    case 'becomes-optional':
      return [who, ' now starts without ', ...namesOf(keys), ' too', ...where];
    case 'becomes-required':
      return [who, ' no longer starts without ', ...namesOf(keys), ...where];
  }
}

/** `dev, staging, prod`, and `staging and prod`. */
function scopePieces(scopes: readonly string[]): Piece[] {
  const comma = scopes.length === 2 ? ' and ' : ', ';
  return scopes.flatMap((one, i) => [...(i > 0 ? [comma] : []), name(one)]);
}

function stateText(kind: 'gains' | 'loses'): string {
  return kind === 'gains' ? ' (new)' : ' (removed)';
}

function keysOf(keys: readonly ChangedKey[], where: readonly Piece[]): Piece[] {
  if (keys.length === 1) return [...namesOf(keys), ...where];
  return [counted(keys.length, 'key'), ...where, ': ', ...namesOf(keys)];
}

function namesOf(keys: readonly ChangedKey[]): Piece[] {
  return listedPieces(keys.map(keyName));
}

function listedPieces(names: readonly string[]): Piece[] {
  return names.flatMap((one, i) => [...(i > 0 ? [', '] : []), name(one)]);
}

function inBrackets(names: readonly string[]): Piece[] {
  return [' (', ...listedPieces(names), ')'];
}

/** The variables are told where there is one key: else the report has them. */
function originPieces(change: Change, names: Names): Piece[] {
  const { kind, keys, folders, whole } = change;
  if (kind === 'loses' && whole) return [];
  const targets = keys.length === 1 ? [...listedPieces(keys[0].targets), ', '] : [];
  return [' (', ...targets, 'from ', ...folderPieces(change, folders, names), ')'];
}

const VARIABLE = /^variable /;

/** That something is a variable goes without saying. */
function replacementPieces({ keys: [key] }: Change, where: readonly Piece[]): Piece[] {
  const targets = key.targets.map((target) => target.replace(VARIABLE, ''));
  return [...listedPieces(targets), targets.length === 1 ? ' now takes ' : ' now take ', ...namesOf([key]), ...where];
}

/** What was there before is told where it is not what the variable is called, and from where if that is another place. */
function replacedPieces(change: Change, names: Names): Piece[] {
  const { keys, replaced = [], before = [], folders } = change;
  const from = folderPieces(change, folders, names);
  const old = folderPieces(change, before, names);
  const isMoved = JSON.stringify(before) !== JSON.stringify(folders);
  const isNamed = replaced.every((one) => keys[0].targets.join() === `variable ${keyName(one)}`);
  const instead: Piece[] =
    isNamed && !isMoved ? [] : ['instead of ', ...namesOf(replaced), ...(isMoved ? [' from ', ...old] : []), ', '];
  return [' (', ...instead, 'from ', ...from, ...(isMoved ? hostPieces(before, folders) : []), ')'];
}

function everyKey(verb: string, from: readonly Piece[], where: readonly Piece[]): Piece[] {
  return [' ', { alarm: `${verb} every key` }, ' of ', ...from, ...where];
}

/** The environment is told already, where it is the same. */
function folderPieces({ environment }: Change, folders: readonly Folder[], names: Names): Piece[] {
  return listedPieces(folders.map((folder) => names.folders.within(environment, folder)));
}

/** Of a push whose fields are not public, what cannot be told from them is said. */
function broughtPieces({ holder, secrets = [], templated, generated = [] }: Change): Piece[] {
  if (!isTold(holder) && secrets.length === 0) return ['Secrets that cannot be told from its fields'];
  return pushedPieces({ secrets, templated, generated });
}

function targetPieces(change: Change, names: Names): Piece[] {
  const { folders } = change;
  return folders.length === 0 ? ['folders that cannot be told from its fields'] : folderPieces(change, folders, names);
}

function movePieces(change: Change, names: Names): Piece[] {
  const { before = [], folders } = change;
  const [from, to] = [before, folders].map((side) => folderPieces(change, side, names));
  if (JSON.stringify(from) === JSON.stringify(to)) {
    return [...to, ' at ', name(hostOf(before)), ' -> ', name(hostOf(folders))];
  }
  return [...from, ' -> ', ...to, ...hostPieces(before, folders)];
}

/** A place of the same name in another Infisical is told as such. */
function hostPieces(before: readonly Folder[], folders: readonly Folder[]): Piece[] {
  const [old, now] = [hostOf(before), hostOf(folders)];
  return old === now ? [] : [' at ', name(now), ' instead of ', name(old)];
}

function hostOf([folder]: readonly Folder[]): string {
  return folder?.host ?? 'the host of the operator';
}
