import { fields, text } from '../json/json';
import type { AppModel } from './app-model';
import type { Resource } from './resource';

export { apiIndex, isBaseUrl, urlProblem } from './host';

/** A place where Infisical is said to run. */
export interface Host {
  readonly resource: Resource;
  readonly url: string;
  /** The same where it is, or must be, a base URL without `/api`. */
  readonly base?: string;
}

/** The hosts of the operator's resources. An empty one counts only if the user wrote it: it means the default. */
export function hostsOf({ infisical }: AppModel): Host[] {
  return infisical.flatMap((resource) => {
    const spec = fields(resource.manifest.spec);
    const base = resource.declaredHost ?? (text(spec.address) || undefined);
    const url = base ?? (text(spec.hostAPI) || undefined);
    return url === undefined ? [] : [{ resource, url, base }];
  });
}
