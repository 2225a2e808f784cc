import { grouped } from '../../../lib/collections/grouped';
import { managedObjectsOf } from '../../../lib/model/app-model';
import { type ManagedObject, managedAddress } from '../../../lib/model/operator-resource';
import type { ReadManifest } from '../../manifests/read-manifests';

/** An object that several resources write, at least one of which moves, and who they are. */
export interface WrittenByMany {
  readonly object: ManagedObject;
  readonly writers: readonly ReadManifest[];
}

/** In v1alpha1 the last writer of an object stays; in v1beta1 each run writes it anew, and restarts what asks for it. */
export function writtenByMany(moved: readonly ReadManifest[], all: readonly ReadManifest[]): WrittenByMany[] {
  const written = all.filter(isSync).flatMap((read) => managedObjectsOf(read).map((object) => ({ object, read })));
  return [...grouped(written, ({ object }) => managedAddress(object)).values()]
    .map((together) => ({ object: together[0].object, writers: [...new Set(together.map(({ read }) => read))] }))
    .filter(({ writers }) => writers.length > 1 && writers.some((read) => moved.includes(read)));
}

function isSync({ manifest: { kind } }: ReadManifest): boolean {
  return kind === 'InfisicalSecret' || kind === 'InfisicalStaticSecret';
}
