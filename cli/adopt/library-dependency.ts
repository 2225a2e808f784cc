import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Library } from '../files/library-source';

const NAMED = /("cdk8s-infisical"\s*:\s*)"([^"\\]*)"/g;
/** What npm gets from its registry, or from a tarball that adopting has put there. */
const REPLACED = /^(?:[\^~]?\d+\.\d+\.\d+(?:-[\w.]+)?|file:vendor\/[\w.-]+\.tgz)$/;

/** The package.json of the folder with the library from where it was given; undefined where it says that, or is not to. */
export function packageJsonWith(folder: string, { source }: Library): string | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const changed = text.replaceAll(NAMED, (whole, lead: string, spec: string) =>
    REPLACED.test(spec) ? `${lead}${JSON.stringify(source)}` : whole,
  );
  return changed === text ? undefined : changed;
}
