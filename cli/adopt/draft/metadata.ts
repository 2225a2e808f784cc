import { type Fields, fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import type { Code } from '../../typescript/code';
import { SERVER_FIELDS } from '../compare/defaults';
import { withoutDefaults } from '../compare/without-defaults';
import { filled, literal, props } from './words';

/** Labels and annotations as somebody wrote them, without what the server adds. */
export function writtenMetadata(manifest: Manifest): { labels: Code; annotations: Code } {
  const copy: Fields = { metadata: structuredClone(fields(manifest.metadata)) };
  withoutDefaults(copy, SERVER_FIELDS);
  const { labels, annotations } = fields(copy.metadata);
  return { labels: texts(labels), annotations: texts(annotations) };
}

/** The map if it has anything in it. */
export function texts(map: unknown): Code {
  return filled(fields(map) as { [name: string]: Code });
}

/** Name and namespace of a resource where they are not those of its construct and its chart. */
export function identity(manifest: Manifest, place: Place): { [prop: string]: Code } {
  const { namespace } = manifest.metadata;
  return props({ namespace: namespace === place.namespace ? undefined : literal(namespace) });
}

/** The chart that a draft stands in. */
export interface Place {
  readonly namespace: string | undefined;
}
