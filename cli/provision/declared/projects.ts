import { grouped } from '../../../lib/collections/grouped';
import { sortedNaturally } from '../../../lib/collections/natural-order';
import { byText, distinct } from '../../../lib/collections/order';
import { environmentKey } from '../../../lib/model/environment-order';
import { isSubstituted } from '../../../lib/text/substitution';
import { printable } from '../../terminal/printable';
import type { Existing } from './existing';
import type { Environment, Folder, Project } from './installation';
import type { Place } from './places';

interface Order {
  readonly existing: Existing;
  /** From the first to the last; those that it does not name come behind, as they follow one another by name. */
  readonly environments: readonly string[];
}

/** What the provider takes as a slug. */
const SLUG = /^[a-z0-9-]+$/;
/** What Infisical takes as the name of a folder. */
const FOLDER_NAME = /^[\w-]+$/;

/** The projects with their environments and folders, and what of them has to be made by hand. */
export function projectsOf(places: readonly Place[], order: Order) {
  const byHand: string[] = [];
  const named = places.filter((place) => {
    const later = [place.projectSlug ?? place.projectId ?? '', place.environment, place.path].some(isSubstituted);
    if (later)
      byHand.push(
        `${placeText(place)} has a variable that something else fills in later: make it, or run provision on what is rendered.`,
      );
    return !later;
  });
  const groups = grouped(named, ({ projectSlug, projectId }) => projectSlug ?? projectId ?? '');
  const projects = sortedNaturally([...groups], ([name]) => name).map(([name, all]): Project => {
    const [{ projectSlug: slug, projectId: id }] = all;
    const said = order.existing.hasProject(name);
    const isMadeByHand = slug !== undefined && !SLUG.test(slug);
    if (isMadeByHand && !said)
      byHand.push(`The project ${printable(name)}: the provider makes projects with a slug of a-z, 0-9 and - only.`);
    return {
      ...(slug === undefined ? { id } : { slug }),
      // What has an id is there, as Infisical has given it.
      isExisting: said || slug === undefined || isMadeByHand,
      environments: environmentsOf(
        name,
        all,
        { ...order, isPlaced: !(said || slug === undefined || isMadeByHand) },
        byHand,
      ),
    };
  });
  byHand.push(...doubtTexts(projects));
  byHand.push(...named.flatMap((place) => place.tags.map((tag) => tagText(place, tag))), ...named.flatMap(leaseTexts));
  return { projects, byHand: distinct(byHand) };
}

function environmentsOf(
  project: string,
  places: readonly Place[],
  order: Order & { readonly isPlaced: boolean },
  byHand: string[],
): Environment[] {
  const groups = grouped(places, ({ environment }) => environment);
  const place = (slug: string) => {
    const index = order.environments.indexOf(slug);
    return `${index < 0 ? 'b' : 'a'}${String(index).padStart(6, '0')}${environmentKey(slug)}`;
  };
  return [...groups].sort(byText(([slug]) => place(slug))).map(([slug, all], index): Environment => {
    const isExisting = order.existing.hasEnvironment(project, slug);
    const isManaged = SLUG.test(slug);
    if (!isManaged)
      byHand.push(
        `The environment ${printable(`${project} ${slug}`)}: the provider takes slugs of a-z, 0-9 and - only.`,
      );
    const paths = distinct(all.flatMap(({ path }) => foldersOn(path)));
    const known = paths.filter((path) =>
      path
        .split('/')
        .slice(1)
        .every((part) => FOLDER_NAME.test(part)),
    );
    for (const path of paths.filter((one) => !known.includes(one))) {
      byHand.push(
        `The folder ${printable(`${project} ${slug}:${path}`)}: Infisical takes letters, digits, - and _ in names of folders.`,
      );
    }
    const folders = known.map((path): Folder => {
      return { path, isExisting: order.existing.hasFolder(project, slug, path) };
    });
    const position = order.isPlaced || order.environments.includes(slug) ? index + 1 : undefined;
    return { slug, isExisting, isManaged, position, folders };
  });
}

/** What may be one project, and nobody tells. */
function doubtTexts(projects: readonly Project[]): string[] {
  const slugs = projects.flatMap(({ slug }) => slug ?? []);
  if (slugs.length === 0) return [];
  return projects.flatMap(({ id }) =>
    id === undefined
      ? []
      : [
          `The project ${printable(id)} is known by its id alone: if it is ${slugs.map(printable).join(' or ')}, write slug and id below "projects:" in cdk8s-infisical.yaml, or it would be provisioned twice.`,
        ],
  );
}

/** A folder with all above it, but for the root, which is always there. */
function foldersOn(path: string): string[] {
  const parts = path.split('/').filter(Boolean);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}

function placeText({ projectSlug, projectId, environment, path }: Place): string {
  return printable(`${projectSlug ?? projectId ?? ''} ${environment}:${path}`);
}

/** The state would hold what it is made with. */
function leaseTexts(place: Place): string[] {
  const { dynamicSecret } = place;
  if (dynamicSecret === undefined) return [];
  return [
    `The dynamic secret ${printable(dynamicSecret)} in ${placeText(place)}: the state would hold the credentials that it is made with.`,
  ];
}

function tagText({ projectSlug, projectId }: Place, tag: string): string {
  return `The tag ${printable(tag)} of the project ${printable(projectSlug ?? projectId ?? '')}: without it, nothing is read by it.`;
}
