import { freeName } from '../../../lib/text/free-name';
import type { Draft } from '../draft/draft';

/** Ids of the constructs of one chart. */
export class Ids {
  // constructs takes what every object has by itself for a child.
  private readonly taken = new Set(Object.getOwnPropertyNames(Object.prototype));

  public take({ of: { manifest } }: Draft): string {
    const { name = 'object' } = manifest.metadata;
    return this.free([name, `${name}-${kindWord(manifest.kind)}`]);
  }

  public free(candidates: readonly string[]): string {
    const clean = candidates.map((candidate) => candidate.replaceAll('/', '-'));
    const isTaken = (id: string) => this.taken.has(id);
    const id = clean.find((candidate) => !isTaken(candidate)) ?? freeName(clean[0], '-', isTaken);
    this.taken.add(id);
    return id;
  }
}

const KIND_WORDS: ReadonlyMap<string, string> = new Map([
  ['InfisicalSecret', 'secret'],
  ['InfisicalStaticSecret', 'secret'],
  ['InfisicalDynamicSecret', 'dynamic-secret'],
  ['InfisicalPushSecret', 'push'],
  ['InfisicalStaticSecretPush', 'push'],
  ['ClusterGenerator', 'generator'],
]);

/** A kind as a part of an id or a variable. */
export function kindWord(kind: string): string {
  return KIND_WORDS.get(kind) ?? kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
