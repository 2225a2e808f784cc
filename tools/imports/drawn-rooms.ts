import type { Room } from './import-problems';

type Rooms = { readonly [name: string]: Room };

const LIB = 'lib';

/** What docs/architecture.md shows of the rooms: two pictures, of lib and of all that is around it, and what each is for. */
export function drawnRooms(rooms: Rooms): string {
  const names = Object.keys(rooms);
  const inLib = names.filter(isInLib);
  const around = names.filter((name) => !isInLib(name));
  const picture = (title: string, next: ReadonlyMap<string, readonly string[]>) =>
    [`### ${title}`, '', '```mermaid', 'flowchart TD', ...drawRoom(next), '```', ''].join('\n');
  const row = (name: string) => `| \`${name}\` | ${rooms[name]?.holds} | ${rooms[name]?.why} |`;
  return [
    picture(
      'lib',
      importedRooms(rooms, inLib, (name) => name),
    ),
    picture(
      'cli, and what is around',
      importedRooms(rooms, [LIB, ...around], (name) => (isInLib(name) ? LIB : name)),
    ),
    '### What each is for',
    '',
    '| room | what lives there | why it imports no more |',
    '|---|---|---|',
    ...names.map(row),
    '',
  ].join('\n');
}

function isInLib(name: string): boolean {
  return name.startsWith(`${LIB}/`);
}

/** Which rooms each may import, in the words of a picture, in which several may be one. */
function importedRooms(rooms: Rooms, shown: readonly string[], shownAs: (name: string) => string) {
  const next = new Map(shown.map((name) => [name, new Set<string>()]));
  for (const [name, { imports, files = {} }] of Object.entries(rooms)) {
    const own = next.get(shownAs(name));
    const entries = [...imports, ...Object.values(files).flat()].map((one) => one.replace(/^type /, ''));
    // What users import by its name is lib.
    for (const entry of entries.map((one) => (one === 'cdk8s-infisical' ? 'lib/index.ts' : one))) {
      const meant = Object.keys(rooms).filter((one) => one === entry || one.startsWith(`${entry}/`));
      for (const one of meant.map(shownAs)) if (one !== shownAs(name)) own?.add(one);
    }
  }
  return new Map([...next].map(([name, imported]) => [name, [...imported]]));
}

/** A box for each room, and the arrows that no longer way says. */
function drawRoom(next: ReadonlyMap<string, readonly string[]>): string[] {
  const boxes = [...next.keys()].map((name) => `  ${boxOf(name)}["${name}"]`);
  const reached = (name: string): string[] => (next.get(name) ?? []).flatMap((one) => [one, ...reached(one)]);
  const arrows = [...next].flatMap(([name, imported]) => {
    const byOthers = new Set(imported.flatMap(reached));
    const nearest = imported.filter((one) => !byOthers.has(one)).map(boxOf);
    return nearest.length === 0 ? [] : [`  ${boxOf(name)} --> ${nearest.join(' & ')}`];
  });
  return [...boxes, ...arrows];
}

function boxOf(name: string): string {
  return `room_${name.replaceAll(/\W/g, '_')}`;
}
