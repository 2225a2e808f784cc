import type { AccessRow, Named } from '../access-row';
import type { Folder } from '../folder';
import type { Pushed } from '../pushes';

/** What a pull request changes in who gets which key; of a push with what it brings into Infisical. */
export interface Change extends Partial<Pushed> {
  readonly kind: ChangeKind;
  readonly environment: string;
  readonly cluster: string;
  readonly holder: Named;
  /** Whether the holder is there on one side only: a workload that is new or gone. */
  readonly whole: boolean;
  readonly keys: readonly ChangedKey[];
  /** For a variable that takes another key: what it took before. */
  readonly replaced?: readonly ChangedKey[];
  /** For a move, and for a variable that takes another key: where the key came from before. */
  readonly before?: readonly Folder[];
  readonly folders: readonly Folder[];
  /** Whether somebody can read more than before. */
  readonly grows: boolean;
  /** Whether all that both states read is in one project, so that nobody has to name it. */
  readonly inOneProject: boolean;
}

export interface ChangedKey extends Pick<AccessRow, 'key' | 'lease' | 'wording'> {
  /** Where it arrives, for people: `variable DB_URL of api`. */
  readonly targets: readonly string[];
}

export const CHANGE_KINDS = [
  'gains-every-key',
  'holds-every-key',
  'pushes',
  'gains',
  'takes-another-key',
  'moves',
  'arrives-also',
  'arrives-no-longer',
  'becomes-optional',
  'becomes-required',
  'loses',
  'loses-every-key',
  'holds-fewer-keys',
  'pushes-no-longer',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
