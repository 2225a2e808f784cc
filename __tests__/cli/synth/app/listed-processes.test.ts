import { ancestryOf, familyOf, listProcesses } from '../../../../cli/synth/app/listed-processes';

const listed = (...processes: [pid: number, parent: number][]) =>
  processes.map(([pid, parent]) => ({ pid, parent, group: 1 }));

test('a family is a process with all that it has started, in whatever order they are listed', () => {
  const all = listed([12, 11], [11, 10], [10, 1], [20, 1], [21, 20], [13, 12]);
  expect(
    familyOf(10, all)
      .map(({ pid }) => pid)
      .sort(),
  ).toEqual([10, 11, 12, 13]);
  expect(familyOf(99, all)).toEqual([]);
  expect(familyOf(21, all)).toEqual(listed([21, 20]));
});

test('an ancestry is a process with all that have started it', () => {
  const all = listed([12, 11], [11, 10], [10, 0], [13, 12], [7, 8], [8, 7]);
  expect(ancestryOf(12, all)).toEqual(listed([12, 11], [11, 10], [10, 0]));
  expect(ancestryOf(7, all)).toEqual(listed([7, 8], [8, 7]));
  expect(ancestryOf(99, all)).toEqual([]);
});

test('this process is listed, with who has started it', () => {
  expect(listProcesses().find(({ pid }) => pid === process.pid)).toMatchObject({ parent: process.ppid });
});
