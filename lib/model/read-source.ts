import { type Field, NOWHERE } from './field';
import type { Source } from './operator-resource';
import type { SourceForm } from './source-form';

/** Reads a folder; what its form does not have is nowhere. */
export function readSource(
  about: Pick<Source, 'owner' | 'what' | 'login'>,
  block: Field,
  { at, fields: names }: SourceForm,
): Source {
  const field = at.length === 0 ? block : block.at(...at);
  const text = (name?: string) => (name === undefined ? NOWHERE.text() : field.text(name));
  return {
    ...about,
    field,
    projectId: text(names.projectId),
    projectSlug: text(names.projectSlug),
    environment: text(names.environment),
    path: text(names.path),
    isRoot: names.path === undefined,
    recursive: names.recursive === undefined ? NOWHERE.flag() : field.flag(names.recursive),
    secretName: text(names.secretName),
    tags: names.tags === undefined ? NOWHERE.list() : field.list(names.tags),
  };
}
