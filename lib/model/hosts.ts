import { fields, text } from '../json/json';
import { unsetPartOf } from '../text/unset-text';
import type { AppModel } from './app-model';
import type { Resource } from './resource';

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

/** Why the operator could not use the URL, if it could not. */
export function urlProblem(url: string): string | undefined {
  if (/\s/.test(url)) return 'contains blanks';
  if (!URL.canParse(url)) return 'is not a URL';
  const { protocol, username, password, search, hash } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'is not an http(s) URL';
  if (username || password) return 'carries credentials, which must never stand in a manifest';
  if (search || hash) return 'has a query or a fragment';
  return undefined;
}

/** Where the suffix begins that a base URL must not have; -1 without one. */
export function apiIndex(url: string): number {
  return url.search(/\/api(\/|$)/);
}

/** Whether it is a base URL as it should be; what is wrong with any other, rules tell wherever it is used. */
export function isBaseUrl(url: string): boolean {
  return urlProblem(url) === undefined && apiIndex(url) < 0 && unsetPartOf(url) === undefined;
}
