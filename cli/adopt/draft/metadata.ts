import type { Manifest } from '../../../lib/model/manifest';
import type { Code } from '../../typescript/code';
import { ifNotEmpty, literal, props } from './expressions';

/** Labels and annotations of an object in canonical form, which has none of the server's. */
export function writtenMetadata({ metadata: { labels, annotations } }: Manifest): { labels: Code; annotations: Code } {
  return { labels: textsCode(labels), annotations: textsCode(annotations) };
}

/** The map if it has anything in it. */
export function textsCode(map: Readonly<Record<string, unknown>> = {}): Code {
  return ifNotEmpty(map as { [name: string]: Code });
}

/** The namespace of a resource where it is not that of its chart. */
export function namespaceProps(manifest: Manifest, chart: TargetChart): { [prop: string]: Code } {
  const { namespace } = manifest.metadata;
  return props({ namespace: namespace === chart.namespace ? undefined : literal(namespace) });
}

/** The chart that a draft stands in. */
export interface TargetChart {
  readonly namespace: string | undefined;
}
