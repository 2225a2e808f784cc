import { closest } from '../../../text/did-you-mean';

/** What the provider of Infisical reads; what its driver and kubelet add begins with `csi.`. */
const KNOWN = [
  ...['authMethod', 'identityId', 'projectId', 'envSlug', 'secrets', 'infisicalUrl', 'caCertificate', 'audience'],
  ...['useDefaultAudience', 'windowDuration'],
];

/** What people write in the place of a parameter: names of the other provider, and those of other resources. */
const MEANT: Readonly<Record<string, string>> = {
  projectSlug: 'projectId',
  project: 'projectId',
  workspaceId: 'projectId',
  environment: 'envSlug',
  environmentSlug: 'envSlug',
  env: 'envSlug',
  objects: 'secrets',
  hostAPI: 'infisicalUrl',
  hostUrl: 'infisicalUrl',
  siteUrl: 'infisicalUrl',
  secretsPath: 'secretPath of each secret',
  secretPath: 'secretPath of each secret',
};

/** What the other provider of that name knows, in whatever case. */
export const KNOWN_TO_OTHER: readonly string[] = [
  ...['projectSlug', 'envSlug', 'secretsPath', 'authSecretName', 'authSecretNamespace', 'objects'],
];

/** The parameter that somebody meant by one that the provider does not read; undefined where nobody can tell. */
export function meantParameter(name: string): string | undefined {
  if (KNOWN.includes(name)) return undefined;
  // What a newer release reads may be called in any other way.
  return (Object.hasOwn(MEANT, name) ? MEANT[name] : undefined) ?? closest(name, KNOWN);
}

/** The same of one that the other provider refuses. */
export function meantByOther(name: string): string | undefined {
  const isKnown = KNOWN_TO_OTHER.some((known) => known.toLowerCase() === name.toLowerCase());
  return isKnown ? undefined : closest(name, KNOWN_TO_OTHER);
}
