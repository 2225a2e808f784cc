import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import * as yaml from 'yaml';
import { sortedNaturally } from '../../lib/collections/natural-order';
import { IMAGES_FOLDER } from '../../lib/configuration/configuration';
import { imageFileText, UnreadImages } from '../../lib/images/image-file';
import { imageListIn, type ListedImage } from '../../lib/images/image-list';
import { environmentKey } from '../../lib/model/environment-order';
import { didYouMean } from '../../lib/text/did-you-mean';
import { quotedText } from '../../lib/text/key-name';
import { placeText } from '../../lib/text/place-in-text';
import { configurationHere } from '../configuration/configuration';
import { ProblemsError } from '../terminal/failure-text';

/** The images of an environment, in a file of their own. */
export interface ImageFile {
  readonly environment: string;
  readonly file: string;
  readonly text: string;
  readonly images: readonly ListedImage[];
}

/** Where the files are, from the folder of the project on. */
function imagesFolder(): string {
  return configurationHere().images ?? IMAGES_FOLDER;
}

const ENDING = '.yaml';

/**
 * The environments that have a file, from the laptop on.
 *
 * @throws if there is no folder with any, or one is called otherwise
 */
export function environmentsWithImages(): string[] {
  const folder = imagesFolder();
  const names = namesIn(folder);
  const misnamed = names.filter((name) => /\.(?:yml|json)$/.test(name));
  if (misnamed.length > 0) {
    throw new ProblemsError(
      misnamed.map((name) => `${folder}/${name}: no program reads it: call it ${name.replace(/\.\w+$/, ENDING)}`),
    );
  }
  const environments = names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length));
  if (environments.length > 0) return sortedNaturally(environments, environmentKey);
  throw new Error(
    `${folder}: there is no file with images of an environment, such as ${folder}/prod${ENDING} with \`orders: { image: registry.example/orders:1.4.2 }\``,
  );
}

/** Hidden files are those of editors. */
function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort();
}

/**
 * The files of environments.
 *
 * @throws with all that is wrong: a name of no environment, a file that cannot be read, mistakes in it
 */
export function imageFilesOf(environments: readonly string[]): ImageFile[] {
  const folder = imagesFolder();
  const known = environmentsWithImages();
  const problems: string[] = [];
  const files = environments.flatMap((environment): ImageFile[] => {
    const file = `${folder}/${environment}${ENDING}`;
    if (!known.includes(environment)) {
      const remedy = didYouMean(environment, known, `there is ${known.map(quotedText).join(', ')}${newFile(file)}`);
      problems.push(`${folder} has no file of an environment ${quotedText(environment)}: ${remedy}`);
      return [];
    }
    const read = readImages(file);
    problems.push(...read.problems);
    return [{ environment, file, ...read }];
  });
  if (problems.length > 0) throw new ProblemsError([...new Set(problems)]);
  return files;
}

const FIRST_LINE = '`name: { image: repository:tag }`';

/** What to make where an environment is new; nothing of a name that is none of a file. */
function newFile(file: string): string {
  if (!/^[a-z\d](?:[a-z\d-]*[a-z\d])?$/.test(basename(file, ENDING)) || file.includes('..')) return '';
  return `; for a new environment, make ${file} with a line ${FIRST_LINE} for each image`;
}

function readImages(file: string): Pick<ImageFile, 'text' | 'images'> & { readonly problems: readonly string[] } {
  try {
    const text = imageFileText(file);
    const { images, problems } = imageListIn(text, yaml);
    return { text, images, problems: problems.map(({ message, ...place }) => `${placeText(file, place)}: ${message}`) };
  } catch (error) {
    if (!(error instanceof UnreadImages)) throw error;
    return { text: '', images: [], problems: [`${file}: ${error.message}`] };
  }
}

/** Why a file has no image of a name. */
export function absenceOf(name: string, { file, images }: ImageFile): string {
  const names = images.map((image) => image.name);
  const there = names.length === 0 ? 'it has none' : `it has ${names.map(quotedText).join(', ')}`;
  const remedy = `${there}; a new one gets its first line there by hand: ${FIRST_LINE}`;
  return `${file} has no image ${quotedText(name)}: ${didYouMean(name, names, remedy)}`;
}
