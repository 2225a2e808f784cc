import { quotedText } from '../../lib/text/key-name';
import type { ImageChange } from '../image-files/image-change';

/** What a person should know of an image that is set. */
export function assignmentRemarks(change: ImageChange): string[] {
  return [...otherRepository(change), ...movingTag(change), ...droppedDigest(change)];
}

/** It may be meant, or a slip in the name of a registry: else, only the promotion would tell. */
function otherRepository({ name, from, to }: ImageChange): string[] {
  if (from.repository === to.repository) return [];
  return [
    `warning: ${name} now comes from ${quotedText(to.repository)}, and no longer from ${quotedText(from.repository)}: promote refuses that, or keeps the old one with --keep-repositories`,
  ];
}

function movingTag({ name, to }: ImageChange): string[] {
  if (to.tag !== 'latest' || to.digest !== undefined) return [];
  return [
    `warning: ${name}: the tag latest moves, so that nobody can tell which release runs: write the tag of a release, or pin it: ${name}=latest@sha256:…`,
  ];
}

/** Beside another tag it would stay that of the old image, which then would run. */
function droppedDigest({ name, from, to }: ImageChange): string[] {
  if (from.digest === undefined || to.digest !== undefined || from.tag === to.tag) return [];
  return [`${name}: the digest goes with the old tag; to pin the new one, write ${name}=${to.tag}@sha256:…`];
}
