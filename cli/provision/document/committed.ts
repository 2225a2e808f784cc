import type { CiSettings } from '../../../lib/configuration/configuration';
import { type Fields, fields, list, text } from '../../../lib/json/json';

/** What a file of ours has, by address: what the next one lacks would be destroyed, unless a block says otherwise. */
export interface Committed {
  readonly resources: readonly string[];
  readonly data: readonly string[];
  /** What Terraform is told to forget, and to leave in Infisical. */
  readonly removed: readonly string[];
  /** The CI in which `check` logs in. */
  readonly ci?: Pick<CiSettings, 'provider' | 'repository'>;
}

export const NOTHING_COMMITTED: Committed = { resources: [], data: [], removed: [] };

/**
 * @throws if it cannot be read, as after a merge with conflicts: nobody would know what vanishes
 */
export function committedIn(json: string, place: string): Committed {
  const { resource, data, removed } = fields(contentOf(json, place));
  return {
    resources: addressesIn(resource),
    data: addressesIn(data),
    removed: list(removed).flatMap(({ from }) => addressOf(text(from) ?? '')),
    ci: ciIn(fields(fields(fields(resource).infisical_identity_oidc_auth).check)),
  };
}

function contentOf(json: string, place: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    throw new Error(
      `${place} is no JSON, so that nobody knows what Terraform would destroy: resolve its conflicts, or take it from git`,
    );
  }
}

function addressesIn(types: unknown): string[] {
  return Object.entries(fields(types)).flatMap(([type, labels]) =>
    Object.keys(fields(labels)).flatMap((label) => addressOf(`${type}.${label}`)),
  );
}

/** Nothing else that people may have written into the file. */
function addressOf(address: string): string[] {
  return /^infisical_\w+\.[A-Za-z_][\w-]*$/.test(address) ? [address] : [];
}

function ciIn({ bound_claims }: Fields): Committed['ci'] {
  const claims = fields(bound_claims);
  const [repository, path] = [text(claims.repository), text(claims.project_path)];
  if (repository !== undefined) return { provider: 'github', repository };
  return path === undefined ? undefined : { provider: 'gitlab', repository: path };
}
