import type { ComposeOptions } from '../access/compose-options';
import type { ConnectionOptions } from '../infisical-api/connection-options';
import type { NamespaceOptions } from '../manifests/namespace-option';
import type { RenderOptions } from '../render/options';

export interface ImportOptions extends ConnectionOptions, ComposeOptions, NamespaceOptions, RenderOptions {
  readonly project?: string;
  readonly environment?: readonly string[];
  readonly path?: readonly string[];
  readonly recursive?: boolean;
  readonly name?: string;
  readonly folder: string;
  readonly prune?: boolean;
  readonly check?: boolean;
  readonly json?: boolean;
}
