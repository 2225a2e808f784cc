import { dirname } from 'node:path';

/** A folder with all that it lies in, from the inside out. */
export function parentsOf(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...parentsOf(parent)];
}
