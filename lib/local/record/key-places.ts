import type { IConstruct } from 'constructs';
import { distinct } from '../../collections/order';
import { environmentNameOf } from '../../evaluation/environment-name';
import { InfisicalProject } from '../../gitops';
import { keyAccessesIn, type SecretSources } from '../../infisical/key-access';
import { folderPath, ROOT } from '../../model/folder';
import type { KeyPlace, ProjectNames } from '../stack/local-value';

type Source = SecretSources['sources'][number];

/** Where a laptop finds what a secret is read from; the construct uses it. */
export type PlacesOf = (readFrom: SecretSources, construct: IConstruct) => KeyPlace[];

/**
 * What is read from the application's own environment is read from that of the stack. A secret of another environment
 * stays there, on a laptop as in the cluster.
 */
export function keyPlaces(): PlacesOf {
  const known = new Map<IConstruct, ReadonlySet<string>>();
  const environmentsAt = ({ node: { root } }: IConstruct) => {
    const found = known.get(root) ?? environmentsReadIn(root);
    known.set(root, found);
    return found;
  };
  return ({ sources, project }, construct) => {
    const name = InfisicalProject._environmentAt(construct)?.slug ?? environmentNameOf(construct);
    const isSlug = name !== undefined && environmentsAt(construct).has(name);
    const own = isSlug ? name : sources[0]?.environment;
    return sources.map((source) => placeOf(source, own, project));
  };
}

function environmentsReadIn(root: IConstruct): ReadonlySet<string> {
  return new Set(keyAccessesIn(root).flatMap(({ readFrom }) => readFrom?.sources.map((one) => one.environment) ?? []));
}

function placeOf(source: Source, own: string | undefined, project: ProjectNames | undefined): KeyPlace {
  const { projectId: id, projectSlug: slug, environment, path, recursive, tags = [] } = source;
  const isOfProject = id === undefined ? slug !== undefined && slug === project?.slug : id === project?.id;
  return {
    project: isOfProject ? { id: project?.id, slug: project?.slug } : { id, slug },
    environment: environment === own || !environment ? undefined : environment,
    path: folderPath(path ?? ROOT),
    recursive: recursive || undefined,
    ...(tags.length > 0 && { tags: distinct(tags) }),
  };
}
