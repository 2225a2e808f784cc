import { factoryOf, optionsOf } from '../../../lib/model/auth/auth-method';
import { baseUrl, CLOUD_EU, CLOUD_US } from '../../../lib/model/host';
import type { OperatorResource, ReferenceField } from '../../../lib/model/operator-resource';
import { type Code, Shared } from '../../typescript/code';
import { call, library, literal, props } from './expressions';

/** A reference without the namespace that it has anyway. */
export function referenceCode({ name, namespace }: ReferenceField, own: string | undefined) {
  return props({ name: literal(name.raw), namespace: namespace.raw === own ? undefined : literal(namespace.raw) });
}

/**
 * The one login of a resource; undefined where it has none, more than one, or one that is not whole. An InfisicalAuth
 * does not say which identity it logs in as.
 */
export function loginCode({ logins, resource }: OperatorResource, identityId?: string): Code {
  const [login, ...others] = logins;
  if (login === undefined || others.length > 0) return undefined;
  const options = optionsOf(login, resource.manifest.metadata.namespace, identityId);
  return (
    options &&
    new Shared('auth', call(library(`InfisicalAuth.${factoryOf(login.method)}`), options as typeof options & Code))
  );
}

/** A login by an InfisicalAuth that the construct does not make. */
export function existingLogin({ logsInWith, resource }: OperatorResource): Code {
  const reference = referenceCode(logsInWith, resource.manifest.metadata.namespace);
  return new Shared('auth', call(library('InfisicalAuth.existing'), reference));
}

/** Where Infisical runs; undefined for the cloud of the United States, which nobody needs to name. */
export function hostCode({ host, certificate, resource }: OperatorResource): Code {
  const base = baseUrl(host.value ?? '');
  const { key } = certificate;
  const ca = key.isGiven && {
    ...referenceCode(certificate, resource.manifest.metadata.namespace),
    key: literal(key.raw),
  };
  if (base === '' || (base === CLOUD_US && !ca)) return undefined;
  if (base === CLOUD_EU && !ca) return call(library('InfisicalHost.cloudEu'));
  return new Shared('host', call(library('InfisicalHost.selfHosted'), base, ...(ca ? [{ ca }] : [])));
}
