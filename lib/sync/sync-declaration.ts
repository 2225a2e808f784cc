import type { Duration } from 'cdk8s';
import type { InfisicalAuth, InfisicalHost, InfisicalSource } from '../infisical';
import type { CreationPolicy } from './creation-policy';

/** One sync with all defaults filled in: what each API generation renders in its own way. */
export interface SyncDeclaration {
  readonly namespace: string | undefined;
  readonly host: InfisicalHost;
  /** Absent only where plain JavaScript left it out: rule A1 tells. */
  readonly auth: InfisicalAuth | undefined;
  readonly source: InfisicalSource;
  readonly resyncInterval?: Duration;
  readonly instantUpdates?: boolean;
  readonly target: ManagedSecretDeclaration;
}

export interface ManagedSecretDeclaration {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly creationPolicy: CreationPolicy;
  readonly type?: string;
  /** Labels and annotations that replace those which the operator would copy from its resource. */
  readonly metadata?: {
    readonly labels: Record<string, string>;
    readonly annotations: Record<string, string>;
  };
}
