import { jsonText } from '../../languages/json';
import { withPlaces } from '../json';
import type { Holder, Place, Rotation } from './rotation';

/** For programs. */
export function rotationJson({ key, places, steps, notKnown, unread }: Rotation): string {
  return jsonText({ key, places: places.map(placeInJson), steps, notKnown, unread });
}

function placeInJson({ environment, folders, keys, clusters, holders, readers, restartedToo, writers }: Place) {
  return {
    environment,
    places: folders,
    keys,
    clusters,
    objects: holders.map(objectInJson),
    readers: readers.map(({ row, through, outcome, sentence, restart }) => ({
      ...withPlaces(row),
      ...(through !== undefined && { through }),
      outcome,
      sentence,
      restart,
    })),
    restartedToo,
    writers,
  };
}

function objectInJson({ object, writer, cluster, within, sentence, fetch, hasten, look }: Holder) {
  return { ...object, cluster, writer, ...(within !== undefined && { within }), sentence, fetch, hasten, look };
}
