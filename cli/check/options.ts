import type { ComposeOptions } from '../access/compose-options';
import type { ConnectionOptions } from '../infisical-api/connection-options';
import type { NamespaceOptions } from '../manifests/namespace-option';
import type { RenderOptions } from '../render/options';

export interface CheckOptions extends ConnectionOptions, ComposeOptions, NamespaceOptions, RenderOptions {
  readonly format: Format;
  readonly json?: boolean;
  readonly output?: string;
  readonly failOn: readonly FailingStatus[];
  readonly unused?: boolean;
  readonly canary?: string;
  readonly offline?: boolean;
  readonly catalogue: string;
}

export const FORMATS = ['table', 'json', 'sarif', 'junit', 'github', 'gitlab'] as const;
export type Format = (typeof FORMATS)[number];

export const FAILING = ['missing', 'invalid', 'optional-missing', 'duplicate', 'unused'] as const;
export type FailingStatus = (typeof FAILING)[number];
