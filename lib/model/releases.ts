import { perApp } from './app-model';
import { type Release, releasesIn } from './releases-in';

export { OPERATOR_CHART, type Release } from './releases-in';

/** The Helm releases that the resources of an app make. */
export const releasesOf = perApp((app): Release[] => releasesIn(app.resources));
