import { InfisicalAuth, InfisicalHost, type InfisicalProject } from '../../lib';
import { objectsOf, ofKind } from './shop';

export const EU = InfisicalHost.cloudEu();
export const OTHER_LOGIN = InfisicalAuth.universal({ credentials: { name: 'other-login', namespace: 'infisical' } });

/** The scope, the host and the credentials of the one InfisicalSecret of a project. */
export function readBy(project: InfisicalProject) {
  const [{ spec }] = ofKind(objectsOf(project), 'InfisicalSecret');
  const { secretsScope, credentialsRef } = spec.authentication.universalAuth;
  return { ...secretsScope, host: spec.hostAPI, login: credentialsRef?.secretName };
}
