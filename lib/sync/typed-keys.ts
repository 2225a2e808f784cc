import type { IConstruct } from 'constructs';
import { declaredBy, declareKeysOfContainer, declareToRules } from '../evaluation/declarations';
import type { KeyAccess } from '../infisical/key-access';
import type { TypedKey } from '../model/resource';

/** Tells the rules of a workload what is said of the keys that it gets, beside what was said before. */
export function declareTypedKeys(workload: IConstruct, accesses: readonly KeyAccess[]): void {
  const typed = typedKeysIn(accesses);
  if (typed.length === 0) return;
  declareToRules(workload, { typedKeys: [...(declaredBy(workload).typedKeys ?? []), ...typed] });
}

/** Tells them of a container, which belongs to whichever workload has it. */
export function declareTypedKeysOf(container: object, accesses: readonly KeyAccess[]): void {
  const typed = typedKeysIn(accesses);
  if (typed.length > 0) declareKeysOfContainer(container, typed);
}

function typedKeysIn(accesses: readonly KeyAccess[]): TypedKey[] {
  return accesses.flatMap((access): TypedKey[] => {
    const { key, kind, container, variable } = access;
    return kind === undefined ? [] : [{ key, kind, place: placeOf(access), container, ...(variable && { variable }) }];
  });
}

/** What is not known to be read from Infisical is told by the name of its Secret. */
function placeOf({ readFrom, secret }: KeyAccess): string {
  if (readFrom === undefined) return JSON.stringify([secret]);
  const { host, sources } = readFrom;
  return JSON.stringify([
    host,
    ...sources.map(({ environment, projectId, projectSlug, path, recursive, tags, secretName }) => {
      return [
        environment,
        projectId ?? null,
        projectSlug ?? null,
        path ?? '/',
        recursive ?? false,
        tags ?? [],
        secretName ?? null,
      ];
    }),
  ]);
}
