import type { Construct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import type { InfisicalAuth } from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import type { RenderedResource, SyncDeclaration } from '../model/declarations';
import { withNamespace } from '../model/object-reference';
import { renderInfisicalSecret } from '../model/v1alpha1';
import { renderStaticSecret } from '../model/v1beta1';
import { foreignLoginProblems } from './project-logins';
import { type LoginNames, sharedLogin } from './shared-login';

/** How a sync becomes a resource, and what is wrong with the login that this one refers to. */
export interface SyncRenderer {
  readonly render: (sync: SyncDeclaration) => RenderedResource;
  readonly problems: () => readonly PropsProblem[];
}

/** The renderer of a generation; where v1beta1 needs a login of its own, that is made. */
export function rendererOf(
  construct: Construct,
  generation: ApiGeneration,
  auth: InfisicalAuth | undefined,
  { host, namespace, auth: declared }: SyncDeclaration,
  { connectionName, authName }: LoginNames,
): SyncRenderer {
  if (generation !== ApiGeneration.V1BETA1) return { render: renderInfisicalSecret, problems: () => [] };
  const existing = auth?._configuration.options.infisicalAuth;
  if (existing !== undefined) {
    return {
      render: (sync) => renderStaticSecret(sync, existing),
      problems: foreignLoginProblems(construct, withNamespace(existing, namespace)),
    };
  }
  if (declared?.method.v1beta1 === undefined) {
    return { render: (sync) => renderStaticSecret(sync, { name: authName ?? auth?.method ?? '' }), problems: () => [] };
  }
  const login = { host, auth: declared, namespace, connectionName, authName };
  const { infisicalAuth, conflicts } = sharedLogin(construct, login);
  return { render: (sync) => renderStaticSecret(sync, { name: infisicalAuth.name }), problems: () => conflicts };
}
