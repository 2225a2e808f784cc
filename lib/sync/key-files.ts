import type { SecretKey } from '../infisical';

/**
 * Keys as files in a folder of the container. Running pods see changes of the files without a restart.
 */
export interface KeyFiles {
  /**
   * Folder in the container, for example `/etc/tls`. It shows these files and nothing else.
   */
  readonly path: string;

  /**
   * The secret keys: a list of keys, each of which becomes the file of the same name, or a map from file to key
   * (`{ 'server.crt': 'TLS_CERTIFICATE' }`). The order of neither shows in the output.
   */
  readonly secretKeys: (string | SecretKey)[] | { [file: string]: string | SecretKey };

  /**
   * Permissions of the files, for example `0o440` in a pod with `fsGroup`. The files belong to root: without `fsGroup`, a
   * container that does not run as root reads only what others may read (rule C19).
   *
   * @default - those of Kubernetes, `0o644`
   */
  readonly mode?: number;

  /**
   * Name of the volume, for where a running workload is taken over.
   *
   * @default - made of the name of the Secret and of `path`
   */
  readonly volumeName?: string;

  /**
   * Whether `readOnly` is written: the files are never writable.
   *
   * @default true; in a workload with `takeOver` not written
   */
  readonly readOnly?: boolean;
}
