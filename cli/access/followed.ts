import type { Configuration } from '../../lib/configuration/configuration';
import type { ReadManifests } from '../manifests/read-manifests';
import { withRealPlaces } from '../manifests/real-file';
import { type Access, accessIn, withUnfollowed } from './key-uses';
import { toldIn } from './unknown-host';
import { withUnreadResources } from './unread-resources';

/** Manifests, and how far their keys can be followed. */
export interface Followed {
  /** With what nobody can follow to a folder of Infisical among what is unread. */
  readonly read: ReadManifests;
  readonly access: Access;
}

/** @param configuration what it tells of projects and hosts */
export function followedRead(read: ReadManifests, configuration: Configuration): Followed {
  const access = accessIn(read.manifests, configuration.projects, toldIn(configuration));
  const unfollowed = [...access.unfollowed, ...access.filledInLater];
  const whole = withUnfollowed(withUnreadResources(read), { unfollowed });
  return { read: { ...whole, problems: withRealPlaces(whole.problems, read.manifests) }, access };
}
