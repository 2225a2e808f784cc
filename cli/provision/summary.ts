import { counted } from '../../lib/text/counted';
import type { Installation } from './declared/installation';

/** What an Infisical gets, for people. */
export function summaryOf({ projects, logins, checkRoles }: Installation): string {
  const environments = projects.flatMap((project) => project.environments);
  const folders = environments.flatMap((environment) => environment.folders);
  const identities = logins.length + (checkRoles.length > 0 ? 1 : 0);
  return [
    counted(projects.length, 'project'),
    counted(environments.length, 'environment'),
    counted(folders.length, 'folder'),
    `${identities} machine ${identities === 1 ? 'identity' : 'identities'}`,
  ].join(', ');
}
