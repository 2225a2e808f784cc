import type { IConstruct } from 'constructs';

/**
 * The folder into which the construct is written, if the glob finds it: whatever is deployed from there would deploy
 * itself. It is the last part of the path that is known: where the repository has the output folder says the glob.
 */
export function ownFolderIn(glob: string, { node: { root } }: IConstruct): string[] {
  // Of a GitOpsApp, of which there may be two copies.
  const { environment } = root as { environment?: unknown };
  if (typeof environment !== 'string') return [];
  const own = environment.split('/');
  const parts = glob.replace(/\/+$/, '').split('/');
  const from = parts.length - own.length;
  if (from < 0 || !own.every((name, i) => matches(parts[from + i], name))) return [];
  return [[...parts.slice(0, from), ...own].join('/')];
}

/** As Go's `path.Match` has it, but for its classes of characters. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern
    .replace(/[.+^$()|{}\\]/g, '\\$&')
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  try {
    return new RegExp(`^${parts}$`, 's').test(name);
  } catch {
    return false;
  }
}
