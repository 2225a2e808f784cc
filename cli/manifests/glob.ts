/**
 * Whether a path fits a pattern, both with slashes: `*` and `?` stand for characters within a name, `**` for any number
 * of folders. Node can do that itself from version 22 on.
 */
export function fitsGlob(path: string, pattern: string): boolean {
  return fits(
    path.split('/'),
    pattern.split('/'),
    (name, part) => fits([...name], [...part], isSameCharacter, '*'),
    '**',
  );
}

/** Takes time in proportion to both lengths at most, whatever the pattern is. */
function fits<T>(items: readonly T[], parts: readonly T[], same: (item: T, part: T) => boolean, any: T): boolean {
  let [item, part] = [0, 0];
  let retry: { item: number; part: number } | undefined;
  while (item < items.length) {
    if (part < parts.length && parts[part] === any) {
      retry = { item, part: ++part };
    } else if (part < parts.length && same(items[item], parts[part])) {
      item++;
      part++;
    } else if (retry !== undefined) {
      [item, part] = [++retry.item, retry.part];
    } else return false;
  }
  return parts.slice(part).every((left) => left === any);
}

function isSameCharacter(character: string, part: string): boolean {
  return part === '?' || part === character;
}
