import { type Fields, ownField } from '../../lib/json/json';
import { ROOT } from '../../lib/model/folder';
import type { OperatorResource } from '../../lib/model/operator-resource';
import type { Source } from '../access/source';
import { folderName, folderOf } from '../access-report/folder';
import type { Need } from './role';

type What = Pick<Need, 'subject' | 'action' | 'notes'>;

const PUSHING: Pick<Need, 'subject' | 'action'> = {
  subject: 'secrets',
  action: ['create', 'delete', 'describeSecret', 'edit', 'readValue'],
};

/** What an InfisicalPushSecret needs where it pushes to, whatever its policies say. */
export function pushNeed(name: string, source: Source): What {
  const where = folderName(folderOf(source));
  const note = `${name} pushes to ${where}: what it pushes is not known by name, and keys that leave its source are deleted.`;
  return { ...PUSHING, notes: [note] };
}

/** What upstream says of an InfisicalStaticSecretPush, for what can be read of its targets. */
export function staticPushNeeds({ spec }: OperatorResource, name: string, source: Source): What[] {
  const where = folderName(folderOf(source));
  const pushing = {
    ...PUSHING,
    notes: [
      `${name} pushes to ${where}: what it pushes is not known by name. The fields of its kind are not public: see that each of its targets is in this role.`,
    ],
  };
  if (source.path === ROOT || !isSaidIn(spec.raw, 'createMissingFolders')) return [pushing];
  const note = `${name} creates the folders that are missing on the way to ${where}: a folder is created in the one above it.`;
  return [pushing, { subject: 'secret-folders', action: ['create'], notes: [note] }];
}

export const WITHOUT_TARGET =
  'has a target that nobody here can read, as the fields of its kind are not public: it needs to read, create, edit and delete secrets there';

/** Whether project and environment of each target are known, and there is one. */
export function isReadWhole({ folders }: OperatorResource, sources: readonly Source[]): boolean {
  return folders.length > 0 && sources.filter(hasProject).length === folders.length;
}

export function hasProject({ projectId, projectSlug }: Source): boolean {
  return Boolean(projectId || projectSlug);
}

/** As deep as the operator's schemas go, and some more. */
const DEPTH = 12;

/** Whether a switch is on, wherever it stands; a YAML alias can make a spec contain itself, or much of little. */
function isSaidIn(raw: unknown, name: string, seen = new Set<unknown>(), depth = 0): boolean {
  if (typeof raw !== 'object' || raw === null || depth > DEPTH || seen.has(raw)) return false;
  seen.add(raw);
  const isOn = ownField(raw as Fields, name) === true;
  return isOn || Object.values(raw).some((one) => isSaidIn(one, name, seen, depth + 1));
}
