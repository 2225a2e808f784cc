import type { NamedProject } from '../../../lib/configuration/configuration';
import { withoutCredentials, withoutCredentialsIn } from '../../../lib/text/credential-text';
import type { ReadCompose } from '../../access/compose-uses';
import { composeUses } from '../../access/compose-uses';
import type { KeyUse } from '../../access/key-use';
import type { FolderWithLogins } from '../../access/shared-logins';
import { type Source, sourcesOf } from '../../access/source';

/** A folder of Infisical that something reads, or writes to. */
export interface Place {
  /** Absent where the manifests leave it to the operator. */
  readonly host?: string;
  readonly projectSlug?: string;
  readonly projectId?: string;
  readonly environment: string;
  readonly path: string;
  readonly tags: readonly string[];
  /** A dynamic secret that is leased there. */
  readonly dynamicSecret?: string;
}

interface Read {
  readonly folders: readonly FolderWithLogins[];
  readonly uses: readonly KeyUse[];
  readonly compose: ReadCompose;
  readonly projects: readonly NamedProject[];
}

/** All folders that manifests name, and those of the laptop. */
export function placesOf({ folders, uses, compose, projects }: Read): Place[] {
  const ofOperator = folders.flatMap(({ app }) =>
    app.operator.flatMap((owner) => {
      const isLease = owner.kind === 'InfisicalDynamicSecret';
      return sourcesOf(owner, app, projects).map((source) => ({
        ...placeOf(source),
        ...(isLease && { dynamicSecret: withoutCredentialsIn(source.secretName ?? '') }),
      }));
    }),
  );
  const others = [...uses.filter(({ via }) => via === 'delivery'), ...composeUses(compose, uses, projects)];
  return [...ofOperator, ...others.flatMap(({ sources }) => sources.map(placeOf))];
}

/** As roles name it, so that a folder is one. */
export function placeOf({ host, hostAssumed, projectSlug, projectId, environment, path, tags = [] }: Source): Place {
  return {
    ...(hostAssumed ? {} : { host: withoutCredentials(host) }),
    ...(projectSlug === undefined
      ? { projectId: withoutCredentialsIn(projectId ?? '') }
      : { projectSlug: withoutCredentialsIn(projectSlug) }),
    environment: withoutCredentialsIn(environment),
    path: withoutCredentialsIn(path),
    tags: tags.map(withoutCredentialsIn),
  };
}
