import type { InfisicalFolder } from './folder';

/**
 * What to read from Infisical: a folder (project, environment, secret path), and which secrets of it.
 */
export interface InfisicalSource extends InfisicalFolder {
  /**
   * Also read the folders below the path. Folder names are dropped: equal keys in different folders overwrite each
   * other (rule S7).
   *
   * @default false
   */
  readonly recursive?: boolean;

  /**
   * Read this one secret only. Must not be combined with `recursive` (rule S3). Not available in v1beta1 (rule A15).
   *
   * @default - every secret at the path
   */
  readonly secretName?: string;

  /**
   * Read only secrets that have one of these tags. Only v1beta1 has it (rule A15).
   *
   * @default - secrets with any tags and with none
   */
  readonly tags?: string[];

  /**
   * The secret keys that exist there. Given these, a workload that uses another key is an error at synth.
   *
   * @default - not known
   */
  readonly keys?: string[];
}
