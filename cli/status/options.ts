import type { KubectlOptions } from '../kubectl/options';
import type { NamespaceOptions } from '../manifests/namespace-option';

export interface StatusOptions extends KubectlOptions, NamespaceOptions {
  readonly json?: boolean;
  /** The folder that should run there; false where nothing is compared. */
  readonly dist?: string | false;
  /** In milliseconds since 1970. */
  readonly now?: number;
}
