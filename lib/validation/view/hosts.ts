import { fields, text } from '../manifest';
import type { Subject } from '../subject';
import { unsetPartOf } from '../unset-text';
import type { AppView } from './app-view';

/** A place where Infisical is said to run. */
export interface Host {
  readonly subject: Subject;
  readonly url: string;
  /** The same where it is, or must be, a base URL without `/api`. */
  readonly base?: string;
}

/** The hosts of the operator's resources. An empty one counts only if the user wrote it: it means the default. */
export function hostsOf({ infisical }: AppView): Host[] {
  return infisical.flatMap((subject) => {
    const spec = fields(subject.manifest.spec);
    const base = subject.declaredHost ?? (text(spec.address) || undefined);
    const url = base ?? (text(spec.hostAPI) || undefined);
    return url === undefined ? [] : [{ subject, url, base }];
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
