import type { Field } from './field';
import type { OperatorResource } from './operator-resource';

interface StatedHost {
  readonly field: Field<string>;
  readonly url: string;
  /** Whether it must be a base URL, without `/api`. */
  readonly isBase: boolean;
}

/** The host that a resource names. An empty one counts only if the user of a construct wrote it: it means the default. */
export function hostOf({ resource, kind, host }: OperatorResource): StatedHost | undefined {
  const { declaredHost } = resource;
  const url = declaredHost ?? (host.value || undefined);
  const isBase = declaredHost !== undefined || kind === 'InfisicalConnection';
  return url === undefined ? undefined : { field: host, url, isBase };
}
