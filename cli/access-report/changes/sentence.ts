import { counted } from '../../../lib/text/counted';
import { keyName, objectName } from '../access-row';
import { type Folder, folderName, projectFolderName } from '../folder';
import { isTold, pushedPieces } from '../pushes';
import type { Change, ChangedKey } from './change';

/** A piece of a sentence: plain words, a name, or what a reader must not miss. */
export type Piece = string | { readonly name: string } | { readonly alarm: string };

const name = (text: string): Piece => ({ name: text });

/** What a change means, for people: `project-api gains STRIPE_KEY in prod (variable STRIPE_KEY, from shop prod:/api)`. */
export function changeSentence(change: Change, scope: string, holderName: string): Piece[] {
  const { kind, keys, folders, whole } = change;
  const who = name(holderName);
  const where: Piece[] = [' in ', name(scope)];
  const [first] = keys;
  switch (kind) {
    case 'gains':
    case 'loses':
      return [who, whole ? stateText(kind) : '', ` ${kind} `, ...keysOf(keys, where), ...originPieces(change)];
    case 'moves':
      return [who, ' now gets ', ...namesOf(keys), ...where, ' from another place: ', ...movePieces(change)];
    case 'gains-every-key':
      return [
        who,
        whole ? stateText('gains') : '',
        ...everyKeyPieces('now gets', folders),
        ...where,
        ' (',
        ...listedPieces(first.targets),
        ')',
      ];
    case 'loses-every-key':
      return [
        who,
        whole ? stateText('loses') : '',
        ' no longer gets every key of ',
        ...folderPieces(folders),
        ...where,
      ];
    case 'holds-every-key':
      return [who, ...everyKeyPieces('now holds', folders), ...where, ', whatever the workloads use of it'];
    case 'holds-fewer-keys':
      return [who, ' no longer holds every key of ', ...folderPieces(folders), ...where];
    case 'pushes':
      return [who, ' now pushes ', ...broughtPieces(change), ' to ', ...targetPieces(folders), ...where];
    case 'pushes-no-longer':
      return [who, ' no longer pushes ', ...broughtPieces(change), ' to ', ...targetPieces(folders), ...where];
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

/** The variables are told where there is one key: else the report has them. */
function originPieces({ kind, keys, folders, whole }: Change): Piece[] {
  if (kind === 'loses' && whole) return [];
  const targets = keys.length === 1 ? [...listedPieces(keys[0].targets), ', '] : [];
  return [' (', ...targets, 'from ', ...folderPieces(folders), ')'];
}

function everyKeyPieces(verb: string, folders: readonly Folder[]): Piece[] {
  return [' ', { alarm: `${verb} every key` }, ' of ', ...folderPieces(folders)];
}

function folderPieces(folders: readonly Folder[]): Piece[] {
  return listedPieces(folders.map(projectFolderName));
}

/** Of a push whose fields are not public, what cannot be told from them is said. */
function broughtPieces({ holder, secrets = [], templated, generated = [] }: Change): Piece[] {
  if (!isTold(holder) && secrets.length === 0) return ['Secrets that cannot be told from its fields'];
  return pushedPieces({ secrets, templated, generated });
}

function targetPieces(folders: readonly Folder[]): Piece[] {
  return folders.length === 0 ? ['folders that cannot be told from its fields'] : folderPieces(folders);
}

function movePieces({ before = [], folders }: Change): Piece[] {
  const [from, to] = [before, folders];
  if (from.map(projectFolderName).join() === to.map(projectFolderName).join()) {
    return [...folderPieces(to), ' at ', name(hostOf(from)), ' -> ', name(hostOf(to))];
  }
  const isSameProject = [...from, ...to].every(({ project }) => project === to[0]?.project);
  const target = isSameProject ? listedPieces(to.map(folderName)) : folderPieces(to);
  return [...folderPieces(from), ' -> ', ...target];
}

function hostOf([folder]: readonly Folder[]): string {
  return folder?.host ?? 'the host of the operator';
}

/** The shortest name that nothing else has among the changes of the environment, which each sentence names. */
export function holderNames(changes: readonly Change[]): (change: Change) => string {
  const known = new Map<string, Set<string>>();
  const called = ({ environment, cluster, holder }: Change) => JSON.stringify([environment, cluster, holder.name]);
  for (const change of changes) {
    const name = called(change);
    known.set(name, (known.get(name) ?? new Set()).add(objectName(change.holder)));
  }
  return (change) => {
    const { holder } = change;
    const isObject = holder.kind === 'Secret' || holder.kind === 'ConfigMap';
    return isObject || (known.get(called(change))?.size ?? 0) > 1 ? objectName(holder) : holder.name;
  };
}
