import type { Construct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import type { InfisicalAuth } from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import type { RenderedResource, SyncDeclaration } from '../model/declarations';
import { renderInfisicalSecret } from '../model/v1alpha1';
import { renderStaticSecret } from '../model/v1beta1';
import { referredLogin } from './referred-login';
import type { LoginNames, SharedLogin } from './shared-login';

/** How a sync becomes a resource, and what is wrong with the login that this one refers to. */
export interface SyncRenderer {
  readonly render: (sync: SyncDeclaration) => RenderedResource;
  readonly problems: () => readonly PropsProblem[];
  /** The objects of the login that was made for it, or that it shares. */
  readonly login?: SharedLogin;
}

/** The renderer of a generation; where v1beta1 needs a login of its own, that is made. */
export function rendererOf(
  construct: Construct,
  generation: ApiGeneration,
  auth: InfisicalAuth | undefined,
  { host, namespace }: SyncDeclaration,
  { connectionName, authName }: LoginNames,
): SyncRenderer {
  if (generation !== ApiGeneration.V1BETA1) return { render: renderInfisicalSecret, problems: () => [] };
  const login = referredLogin(construct, auth, { host, namespace, connectionName, authName });
  const reference = login?.reference ?? { name: authName ?? auth?.method ?? '' };
  return {
    render: (sync) => renderStaticSecret(sync, reference),
    problems: login?.problems ?? (() => []),
    login: login?.made,
  };
}
