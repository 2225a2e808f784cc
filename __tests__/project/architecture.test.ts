import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { circles } from '../../tools/imports/circles';
import { drawnRooms } from '../../tools/imports/drawn-rooms';
import type { Room } from '../../tools/imports/import-problems';
import { IMPORT_RULES } from '../../tools/imports/rooms';
import { PROJECT } from './main-program';

const rooms: { readonly [name: string]: Room } = IMPORT_RULES.rooms;
const document = readFileSync(join(PROJECT, 'docs/architecture.md'), 'utf8');
const pictures = [...document.matchAll(/^```mermaid\n(.*?)^```/gms)].map(([, picture]) => picture);

/** The rooms of a picture, and to which of them arrows lead from each. */
function read(picture: string): Map<string, string[]> {
  const boxes = [...picture.matchAll(/^ {2}(\w+)\["(.*)"\]$/gm)];
  const nameOf = new Map(boxes.map(([, box, name]) => [box, name]));
  const arrows = [...picture.matchAll(/^ {2}(\w+) --> (.*)$/gm)];
  const next = new Map(boxes.map(([, , name]): [string, string[]] => [name, []]));
  for (const [, from, to] of arrows)
    next.get(String(nameOf.get(from)))?.push(...to.split(' & ').map((box) => String(nameOf.get(box))));
  return next;
}

const drawn = pictures.map(read);
const inSome = (name: string) => drawn.some((next) => next.has(name));

test('docs/architecture.md is what tools/architecture.ts draws of the rooms', () => {
  expect(document.endsWith(`\n${drawnRooms(rooms)}`)).toBe(true);
});

test('its pictures have every room, and no other', () => {
  expect(Object.keys(rooms).filter((name) => !inSome(name))).toEqual([]);
  const others = drawn.flatMap((next) => [...next.keys()]).filter((name) => !Object.hasOwn(rooms, name));
  expect(others).toEqual(['lib']);
});

test('its arrows lead one way', () => {
  expect(drawn.flatMap(circles)).toEqual([]);
});

test('its arrows are imports that a room may have', () => {
  const mayImport = (from: string, to: string) => {
    const { imports, files = {} } = rooms[from];
    const allowed = [...imports, ...Object.values(files).flat()].map((entry) => entry.replace(/^type /, ''));
    return allowed.some(
      (entry) => `${to}/`.startsWith(`${entry}/`) || (to === 'lib' && /^(lib\/|cdk8s-infisical$)/.test(entry)),
    );
  };
  const arrows = drawn.flatMap((next) => [...next].flatMap(([from, all]) => all.map((to) => ({ from, to }))));
  expect(arrows.length).toBeGreaterThan(30);
  expect(arrows.filter(({ from, to }) => !mayImport(from, to))).toEqual([]);
});

describe('what is drawn', () => {
  const room = (...imports: string[]): Room => ({ holds: 'x', imports, why: 'y' });
  const text = drawnRooms({
    'lib/a': room(),
    'lib/b': room('lib/a'),
    'lib/c': room('lib/a', 'lib/b'),
    main: room('lib/b'),
  });

  test('has no arrow for what a longer way says', () => {
    expect(text).toContain('  room_lib_c --> room_lib_b\n');
    expect(text).toContain('  room_lib_b --> room_lib_a\n');
  });

  test('has lib as one box for those around it', () => {
    expect(text).toContain('  room_main --> room_lib\n');
  });
});
