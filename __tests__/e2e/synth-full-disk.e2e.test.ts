import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COPYING_APP, Project } from '../cli/synth/project';
import { type Files, requireRoot, start, state } from './synth-process';

const OPTIONS = ['-t', 'tmpfs', '-o', 'size=4m,nr_inodes=1000', 'tmpfs'];

let disk: string;
let project: Project;
beforeAll(() => {
  disk = mkdtempSync(join(tmpdir(), 'disk-'));
  requireRoot('a small disk', 'mount', ...OPTIONS, disk);
  project = new Project({ 'cdk8s.yaml': 'app: node app.js\n', 'app.js': COPYING_APP }, undefined, disk);
});
afterAll(() => {
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

const BESIDE = ['Makefile', 'dev/compose.yaml'];

function appWrites(word: string): void {
  const beside = Object.fromEntries(BESIDE.map((file) => [file, word.repeat(1_000)]));
  project.write('files.json', JSON.stringify({ files: state(word), beside }));
}

/** All that a synth writes. */
function written(): Files {
  const beside = Object.fromEntries(BESIDE.map((file) => [file, project.read(file)]));
  return { ...project.filesIn(), ...beside };
}

function allOf(word: string): Files {
  return { ...state(word), ...Object.fromEntries(BESIDE.map((file) => [file, word.repeat(1_000)])) };
}

/** Names of all that is not finished. */
function leftovers(): string[] {
  return [...readdirSync(project.folder), ...readdirSync(project.path('dev'))].filter((name) => /^\./.test(name));
}

const FILLER = 'filler';

/** Leaves that many bytes of room on the disk. */
function leaveRoom(bytes: number): void {
  const { bavail, bsize } = statfsSync(disk);
  const filler = openSync(join(disk, FILLER), 'w');
  writeSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
  closeSync(filler);
}

/** Leaves room for that many files and folders. */
function leaveFiles(count: number): void {
  mkdirSync(join(disk, FILLER));
  for (let left = statfsSync(disk).ffree; left > count; left--) writeFileSync(join(disk, FILLER, String(left)), '');
}

test.each<[string, (step: number) => void]>([
  ['room', (step) => leaveRoom(step * 16_384)],
  ['room for files', (step) => leaveFiles(step * 4)],
])(
  'with %s for 21 different parts of what it writes, a synth replaces all or nothing, says which, and the next one with room goes on',
  async (_, fill) => {
    appWrites('one');
    expect((await start(project, []).ended).status).toBe(0);
    const ends = { 0: 0, 2: 0 };
    let [is, next] = ['one', 'two'];
    for (let step = 0; step < 21; step++) {
      // What is kept to be fast is written anew as well.
      rmSync(project.path('node_modules/.cache'), { recursive: true, force: true });
      appWrites(next);
      fill(step);
      const { status, stderr } = await start(project, []).ended;
      rmSync(join(disk, FILLER), { recursive: true });
      expect([step, stderr, [0, 2].includes(status ?? -1), leftovers()]).toEqual([step, stderr, true, []]);
      expect(written()).toEqual(allOf(status === 0 ? next : is));
      if (status === 2) expect(stderr).toMatch(/full|ENOSPC/);
      ends[status as 0 | 2]++;
      expect(await start(project, []).ended).toMatchObject({ status: 0, stderr: '' });
      expect(written()).toEqual(allOf(next));
      [is, next] = [next, is];
    }
    // Otherwise the steps are not those that matter.
    expect([ends[0] > 2, ends[2] > 8, ends]).toEqual([true, true, ends]);
  },
  120_000,
);
