import { relative, resolve, sep } from 'node:path';
import { grouped } from '../../../lib/collections/grouped';
import type { NamedProject } from '../../../lib/configuration/configuration';
import { isBelow } from '../../../lib/model/folder';
import { composeAt } from '../../access/compose-files';
import type { ComposeOptions } from '../../access/compose-options';
import { composeUses } from '../../access/compose-uses';
import type { KeyUse } from '../../access/key-use';
import { keyUsesIn } from '../../access/key-uses';
import type { ToldHosts } from '../../access/unknown-host';
import { commitOfHash, fileAt, manifestsAt } from '../../git/manifests-at';
import { projectOf } from '../../infisical-api/folder';
import { userOf } from '../users';
import type { LastUse } from './unused-view';

/** A key in a folder of Infisical. */
export interface KeyAt {
  readonly project: string;
  readonly environment: string;
  readonly path: string;
  readonly key: string;
}

export interface PastSettings {
  readonly top: string;
  readonly projects: readonly NamedProject[];
  readonly told: ToldHosts;
  readonly compose: ComposeOptions;
}

/** With the file from the top of the repository. */
export type PastUser = LastUse['users'][number] & { readonly file: string };

type UsesByKey = ReadonlyMap<string, readonly KeyUse[]>;

const NOTHING: UsesByKey = new Map();

/** States of the manifests, each read once. */
export class PastUses {
  private readonly known = new Map<string, UsesByKey>();

  /** @param most how many states are read: each takes time */
  public constructor(
    private readonly settings: PastSettings,
    private readonly most: number,
  ) {}

  /** Whether a state was not read, because there were too many. */
  public isLimited = false;

  /** Who used a key, and in which file, by the manifests at some paths of a commit. */
  public of(wanted: KeyAt, hash: string, paths: readonly string[]): PastUser[] {
    const { top } = this.settings;
    const uses = (this.at(hash, paths).get(wanted.key) ?? []).filter((use) => isUseOf(use, wanted));
    const users = uses.map(userOf).map(({ object, container, as, file }) => ({
      object,
      ...(container !== undefined && { container }),
      as,
      file: relative(top, resolve(file)).split(sep).join('/'),
    }));
    return [...grouped(users, (one) => JSON.stringify(one)).values()].map(([one]) => one);
  }

  private at(hash: string, paths: readonly string[]): UsesByKey {
    const id = JSON.stringify([hash, ...paths]);
    const known = this.known.get(id);
    if (known !== undefined) return known;
    this.isLimited ||= this.known.size >= this.most;
    const read = this.isLimited ? NOTHING : this.read(hash, paths);
    this.known.set(id, read);
    return read;
  }

  private read(hash: string, paths: readonly string[]): UsesByKey {
    const { top, projects, told, compose } = this.settings;
    try {
      const commit = commitOfHash(hash, top);
      const uses = keyUsesIn(manifestsAt(commit, paths).manifests, projects, told);
      const laptop = composeUses(
        composeAt([], compose, (file) => fileAt(commit, file)),
        uses,
        projects,
      );
      const each = [...uses, ...laptop].flatMap((use) => use.needs.map(({ key }) => ({ key, use })));
      return new Map([...grouped(each, ({ key }) => key)].map(([key, all]) => [key, all.map(({ use }) => use)]));
    } catch {
      // What git does not have here, or nobody can read, tells nothing.
      return NOTHING;
    }
  }
}

function isUseOf({ needs }: KeyUse, wanted: KeyAt): boolean {
  return needs.some(({ key, sources }) => key === wanted.key && sources.some((source) => isAt(source, wanted)));
}

function isAt(source: KeyUse['sources'][number], { project, environment, path }: KeyAt): boolean {
  if (source.environment !== environment || projectOf(source) !== project) return false;
  return source.path === path || (source.recursive && isBelow(path, source.path));
}
