import { mkdirSync, rmSync } from 'node:fs';
import { type OutputPlaces, outputPlaces } from '../../../cli/files/output-places';
import { withLock } from '../../../cli/synth/output/lock';
import { prepareRun } from '../../../cli/synth/output/prepare-run';
import { copyingProject, type Project } from './project';

let project: Project;
let places: OutputPlaces;
beforeEach(() => {
  project = copyingProject({});
  places = outputPlaces(project.path('dist'));
});
afterEach(() => project.remove());

/** What becomes of a synth that is stopped when it has its lock, before it does anything. */
const goOnAfter = (meanwhile: () => void) =>
  withLock(places.lock, { onWait: () => undefined, patience: 0 }, async (lock) => {
    meanwhile();
    return prepareRun(places, lock, 'run-1-01234567');
  });

test('a synth that is stopped before its run, while another one takes its lock and is done, has lost its lock', async () => {
  const other = () => rmSync(places.work, { recursive: true });
  await expect(goOnAfter(other)).rejects.toThrow('this synth has lost its lock');
});

test('a folder that cannot be made for another reason is told as it is', async () => {
  const other = () => mkdirSync(`${places.work}/run-1-01234567/foreign`, { recursive: true });
  await expect(goOnAfter(other)).rejects.toThrow('EEXIST');
});
