import type { Configuration, NamedProject } from '../../lib/configuration/configuration';
import type { OriginsOf } from '../access-report/access-row';
import { readLocks } from '../import/lock-file';
import { hostFromHere, hostPolicy } from '../infisical-api/hosts';
import { failureText } from '../terminal/failure-text';
import { printable } from '../terminal/printable';
import type { TerminalText } from '../terminal/terminal-text';
import { originsIn } from './origins';

/** Where `import` writes it, unless told otherwise. */
const FOLDER = 'imports/infisical';

export interface ReadCatalogues {
  readonly originsOf: OriginsOf;
  /** The projects whose slug and id they tell. */
  readonly projects: readonly NamedProject[];
  /** Why they cannot be read: the report goes by the manifests then. */
  readonly problems: readonly TerminalText[];
}

/**
 * The committed key catalogues, if there are some.
 *
 * @throws if there is none in the folder that was named
 */
export function readCatalogues(folder: string | undefined, { hosts }: Configuration): ReadCatalogues {
  const policy = hostPolicy([], [], {}, { hosts: hosts.map(({ url, aliases }) => ({ url, aliases })) });
  const hostOf = (host: string | undefined) => {
    const named = host ?? policy.assumed;
    return named === undefined ? undefined : hostFromHere(named, policy);
  };
  try {
    const catalogues = [...readLocks(folder ?? FOLDER).values()];
    if (folder !== undefined && catalogues.length === 0)
      throw new Error(`${folder}: there is no key catalogue: run npx cdk8s-infisical import, or leave out --catalogue`);
    const projects = catalogues.flatMap(({ project: { slug, id } }) =>
      slug === undefined || id === undefined ? [] : [{ slug: printable(slug), id }],
    );
    return { originsOf: originsIn({ catalogues, hostOf }), projects, problems: [] };
  } catch (error) {
    if (folder !== undefined) throw error;
    return { originsOf: () => undefined, projects: [], problems: [failureText(error)] };
  }
}
