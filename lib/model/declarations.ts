import type { AuthDeclaration } from './auth/auth-method';
import type { ManagedKind, OperatorKind } from './kinds';
import type { ObjectReference, SecretKeyReference } from './object-reference';
import type { SourceDeclaration } from './source-form';

export interface HostDeclaration {
  /** The base URL, without `/api`. */
  readonly url: string;
  /** Where the certificate of a private certificate authority is kept. */
  readonly ca?: SecretKeyReference;
  /** Whether the operator has the connection to it: then an InfisicalAuth names none. */
  readonly isOfOperator?: boolean;
}

/** What all resources have that ask Infisical. */
export interface LoginDeclaration {
  /** That of the resource, and of all that names none. */
  readonly namespace: string | undefined;
  readonly host: HostDeclaration;
  /** Absent where the program has none that the model knows. */
  readonly auth: AuthDeclaration | undefined;
}

/** One sync with all defaults filled in: what each API generation renders in its own way. */
export interface SyncDeclaration extends LoginDeclaration {
  /** At least one; the first one that has a key wins. */
  readonly sources: readonly SourceDeclaration[];
  /** Seconds. */
  readonly resyncInterval?: number;
  readonly instantUpdates?: boolean;
  readonly targets: readonly TargetDeclaration[];
}

export interface TargetDeclaration {
  readonly kind: ManagedKind;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly creationPolicy: string;
  readonly type?: string;
  /** What the object holds; every secret at the sources where absent. */
  readonly template?: TemplateDeclaration;
  /** Labels and annotations that replace those which the operator would copy from its resource. */
  readonly metadata?: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
}

/** What an object holds, in the language of the operator's templates. */
export interface TemplateDeclaration {
  /** Also every secret at the sources, where no value has its key. */
  readonly includeAll: boolean;
  /** Values by their keys; v1beta1 needs one text for a template that includes all, which has them in it. */
  readonly data: Readonly<Record<string, string>> | string;
}

export interface PushDeclaration extends LoginDeclaration {
  readonly destination: SourceDeclaration;
  readonly secret?: ObjectReference;
  readonly template?: TemplateDeclaration;
  readonly generators?: readonly PushedGenerator[];
  readonly updatePolicy: string;
  readonly deletionPolicy: string;
  /** Seconds. */
  readonly resyncInterval?: number;
}

/** A generator that makes up the value of a key. */
interface PushedGenerator {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
}

export interface LeaseDeclaration extends LoginDeclaration {
  readonly dynamicSecret: SourceDeclaration;
  /** Seconds. */
  readonly leaseTtl?: number;
  readonly leaseRevocationPolicy: string;
  readonly target: TargetDeclaration;
}

/** What makes up values: passwords, which the options describe, or UUIDs. */
export interface GeneratorDeclaration {
  readonly kind: 'Password' | 'UUID';
  readonly options: object;
}

/** An object of the operator without its metadata. */
export interface RenderedResource {
  readonly apiVersion: string;
  readonly kind: OperatorKind;
  readonly spec: object;
}
