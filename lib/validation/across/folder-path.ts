import type { EnvironmentResources } from './environment';

export function folderOf({ folder, environment }: EnvironmentResources): string {
  return folder ?? environment;
}

/** Whether two paths can be one, where each may lack folders at its beginning. The first may have wildcards. */
export function endsAlike(pattern: readonly string[], path: readonly string[]): boolean {
  const common = Math.min(pattern.length, path.length);
  if (common === 0) return false;
  const ending = path.slice(path.length - common);
  return pattern.slice(pattern.length - common).every((name, i) => matchesName(name, ending[i]));
}

function matchesName(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === name;
  const [first, last] = [parts[0], parts[parts.length - 1]];
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from);
    if (at < 0 || at + part.length > name.length - last.length) return false;
    from = at + part.length;
  }
  return true;
}
