import type { ComposeOptions } from '../access/compose-options';
import type { NamespaceOptions } from '../manifests/namespace-option';
import type { RenderOptions } from '../render/options';

export interface ReportOptions extends ComposeOptions, NamespaceOptions, RenderOptions {
  readonly format?: Format;
  readonly json?: boolean;
  readonly output?: string;
  readonly key?: string;
  readonly environment?: readonly string[];
  readonly catalogue?: string;
  readonly diff?: string;
  readonly exitCode?: boolean;
  readonly rotate?: string;
  readonly role?: RoleFormat;
  readonly for?: 'operator' | 'check';
  readonly also?: readonly string[];
}

export const FORMATS = ['text', 'markdown', 'json', 'html'] as const;
export type Format = (typeof FORMATS)[number];

export const ROLE_FORMATS = ['json', 'terraform'] as const;
type RoleFormat = (typeof ROLE_FORMATS)[number];
