import { existsSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputPlaces } from '../../../cli/files/output-places';
import { withLock } from '../../../cli/synth/output/lock';
import { isProven, stateOf, thisProcess } from '../../../cli/synth/output/process-identity';
import { deadOwner } from './dead-owner';
import { appWrites, configMap, copyingProject, type Project } from './project';

const OLD = { 'one.k8s.yaml': configMap('one'), 'prod/two.k8s.yaml': configMap('two') };
const NEW = { 'one.k8s.yaml': configMap('one', { a: 'b' }) };

let project: Project;
beforeEach(() => {
  project = copyingProject(OLD);
});
afterEach(() => project.remove());

const places = () => outputPlaces(project.path('dist'));

test('several synths at once wait for each other', async () => {
  for (const [path, text] of Object.entries(OLD)) project.write(`dist/${path}`, text);
  appWrites(project, NEW);
  const all = await Promise.all([1, 2, 3, 4].map(() => project.synth()));
  expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  expect(all.filter(({ stdout }) => stdout.includes('1 changed')).length).toBe(1);
  expect(project.filesIn()).toEqual(NEW);
  expect(existsSync(project.path('.dist.synth'))).toBe(false);
});

describe('the lock', () => {
  const options = { onWait: () => undefined, patience: 60_000 };
  const lock = () => places().lock;

  test('lets one in at a time, also when all find that of a dead process', async () => {
    project.write('.dist.synth/lock', deadOwner());
    let inside = 0;
    let most = 0;
    const enter = () =>
      withLock(lock(), options, async () => {
        inside++;
        most = Math.max(most, inside);
        await sleep(5);
        inside--;
      });
    await Promise.all(Array.from({ length: 10 }, enter));
    expect(most).toBe(1);
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
  });

  test('is kept by a process that runs', async () => {
    const waited: number[] = [];
    project.write('.dist.synth/lock', JSON.stringify(thisProcess()));
    const entering = withLock(lock(), { onWait: ({ pid }) => waited.push(pid), patience: 60 }, async () => 0);
    await expect(entering).rejects.toThrow(`process ${process.pid} on ${hostname()} is still at work: if that is not`);
    expect(waited).toEqual([process.pid]);
    expect(readdirSync(project.path('.dist.synth'))).toEqual(['lock']);
  });

  test('is not kept by a process that got the number of a dead one, nor by what is no lock', async () => {
    for (const text of [JSON.stringify({ ...thisProcess(), start: 'another' }), 'no JSON', 'null', '']) {
      project.write('.dist.synth/lock', text);
      expect(await withLock(lock(), options, async () => 'inside')).toBe('inside');
    }
  });

  test('leaves no folder behind that it had to make', async () => {
    const { lock: deep } = outputPlaces(project.path('deep/er/dist'));
    await expect(withLock(deep, options, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(project.names()).not.toContain('deep');
  });

  test('knows who runs, who does not, and whom nobody can ask', () => {
    expect([stateOf(thisProcess()), isProven(thisProcess())]).toEqual(['running', true]);
    expect(stateOf(JSON.parse(deadOwner()))).toBe('gone');
    expect(stateOf({ ...thisProcess(), start: 'before' })).toBe('gone');
    expect(stateOf({ ...thisProcess(), boot: 'before' })).toBe('gone');
    expect(stateOf({ ...thisProcess(), host: 'elsewhere' })).toBe('unknown');
  });
});
