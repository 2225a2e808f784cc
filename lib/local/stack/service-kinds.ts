import type { KeyKind } from '../../model/key-kind/key-kind';

/** What variables and files of a service hold, by their names and paths. */
export interface ServiceKinds {
  readonly variables: ReadonlyMap<string, KeyKind>;
  readonly files: ReadonlyMap<string, KeyKind>;
}

/** A key that a service gets, as far as it matters here. */
interface GivenKey {
  readonly variable?: string;
  readonly file?: string;
  readonly kind?: KeyKind;
}

/** What is said of the keys that a service gets; of two in one place, the last one is there. */
export function kindsOf(given: readonly GivenKey[]): ServiceKinds {
  const known = (nameOf: (key: GivenKey) => string | undefined) =>
    new Map(
      given.flatMap((key): [string, KeyKind][] => {
        const name = nameOf(key);
        return name === undefined || key.kind === undefined ? [] : [[name, key.kind]];
      }),
    );
  return { variables: known(({ variable }) => variable), files: known(({ file }) => file && plainPath(file)) };
}

/** A path by which it is known, however its folder was written. */
export function plainPath(path: string): string {
  return path.replaceAll(/\/{2,}/g, '/');
}
