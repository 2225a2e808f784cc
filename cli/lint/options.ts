import type { RuleId } from '../../lib/validation/rule-ids';
import type { NamespaceOptions } from '../manifests/namespace-option';
import type { RenderOptions } from '../render/options';

export interface LintOptions extends NamespaceOptions, RenderOptions {
  readonly format: Format;
  readonly json?: boolean;
  readonly output?: string;
  readonly failOn: FailOn;
  /** Only these; all where absent. */
  readonly rule?: readonly RuleId[];
  readonly environment?: string;
  /** The git ref that has what is in the cluster. */
  readonly previous?: string;
  readonly showSuppressed?: boolean;
  /** Whether what can be put right without asking is written. */
  readonly fix?: boolean;
  /** Whether it is only shown. */
  readonly diff?: boolean;
}

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab'] as const;
type Format = (typeof FORMATS)[number];

export const FAIL_ON = ['error', 'warning', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];
