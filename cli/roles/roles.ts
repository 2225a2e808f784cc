import { grouped } from '../../lib/collections/grouped';
import { byText, distinct } from '../../lib/collections/order';
import type { NamedProject } from '../../lib/configuration/configuration';
import { projectOf, ROOT } from '../../lib/model/folder';
import { freeName } from '../../lib/text/free-name';
import { isSubstituted } from '../../lib/text/substitution';
import { composeUses, NO_COMPOSE, type ReadCompose } from '../access/compose-uses';
import { keyUsesIn } from '../access/key-uses';
import type { Source } from '../access/source';
import type { ToldHosts } from '../access/unknown-host';
import { projectFolderName } from '../access-report/folder';
import type { ReadManifest } from '../manifests/read-manifests';
import { printable } from '../terminal/printable';
import { operatorNeeds } from './operator-needs';
import { type ReferredKey, referredNeeds } from './referred-keys';
import type { Need, Permission, Role, Roles } from './role';

const PURPOSES = ['operator', 'check'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What counts beside the manifests. */
interface Beside {
  readonly compose?: ReadCompose;
  readonly projects?: readonly NamedProject[];
  readonly settings?: ToldHosts;
  /** What `--also` names. */
  readonly referred?: readonly ReferredKey[];
}

/**
 * The least that the operator, or `check`, has to be allowed for these manifests.
 *
 * @throws ProblemsError if a key that values refer to is in a folder that no role reads
 */
export function rolesFor(
  purpose: Purpose,
  manifests: readonly ReadManifest[],
  { compose = NO_COMPOSE, projects = [], settings = {}, referred = [] }: Beside = {},
): Roles {
  const { needs, without } = operatorNeeds(manifests, projects, settings);
  if (purpose === 'operator')
    return { roles: rolesOf([...needs, ...referredNeeds(needs, referred)], 'operator'), without };
  const uses = keyUsesIn(manifests, projects, settings);
  const others = [...uses.filter(({ via }) => via === 'delivery'), ...composeUses(compose, uses, projects)];
  const ofOthers = others.flatMap(({ sources }) => sources.map(describeNeed));
  return { roles: rolesOf([...needs.flatMap(toDescribe), ...ofOthers], 'check'), without: [] };
}

function describeNeed(source: Source): Need {
  const { host, projectSlug, projectId, environment, path, recursive } = source;
  const where = { host, projectSlug, projectId, environment, path, recursive };
  return { ...where, subject: 'secrets', action: ['describeSecret'], notes: [] };
}

/** `check` asks for names only, also for those of keys that a pull request is about to use. */
function toDescribe({ subject, action, ...need }: Need): Need[] {
  if (subject !== 'secrets' || !action.includes('readValue')) return [];
  return [{ ...need, subject, action: ['describeSecret'], identity: undefined, names: undefined, notes: [] }];
}

const PURPOSE_NOTES: { readonly [purpose in Purpose]: readonly string[] } = {
  operator: [
    'A value may refer to other keys with ${...}, also to one of the same folder. A key that is not allowed here makes Infisical refuse the whole list (403), and nothing syncs any more. Manifests do not tell such keys: name them by --also.',
    'What a folder imports, or a value refers to, from another folder needs a permission of its own there: manifests do not tell.',
    'For an identity of its own: with a role beside this one that may describe more secrets of these folders than it may read, such as that of check, Infisical refuses the whole list (403).',
  ],
  check: [
    'No value can be read with it. Keys are not listed, so that check also finds those that a pull request adds.',
    'For an identity of its own, never for that of the operator: permissions add up, and Infisical refuses a list (403) with a key that may be described and not read.',
  ],
};

function rolesOf(needs: readonly Need[], purpose: Purpose): Role[] {
  const groups = [...grouped(needs, roleId)].sort(byText(([id]) => id));
  const taken = new Set<string>();
  return groups.map(([, together]) => {
    const [{ host, projectSlug, projectId, identity }] = together;
    const project = projectSlug ?? projectId ?? '';
    const idOf = (slug: string) => `${host} ${project} ${slug}`;
    const slug = freeName(slugOf(`${purpose}-${identity?.slug ?? ''}`), '-', (one) => taken.has(idOf(one)));
    taken.add(idOf(slug));
    return {
      host,
      projectSlug,
      projectId: projectSlug === undefined ? projectId : undefined,
      identity: identity?.name,
      slug,
      name: slug,
      description: `What ${purpose === 'operator' ? 'the Infisical operator' : 'cdk8s-infisical check'} needs, from the manifests`,
      permissions: permissionsOf(together),
      notes: [
        ...PURPOSE_NOTES[purpose],
        ...distinct(together.filter(isFilledInLater).map(filledInNote)),
        ...distinct(together.flatMap(({ notes }) => notes)),
      ],
    };
  });
}

function isFilledInLater({ projectSlug = '', projectId = '', environment, path }: Need): boolean {
  return [projectSlug, projectId, environment, path].some(isSubstituted);
}

function filledInNote(need: Need): string {
  const where = printable(projectFolderName({ ...need, project: projectOf(need) ?? '' }));
  return `${where} has a variable that something else fills in later, and Infisical would take it for a name: make the role from what is rendered.`;
}

/** One permission for each folder, with the names that any of the needs has. */
function permissionsOf(needs: readonly Need[]): Permission[] {
  const byFolder = grouped(needs, ({ subject, action, environment, path, recursive }) =>
    JSON.stringify([subject, environment, path, recursive, action]),
  );
  return [...byFolder].sort(byText(([id]) => id)).map(([, together]) => {
    const [{ subject, action, environment }] = together;
    const isWhole = together.some(({ names }) => names === undefined);
    const names = distinct(together.flatMap((need) => need.names ?? []));
    return {
      subject,
      action,
      inverted: false,
      conditions: {
        environment: { $eq: environment },
        secretPath: secretPathOf(together[0]),
        ...(isWhole ? {} : { secretName: { $in: names } }),
      },
    };
  });
}

function secretPathOf({ subject, path, recursive }: Need): Permission['conditions']['secretPath'] {
  if (subject === 'secret-folders') return { $in: foldersAbove(path) };
  if (!recursive) return { $eq: path };
  return { $glob: `${path === ROOT ? '' : path.replaceAll(SPECIAL, '\\$&')}/**` };
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return [ROOT, ...parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`)];
}

/** What a pattern of paths would not take for itself. */
const SPECIAL = /[\\*?[\]{}()!+@]/g;

function roleId({ host = '', projectSlug = '', projectId = '', identity }: Need): string {
  return JSON.stringify([projectSlug || projectId, host, identity?.name ?? '']);
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replaceAll(/^-|-$/g, '');
}
