import { isMistake, type Part, partsOf, type ScalarPart, type YamlLibrary } from '../configuration/yaml-parts';
import { looksLikeCredential } from '../text/credential-text';
import { didYouMean } from '../text/did-you-mean';
import { quotedText } from '../text/key-name';
import type { TextPlace, TextProblem } from '../text/place-in-text';
import { type ImageReference, imageReferenceIn, NoReference } from './image-reference';

/** An image of a file, and where its reference stands there. */
export interface ListedImage {
  readonly name: string;
  readonly reference: ImageReference;
  /** Of the reference. */
  readonly place: TextPlace;
  /** From where to where in the text the reference stands, quotes included. */
  readonly range: readonly [from: number, to: number];
}

/** What a file of images says. */
export interface ImageList {
  readonly images: readonly ListedImage[];
  /** All names that are there, also of those with a mistake. */
  readonly names: readonly string[];
  readonly problems: readonly TextProblem[];
}

/** What an entry looks like: Renovate and Flux know this form. */
const FORM = '`orders: { image: registry.example/orders:1.4.2 }`';
const NAME = /^[A-Za-z0-9](?:[\w./-]{0,251}[A-Za-z0-9])?$/;

/**
 * The images in a text: a map of names, each with its `image`. Nothing of the text is repeated but what can be a name or
 * a reference.
 */
export function imageListIn(text: string, yaml: YamlLibrary): ImageList {
  const part = partsOf(text, yaml);
  if (isMistake(part)) return { images: [], names: [], problems: [part] };
  if (part.kind === 'scalar' && part.value === null) return { images: [], names: [], problems: [] };
  if (part.kind !== 'map') {
    return { images: [], names: [], problems: [{ ...part.place, message: `it is no list of images: write ${FORM}` }] };
  }
  const read = part.fields.map(({ name, place, part: entry }) => imageOf(name, place, entry));
  return {
    images: read.flatMap((one) => ('problems' in one ? [] : [one])),
    names: part.fields.map(({ name }) => name).filter((name) => NAME.test(name)),
    problems: read.flatMap((one) => ('problems' in one ? one.problems : [])),
  };
}

function imageOf(name: string, place: TextPlace, entry: Part): ListedImage | { readonly problems: TextProblem[] } {
  const refused = (at: TextPlace, message: string) => ({ problems: [{ line: at.line, column: at.column, message }] });
  if (!NAME.test(name) || looksLikeCredential(name)) {
    const remedy = 'write letters, digits, "-", "_", "." and "/", beginning and ending with a letter or a digit';
    return refused(place, `${quotedText(name)} is no name of an image: ${remedy}`);
  }
  if (entry.isAlias) return refused(entry.place, `${name}: ${ALIAS}`);
  if (entry.kind !== 'map') {
    return refused(entry.place, `${name}: found ${foundIn(entry)}, write ${FORM}`);
  }
  const unknown = entry.fields.filter((field) => field.name !== 'image');
  const image = entry.fields.find((field) => field.name === 'image');
  const problems = unknown.flatMap((field) => refused(field.place, `${name}: ${unknownField(field.name)}`).problems);
  if (image === undefined && problems.length === 0)
    return refused(entry.place, `${name}: it has no image: write ${FORM}`);
  const read = image === undefined ? undefined : referenceIn(image.part);
  if (typeof read === 'string') problems.push({ ...(image?.part.place ?? place), message: `${name}: ${read}` });
  if (problems.length > 0 || read === undefined || typeof read === 'string') return { problems };
  return { name, ...read };
}

function referenceIn(part: Part): Omit<ListedImage, 'name'> | string {
  if (part.isAlias) return ALIAS;
  if (part.kind !== 'scalar' || typeof part.value !== 'string' || part.range === undefined) {
    return `found ${foundIn(part)}, write the whole reference: registry.example/orders:1.4.2`;
  }
  const { value, place, range } = part;
  try {
    const reference = imageReferenceIn(value);
    if (reference.tag !== undefined || reference.digest !== undefined) return { reference, place, range };
    return `${quotedText(value)} has neither tag nor digest, so that nobody knows what runs: write ${quotedText(`${value}:1.4.2`)}, with the tag that is meant`;
  } catch (error) {
    if (error instanceof NoReference) return `${shownReference(value)} ${error.message}`;
    throw error;
  }
}

/** One change would change several. */
const ALIAS = 'it comes from an alias (*), and each image has a line of its own: write the reference there';

function unknownField(name: string): string {
  const parts = ['repository', 'registry', 'tag', 'digest'];
  if (parts.includes(name))
    return `"${name}" belongs into the reference: write image: registry.example/orders:1.4.2, and a digest behind that with an "@"`;
  const remedy = didYouMean(name, ['image'], 'it takes "image" alone');
  return `the field ${quotedText(name)} is unknown: ${remedy}`;
}

/** What stands there by a kind; of a number the text, as a tag may be one. */
function foundIn(part: Part): string {
  if (part.kind !== 'scalar') return part.kind === 'map' ? 'a map' : 'a list';
  return foundInScalar(part);
}

function foundInScalar({ value, source }: ScalarPart): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return 'a text';
  return `the ${typeof value} ${source.slice(0, MOST_SHOWN)}`;
}

const MOST_SHOWN = 80;
const LONGEST_SHOWN = 400;

function shownReference(text: string): string {
  if (text.length > LONGEST_SHOWN) return `a text of ${text.length} characters`;
  // Whole digests are shown: to guess which part is wrong takes all of it.
  return /^[\x20-\x7e]*$/.test(text) && !looksLikeCredential(text) ? `"${text}"` : quotedText(text);
}
