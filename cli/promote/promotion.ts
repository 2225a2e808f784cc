import { referenceText } from '../../lib/images/image-reference';
import { quotedText } from '../../lib/text/key-name';
import type { ImageChange } from '../image-files/image-change';
import { isChange } from '../image-files/image-change';
import { absenceOf, type ImageFile } from '../image-files/image-files';

export interface PromotionOptions {
  readonly requireDigests?: boolean;
  readonly keepRepositories?: boolean;
}

/** What becomes of the images of an environment that gets those of another one. */
export interface Promotion {
  /** Of all images that are promoted, also those that are the same. */
  readonly changes: readonly ImageChange[];
  /** Names that only one of both has. */
  readonly onlyThere: readonly string[];
  readonly onlyHere: readonly string[];
  /** Images that change, of which nobody knows whether they are those that have run. */
  readonly unpinned: readonly string[];
  /** Why it cannot be done. */
  readonly problems: readonly string[];
}

/** @param names those that are promoted; all that both have, where none is given */
export function promotion(
  from: ImageFile,
  to: ImageFile,
  names: readonly string[],
  { requireDigests, keepRepositories }: PromotionOptions,
): Promotion {
  const listed = (file: ImageFile) => new Map(file.images.map(({ name, reference }) => [name, reference]));
  const [source, target] = [listed(from), listed(to)];
  const asked = [...new Set(names)];
  const problems = asked.flatMap((name) =>
    source.has(name) && !target.has(name)
      ? [withoutFirstLine(name, from, to)]
      : [from, to].filter((file) => !listed(file).has(name)).map((file) => absenceOf(name, file)),
  );
  const changes = (asked.length === 0 ? [...target.keys()] : asked).flatMap((name): ImageChange[] => {
    const [reference, before] = [source.get(name), target.get(name)];
    if (reference === undefined || before === undefined) return [];
    const { repository } = keepRepositories ? before : reference;
    return [{ name, from: before, to: { ...reference, repository } }];
  });
  const unpinned = changes.filter((change) => isChange(change) && change.to.digest === undefined);
  const missing = (one: typeof source, other: typeof source) => [...one.keys()].filter((name) => !other.has(name));
  return {
    changes,
    onlyThere: asked.length > 0 ? [] : missing(source, target),
    onlyHere: asked.length > 0 ? [] : missing(target, source),
    unpinned: unpinned.map(({ name }) => name),
    problems: [
      ...problems,
      ...changes.flatMap((change) => otherRepository(change, to)),
      ...(requireDigests ? unpinned.map((change) => withoutDigest(change, from)) : []),
    ],
  };
}

/** Whether another environment is to have an app at all, and in which form it is written there, is for people to say. */
function withoutFirstLine(name: string, { file, environment, images }: ImageFile, to: ImageFile): string {
  const place = images.find((image) => image.name === name)?.place;
  return `${to.file} has no image ${quotedText(name)}, which ${environment} has: a new one gets its first line there by hand: copy it from ${[file, place?.line].filter(Boolean).join(':')}`;
}

/** An environment may have a registry of its own, and others may not reach it. */
function otherRepository({ name, from, to }: ImageChange, { file }: ImageFile): string[] {
  if (from.repository === to.repository) return [];
  return [
    `${file}: ${name} comes from ${quotedText(from.repository)} there, and would come from ${quotedText(to.repository)}: add --keep-repositories to take tag and digest only, or write the repository by hand first`,
  ];
}

function withoutDigest({ name, to }: ImageChange, { file, environment }: ImageFile): string {
  return `${file}: ${name}: ${quotedText(referenceText(to))} has no digest, and a tag can move: pin it with \`cdk8s-infisical image ${name}=@sha256:… --environment ${environment}\``;
}
