import type { Source } from '../../../lib/model/operator-resource';
import { literal, type Props, props } from './expressions';

export function sourceProps(source: Source): Props {
  return props({
    ...folderProps(source),
    recursive: source.recursive.value === true ? true : undefined,
    secretName: literal(source.secretName.raw),
    tags: literal(source.tags.raw),
  });
}

export function folderProps({ projectSlug, projectId, environment, path }: Source): Props {
  return props({
    projectSlug: literal(projectSlug.raw),
    projectId: literal(projectId.raw),
    environment: literal(environment.raw),
    path: path.raw === '/' ? undefined : literal(path.raw),
  });
}

/** Whether a source can be declared: it has an environment at least, and no part of it is anything but text. */
export function isDeclarable({ environment, path, projectSlug, projectId, secretName }: Source): boolean {
  return (
    environment.state === 'given' &&
    [path, projectSlug, projectId, secretName].every(({ state }) => state !== 'wrong type')
  );
}
