import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All files below a folder, as paths from it. */
export function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(folder.length + 1));
}
