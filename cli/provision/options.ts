import type { ComposeOptions } from '../access/compose-options';
import type { NamespaceOptions } from '../manifests/namespace-option';
import type { RenderOptions } from '../render/options';

export interface ProvisionOptions extends ComposeOptions, NamespaceOptions, RenderOptions {
  readonly folder?: string;
  readonly existing?: boolean;
  readonly github?: string;
  readonly gitlab?: string;
  readonly branch?: string;
  readonly also?: readonly string[];
  readonly check?: boolean;
}
