import * as yaml from 'yaml';
import { imageListIn } from '../../lib/images/image-list';
import { type ImageReference, referenceText } from '../../lib/images/image-reference';
import { placeText } from '../../lib/text/place-in-text';
import type { ImageFile } from './image-files';

/**
 * The text of a file with other references: every other byte stays, and so does the way in which each is quoted.
 *
 * @param references by the names of images that are there
 * @throws if one of them is written in a form that only people can edit
 */
export function withReferences(
  { file, text, images }: ImageFile,
  references: ReadonlyMap<string, ImageReference>,
): string {
  const changed = images.filter(({ name }) => references.has(name)).sort((a, b) => b.range[0] - a.range[0]);
  const edited = changed.reduce((before, { name, range: [from, to], place }) => {
    const written = inStyleOf(before.slice(from, to), referenceText(references.get(name) as ImageReference));
    if (written !== undefined) return before.slice(0, from) + written + before.slice(to);
    throw new Error(`${placeText(file, place)}: ${name}: its reference is not on one line: write it there by hand`);
  }, text);
  const read = new Map(imageListIn(edited, yaml).images.map(({ name, reference }) => [name, referenceText(reference)]));
  const isRight = images.every(
    ({ name, reference }) => read.get(name) === referenceText(references.get(name) ?? reference),
  );
  if (!isRight || read.size !== images.length)
    throw new Error(`${file} cannot be edited: write the images there by hand`);
  return edited;
}

/** A reference needs no escape in quotes; it can begin with a bracket, which needs them. */
function inStyleOf(written: string, reference: string): string | undefined {
  const [quote] = written;
  if (/[\r\n]/.test(written) || quote === '|' || quote === '>') return undefined;
  if (quote === '"' || quote === "'") return `${quote}${reference}${quote}`;
  return reference.startsWith('[') ? `"${reference}"` : reference;
}
