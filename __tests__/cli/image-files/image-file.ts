import * as yaml from 'yaml';
import type { ImageFile } from '../../../cli/image-files/image-files';
import { imageListIn } from '../../../lib/images/image-list';

export const DIGEST = `sha256:${'9b2c1b0a'.repeat(8)}`;
export const OTHER = `sha256:${'77aa1b0a'.repeat(8)}`;

/** The file of an environment with a text that has no mistake. */
export function imageFile(environment: string, text: string): ImageFile {
  const { images, problems } = imageListIn(text, yaml);
  expect(problems).toEqual([]);
  return { environment, file: `images/${environment}.yaml`, text, images };
}
