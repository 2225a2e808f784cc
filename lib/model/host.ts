import { remembered } from '../text/remembered';
import { unsetPartOf } from '../text/unset-text';
import { doesOperator } from './operator-features';

/** Infisical Cloud in the United States: where the operator asks if nobody says otherwise. */
export const CLOUD_US = 'https://app.infisical.com';

/** Infisical Cloud in the European Union. */
export const CLOUD_EU = 'https://eu.infisical.com';

/** Every name of Infisical Cloud: whom a command asks where nobody named a host. */
export const CLOUD: readonly string[] = [CLOUD_US, 'https://us.infisical.com', CLOUD_EU];

/** Why the operator could not use the URL, if it could not. */
export const urlProblem = remembered((url): string | undefined => {
  if (/\s/.test(url)) return 'contains blanks';
  if (!URL.canParse(url)) return 'is not a URL';
  const { protocol, username, password, search, hash } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'is not an http(s) URL';
  if (username || password) return 'carries credentials, which must never stand in a manifest';
  if (search || hash) return 'has a query or a fragment';
  return undefined;
});

/** Where the suffix begins that a base URL must not have; -1 without one. */
export function apiIndex(url: string): number {
  return url.search(/\/api(\/|$)/);
}

/** Whether a text is a base URL as it should be; what is wrong with any other, rules tell wherever it is used. */
export function isBaseUrl(url: string): boolean {
  return urlProblem(url) === undefined && apiIndex(url) < 0 && unsetPartOf(url) === undefined;
}

/** The URL without the `/api` that it may end with. */
export function baseUrl(url: string): string {
  return withoutSlashes(withoutSlashes(url.trim()).replace(/\/api$/, ''));
}

/** The URL as the `hostAPI` of v1alpha1 wants it. */
export function hostApi(url: string): string {
  const at = apiIndex(url);
  return `${at < 0 ? url : url.slice(0, at)}/api`;
}

/** Whether the operator takes the `hostAPI` of a resource as it stands, and appends no further `/api`. */
export function endsAtApi(url: string, settings: { readonly operatorVersion?: string }): boolean {
  return (doesOperator(settings, 'slashBehindApi') ? /\/api\/*$/ : /\/api$/).test(url);
}

/** One text for one Infisical, in whatever spelling. */
export const canonicalHost = remembered((url) => {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return `${origin}${baseUrl(pathname)}`;
});

export function withoutSlashes(url: string): string {
  return url.replace(/\/+$/, '');
}

/** Infisical Cloud of the United States has two names. */
export const NAMES_OF_CLOUD_US: readonly string[] = [CLOUD_US, 'https://us.infisical.com'];
