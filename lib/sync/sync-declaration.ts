import type { Duration } from 'cdk8s';
import type { InfisicalAuth, InfisicalHost, InfisicalSource } from '../infisical';
import type { CreationPolicy } from './creation-policy';
import type { ManagedTemplate } from './managed-template';
import type { Complete } from './own-props';

/** One sync with all defaults filled in: what each API generation renders in its own way. */
export interface SyncDeclaration {
  readonly namespace: string | undefined;
  readonly host: InfisicalHost;
  /** Absent only where plain JavaScript left it out: rule S11 tells. */
  readonly auth: InfisicalAuth | undefined;
  /** At least one; the first one that has a key wins. */
  readonly sources: readonly Complete<InfisicalSource>[];
  readonly resyncInterval?: Duration;
  readonly instantUpdates?: boolean;
  readonly targets: readonly TargetDeclaration[];
}

/** One object that the operator writes. */
export interface TargetDeclaration {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly creationPolicy: CreationPolicy;
  readonly type?: string;
  /** What the object holds; every secret at the sources where absent. */
  readonly template?: ManagedTemplate;
  /** Labels and annotations that replace those which the operator would copy from its resource. */
  readonly metadata?: {
    readonly labels: Record<string, string>;
    readonly annotations: Record<string, string>;
  };
}
