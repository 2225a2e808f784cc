import type { Construct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { type InfisicalAuth, InfisicalAuthMethod, type ObjectReference } from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import { qualified } from './authentication';
import { infisicalSecret } from './infisical-secret';
import { foreignLoginProblems } from './project-logins';
import { type LoginNames, sharedLogin } from './shared-login';
import { staticSecret } from './static-secret';
import type { SyncDeclaration } from './sync-declaration';

/** How a sync becomes a resource, and what is wrong with the login that this one refers to. */
export interface SyncRenderer {
  readonly render: (sync: SyncDeclaration) => object;
  readonly problems: () => readonly PropsProblem[];
}

const LEGACY = new Set([InfisicalAuthMethod.SERVICE_TOKEN, InfisicalAuthMethod.SERVICE_ACCOUNT]);

/** The renderer of a generation; where v1beta1 needs a login of its own, that is made. */
export function rendererOf(
  construct: Construct,
  generation: ApiGeneration,
  { host, auth, namespace }: SyncDeclaration,
  { connectionName, authName }: LoginNames,
): SyncRenderer {
  if (generation !== ApiGeneration.V1BETA1) return { render: infisicalSecret, problems: () => [] };
  const existing = existingAuth(auth);
  if (existing !== undefined) {
    const login = qualified(existing, namespace);
    return { render: (sync) => staticSecret(sync, login), problems: foreignLoginProblems(construct, login) };
  }
  const named = (name: string) => qualified({ name }, namespace);
  if (auth === undefined || LEGACY.has(auth.method)) {
    return { render: (sync) => staticSecret(sync, named(authName ?? auth?.method ?? '')), problems: () => [] };
  }
  const { infisicalAuth, conflicts } = sharedLogin(construct, { host, auth, namespace, connectionName, authName });
  return { render: (sync) => staticSecret(sync, named(infisicalAuth.name)), problems: () => conflicts };
}

function existingAuth(auth: InfisicalAuth | undefined): ObjectReference | undefined {
  const config = auth?._configuration;
  return config?.method === InfisicalAuthMethod.EXISTING ? config.infisicalAuth : undefined;
}
